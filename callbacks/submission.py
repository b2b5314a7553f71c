"""报送: what lies on the desk or one record of it, and the coverage matrix as CSV."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from callbacks.served import Served, Table
from data.periods import shift_month
from data.problems import Problem
from data.selection import Selection
from data.store import Store
from data.submissions import MISSING_ZH, Submission
from data.uploads import Upload
from layouts.pages import submission as page
from layouts.words import STANDING_ZH
from pipelines.excerpts import excerpt_file
from pipelines.exporting import Column
from pipelines.forms import list_units
from pipelines.inbox import MOST_IN_BATCH
from pipelines.ledgers import FIELDS
from pipelines.punctuality import call_in, survey_months, survey_reporting
from pipelines.reading.bounds import MAX_BYTES

#: So many waiting submissions are listed.
LISTED = 30
LONGEST_NUMBER = 9
REPORTING = (
    Column("name", "单位"),
    Column("month", "月份"),
    Column("word", "报送情况"),
    Column("due_on", "截止日期"),
    Column("received_at", "首次报来"),
    Column("days_overdue", "逾期（天）"),
    Column("owed", "应报"),
    Column("reported", "已报"),
    Column("punctual", "按时"),
)

REMINDERS = (
    Column("name", "单位"),
    Column("month", "月份"),
    Column("word", "情况"),
    Column("due_on", "截止日期"),
    Column("days_overdue", "逾期（天）"),
)


def view(store: Store, selection: Selection) -> page.View:
    """The record that the address names, or else the desk."""
    record = read_record(store, selection)
    at = date.today()
    desk = read_desk(store, selection, at) if record is None else None
    return page.View(selection, store.places, store.catalogue, at, desk, record)


def read_desk(store: Store, selection: Selection, at: date) -> page.Desk:
    """What came in last, what waits, and who has reported."""
    reporting = survey_reporting(store, selection, at)
    months = reporting.months["month"].tolist()
    waiting, waits = store.waiting(LISTED)
    return page.Desk(
        uploads=store.uploads(MOST_IN_BATCH),
        waiting=waiting,
        waits=waits,
        cells=reporting.cells,
        months=reporting.months,
        units=reporting.units,
        kept=survey_months(store, months, at) if selection.area == store.places.root.code else None,
        silent=reporting.silent,
        formed=[unit.code for unit in list_units(store.catalogue, store.places, selection.area, reporting.last)],
        formed_for=list_form_months(months, at),
        called=call_in(store, selection, at),
        most_bytes=MAX_BYTES,
        most_files=MOST_IN_BATCH,
    )


def list_form_months(months: list[int], at: date) -> list[int]:
    """The months for which a blank form may be wanted, newest first: those shown, the next, the last that is over."""
    over = shift_month(at.year * 100 + at.month, -1)
    return sorted({*months, *(shift_month(month, 1) for month in months[-1:]), over}, reverse=True)


def read_record(store: Store, selection: Selection) -> page.Record | None:
    """The upload or submission of the address; nothing where there is none of that number."""
    found = find_record(store, selection.record)
    if found is None:
        return None
    listed = [problem for problem in found.problems if matches(problem, selection)]
    content, submission = store.file(found.sha256), found.submission
    return page.Record(
        name=selection.record,
        title=found.file_name,
        upload=found.upload,
        submission=submission,
        problems=found.problems,
        listed=listed,
        excerpts=excerpt_file(content, found.file_name, listed, selection.sheet) if content else [],
        obstacles=store.obstacles(submission.id) if submission and submission.status == "reported" else [],
        changes=store.changes(submission.id) if submission else None,
        items=read_items(store, submission) if submission and submission.items else None,
    )


def read_items(store: Store, submission: Submission) -> pd.DataFrame:
    """The store's ITEM_CHANGE columns with ``what``, the field's name in the ledger."""
    items = store.item_changes(submission.id)
    return items.assign(what=["新增" if field == "number" else FIELDS[field][0] for field in items["field"]])


class Found(NamedTuple):
    """What the name of a record leads to: an upload, the submission that it became, or one that came otherwise."""

    upload: Upload | None
    submission: Submission | None
    sha256: str
    file_name: str
    problems: list[Problem]


def find_record(store: Store, record: str) -> Found | None:
    """What came in under a record's name, ``upload-17`` or ``submission-12``."""
    kind, _, number = record.partition("-")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    upload = store.upload(int(number)) if kind == "upload" else None
    belongs = upload.submission_id if upload else int(number) if kind == "submission" else None
    submission = None if belongs is None else store.submission(belongs)
    if submission is not None:
        problems = [warned.problem for warned in submission.warned]
        name = upload.file_name if upload else submission.file_name
        return Found(upload, submission, submission.sha256, name, problems)
    if upload is None:
        return None
    return Found(upload, None, upload.sha256, upload.file_name, list(upload.problems))


def matches(problem: Problem, selection: Selection) -> bool:
    """Whether the filters leave a problem."""
    words = f"{problem}".casefold()
    return (
        selection.severity in ("", problem.severity)
        and selection.sheet in ("", problem.sheet)
        and all(word in words for word in selection.search.casefold().split())
    )


def offer_reporting(store: Store, selection: Selection) -> Table:
    """The matrix, one row for each unit and month."""
    reporting = survey_reporting(store, selection, date.today())
    cells = reporting.cells
    frame = cells.assign(word=[STANDING_ZH[standing] for standing in cells["standing"]])
    return Table(frame, REPORTING, ["报送情况", store.places[selection.area].name])


def offer_reminders(store: Store, selection: Selection) -> Table:
    """Who is to be called for which month, one row each."""
    frame = store.reminders(date.today(), selection.area)
    frame = frame.assign(word=["退回未重报" if state == "returned" else MISSING_ZH for state in frame["state"]])
    return Table(frame, REMINDERS, ["催报", store.places[selection.area].name])


SERVED = Served(page.PAGE, view, {"reporting": offer_reporting, "reminders": offer_reminders}, live=True)
