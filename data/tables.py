"""The tables. Observations and ledger items are only ever added to; figures are what is current.

``figures`` answers every question of a page: its key starts with the metric, then the month, so
that one metric over areas or over time is one stretch of the tree, and other questions name the
missing key columns with IN. See docs/decisions/0001-figures-table.md.
"""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

areas = Table(
    "areas",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(40), nullable=False, unique=True),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("file_name", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("received_at", DateTime, nullable=False),
    Column("received_by", Text, nullable=False),
    Column("status", String(12), nullable=False),  # reported, accepted, returned
    Column("accepted_at", DateTime),
    Column("accepted_by", Text, nullable=False, server_default=""),
    Column("warnings", JSON, nullable=False),
    Index("ix_submissions_status", "status", "id"),
)

# What became of a submission, and when: added to, never changed.
submission_events = Table(
    "submission_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", String(12), nullable=False),  # received, accepted, returned
    Column("reason", Text, nullable=False),
)

# The last answer to a warning counts; ``place`` is the warning's in submissions.warnings, from 0.
warning_answers = Table(
    "warning_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

# Which units' months a submission speaks for, accepted or not: how many figures, how many of them zero.
submission_scopes = Table(
    "submission_scopes",
    metadata,
    Column("month", Integer, nullable=False),
    Column("area_id", Integer, ForeignKey("areas.id"), nullable=False),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("figures", Integer, nullable=False),
    Column("zeros", Integer, nullable=False),
    PrimaryKeyConstraint("month", "area_id", "submission_id"),
    sqlite_with_rowid=False,
)

# A month is locked when the last of its events says so.
period_events = Table(
    "period_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("month", Integer, nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", String(12), nullable=False),  # locked, reopened
    Column("reason", Text, nullable=False),
)

# From which months control charts begin anew: the last event of a metric, area and month says whether it counts.
rebase_events = Table(
    "rebase_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("metric", String(40), nullable=False),
    Column("area_id", Integer, ForeignKey("areas.id"), nullable=False),
    Column("month", Integer, nullable=False),
    Column("what", String(12), nullable=False),  # set, removed
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Index("ix_rebase_events_metric", "metric", "area_id"),
)

# Deadlines that differ from the usual one.
deadlines = Table(
    "deadlines",
    metadata,
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("due_on", Date, nullable=False),
)

# How a sender's layout is read, once a person has confirmed it; the sender is an area's code or empty.
mappings = Table(
    "mappings",
    metadata,
    Column("sender", String(40), nullable=False),
    Column("signature", String(64), nullable=False),
    Column("mapping", JSON, nullable=False),
    Column("confirmed_by", Text, nullable=False),
    Column("confirmed_at", DateTime, nullable=False),
    PrimaryKeyConstraint("sender", "signature"),
)

observations = Table(
    "observations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False),
    Column("metric", String(40), nullable=False),
    Column("month", Integer, nullable=False),
    Column("area_id", Integer, ForeignKey("areas.id"), nullable=False),
    Column("value", Float),
    Column("state", String(16), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_observations_figure", "metric", "month", "area_id"),
    Index("ix_observations_submission_id", "submission_id"),
)

figures = Table(
    "figures",
    metadata,
    Column("metric", String(40), nullable=False),
    Column("month", Integer, nullable=False),
    Column("area_id", Integer, ForeignKey("areas.id"), nullable=False),
    Column("value", Float),
    Column("own", Float),
    Column("covered", Integer, nullable=False),
    Column("own_covered", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("observation_id", Integer),  # empty for roll-ups and ledger counts
    PrimaryKeyConstraint("metric", "month", "area_id"),
    sqlite_with_rowid=False,
)

ledger_items = Table(
    "ledger_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("number", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("area_id", Integer, ForeignKey("areas.id"), nullable=False),
    Column("measures", Text, nullable=False),
    Column("found_on", Date, nullable=False),
    Column("due_on", Date),
    Column("status", Text, nullable=False),
    Column("done_on", Date),
    Column("closed_on", Date),
    Column("review", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("row", Integer, nullable=False),
)

ledger_current = Table(
    "ledger_current",
    metadata,
    Column("number", Text, primary_key=True),
    Column("item_id", Integer, ForeignKey("ledger_items.id"), nullable=False),
)

# Who has reported a month, and how many of the figures asked for: a page says so beside every total.
arrivals = Table(
    "arrivals",
    metadata,
    Column("month", Integer, nullable=False),
    Column("area_id", Integer, ForeignKey("areas.id"), nullable=False),
    Column("arrived", Integer, nullable=False),
    Column("first_submission_id", Integer, ForeignKey("submissions.id"), nullable=False),
    PrimaryKeyConstraint("month", "area_id"),
    sqlite_with_rowid=False,
)

# Figures that an accepted file changed after another had brought them, by the month in which it came.
corrections = Table(
    "corrections",
    metadata,
    Column("metric", String(40), nullable=False),
    Column("month", Integer, nullable=False),
    Column("area_id", Integer, ForeignKey("areas.id"), nullable=False),
    Column("received", Integer, nullable=False),
    PrimaryKeyConstraint("metric", "month", "area_id", "received"),
    Index("ix_corrections_received", "received"),
    sqlite_with_rowid=False,
)

reported_months = Table("reported_months", metadata, Column("month", Integer, primary_key=True, autoincrement=False))

# What was handed in through the page, until it is read: a server that is killed goes on where it was.
uploads = Table(
    "uploads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", String(40), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("received_at", DateTime, nullable=False),
    Column("received_by", Text, nullable=False),
    Column("status", String(12), nullable=False),  # see data/uploads.py
    Column("tries", Integer, nullable=False),
    Column("problems", JSON, nullable=False),
    Column("areas", JSON, nullable=False, server_default="[]"),  # codes of the units that it states figures of
    Column("months", JSON, nullable=False, server_default="[]"),
    Column("submission_id", Integer, ForeignKey("submissions.id")),
    Column("finished_at", DateTime),
    Index("ix_uploads_status", "status", "tries", "id"),
    Index("ix_uploads_batch", "batch"),
    Index("ix_uploads_sha256", "sha256"),
)

# Annual targets: added to, never changed; the last row of a metric, year and area counts. Empty is none any more.
targets = Table(
    "targets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("metric", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("area_id", Integer, ForeignKey("areas.id"), nullable=False),
    Column("value", Float),
    Column("set_by", Text, nullable=False),
    Column("set_at", DateTime, nullable=False),
    Column("file_name", Text, nullable=False),  # with sha256, sheet and cell; empty for what was typed in
    Column("sha256", String(64), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Index("ix_targets_year", "year", "metric"),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
