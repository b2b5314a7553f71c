"""Senders

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What was read before says nothing here; it is known from its submission.
    for name in ("areas", "months"):
        op.add_column("uploads", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for name in ("areas", "months"):
        op.drop_column("uploads", name)
