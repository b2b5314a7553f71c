"""Life of a submission

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deadlines",
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_deadlines")),
    )
    op.create_table(
        "mappings",
        sa.Column("sender", sa.String(length=40), nullable=False),
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sender", "signature", name=op.f("pk_mappings")),
    )
    op.create_table(
        "period_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_events")),
    )
    op.create_index(op.f("ix_period_events_month"), "period_events", ["month"])
    op.create_table(
        "submission_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_submission_events_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_events")),
    )
    op.create_index(op.f("ix_submission_events_submission_id"), "submission_events", ["submission_id"])
    op.create_table(
        "submission_scopes",
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("zeros", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_submission_scopes_area_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_submission_scopes_submission_id")),
        sa.PrimaryKeyConstraint("month", "area_id", "submission_id", name=op.f("pk_submission_scopes")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_submission_scopes_submission_id"), "submission_scopes", ["submission_id"])
    op.create_table(
        "warning_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_warning_answers_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_answers")),
    )
    op.create_index(op.f("ix_warning_answers_submission_id"), "warning_answers", ["submission_id"])
    _fill_from_what_is_there()


def _fill_from_what_is_there() -> None:
    """Until now a submission was received, and accepted or not; whom it speaks for stands in its observations."""
    op.execute("""
        INSERT INTO submission_events (submission_id, at, "by", what, reason)
        SELECT id, received_at, received_by, 'received', '' FROM submissions ORDER BY id
    """)
    op.execute("""
        INSERT INTO submission_events (submission_id, at, "by", what, reason)
        SELECT id, accepted_at, accepted_by, 'accepted', '' FROM submissions WHERE status = 'accepted' ORDER BY id
    """)
    op.execute("""
        INSERT INTO submission_scopes (month, area_id, submission_id, figures, zeros)
        SELECT month, area_id, submission_id,
               SUM(CASE WHEN state = 'missing' THEN 0 ELSE 1 END), SUM(CASE WHEN value = 0 THEN 1 ELSE 0 END)
        FROM observations GROUP BY month, area_id, submission_id
    """)


def downgrade() -> None:
    for table in (
        "warning_answers",
        "submission_scopes",
        "submission_events",
        "period_events",
        "mappings",
        "deadlines",
    ):
        op.drop_table(table)
