"""Alembic's environment: migrations run on the connection that the store hands over."""

from alembic import context

from data.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=False,  # the store's own transaction holds the whole upgrade
)
context.run_migrations()
