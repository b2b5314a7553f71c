"""Corrections

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_corrections_area_id")),
        sa.PrimaryKeyConstraint("metric", "month", "area_id", "received", name=op.f("pk_corrections")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_corrections_received", "corrections", ["received"])
    # What was accepted before is looked through when the database is opened, as after a changed definition.
    op.execute("DELETE FROM meta WHERE key = 'fingerprint'")


def downgrade() -> None:
    op.drop_table("corrections")
