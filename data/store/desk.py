"""The organisation department's desk: deciding on what came in, calling in what did not, closing months."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from data.problems import Problem
from data.store.connection import reading, writing
from data.store.details import read_submission, read_waiting
from data.store.differences import read_changes, read_item_changes
from data.store.mappings import KeptMapping, find_mapping, forget_mapping, keep_mapping, list_mappings
from data.store.months import lock_month, read_deadlines, read_locked, reopen_month, set_deadline
from data.store.reporting import read_reminders, read_reporting, read_silence, read_span
from data.store.reviewing import accept_submission, answer_warning, find_obstacles, return_submission
from data.store.tree import Tree
from data.submissions import Submission, Waiting


class Desk:
    """The part of the store that holds the life of a submission; each act is one transaction.

    What cannot be done raises ``Refusal`` with the reason, a submission that is not there
    ``UnknownSubmission``. Of these acts only acceptance changes ``version``.
    """

    def __init__(self, engine: Engine, tree: Tree) -> None:
        self._engine = engine
        self._tree = tree

    def accept(self, submission_id: int, by: str, at: datetime, trusted: bool = False) -> bool:
        """Make a submission's figures current, and whether they were not yet; ``trusted`` needs no answers to its
        warnings."""
        with writing(self._engine) as connection:
            return accept_submission(connection, self._tree, submission_id, by, at, trusted)

    def obstacles(self, submission_id: int, trusted: bool = False) -> list[Problem]:
        """What stands in the way of accepting (rules returned, locked, unanswered); empty if nothing does."""
        with reading(self._engine) as connection:
            return find_obstacles(connection, self._tree, submission_id, trusted)

    def return_submission(self, submission_id: int, by: str, at: datetime, reason: str) -> None:
        """Send a submission that waits back to its sender, with the reason."""
        with writing(self._engine) as connection:
            return_submission(connection, submission_id, by, at, reason)

    def answer_warning(self, submission_id: int, place: int, reason: str, by: str, at: datetime) -> None:
        """Keep why a warned figure is right; ``place`` counts a submission's warnings from 0."""
        with writing(self._engine) as connection:
            answer_warning(connection, submission_id, place, reason, by, at)

    def submission(self, submission_id: int) -> Submission | None:
        """Everything known of a submission but its figures."""
        with reading(self._engine) as connection:
            return read_submission(connection, self._tree, submission_id)

    def waiting(self, limit: int) -> tuple[list[Waiting], int]:
        """The submissions that wait for a decision, newest first, at most so many; and how many there are."""
        with reading(self._engine) as connection:
            found, waits = read_waiting(connection, self._tree, limit)
            obstacles = [find_obstacles(connection, self._tree, one.id, trusted=False) for one in found]
        return [Waiting(one, tuple(each)) for one, each in zip(found, obstacles, strict=True)], waits

    def changes(self, submission_id: int) -> pd.DataFrame:
        """CHANGE_COLUMNS: the figures that accepting a submission would change, or did change."""
        with reading(self._engine) as connection:
            return read_changes(connection, self._tree, submission_id)

    def item_changes(self, submission_id: int) -> pd.DataFrame:
        """ITEM_CHANGE_COLUMNS: what accepting a submission would change, or did change, in the ledger."""
        with reading(self._engine) as connection:
            return read_item_changes(connection, self._tree, submission_id)

    def reporting(self, months: Sequence[int], area: str, at: date) -> pd.DataFrame:
        """REPORTING_COLUMNS: how each unit under an area stands with each month; days count up to ``at``."""
        with reading(self._engine) as connection:
            return read_reporting(connection, self._tree, months, area, at)

    def reminders(self, at: date, area: str | None = None) -> pd.DataFrame:
        """REPORTING_COLUMNS of those to be called (催报): pending or returned past the deadline on a day."""
        with reading(self._engine) as connection:
            return read_reminders(connection, self._tree, area or self._tree.places.root.code, at)

    def span(self) -> tuple[int, int] | None:
        """The first and the last month that any submission speaks for, accepted or not."""
        with reading(self._engine) as connection:
            return read_span(connection)

    def silence(self, at: date) -> list[int]:
        """The months past their deadline since anybody reported, oldest first, where that is long ago; else none."""
        with reading(self._engine) as connection:
            return read_silence(connection, at)

    def lock(self, month: int, by: str, at: datetime, reason: str = "") -> None:
        """Let nothing more be accepted for a published month; what comes in is still kept."""
        with writing(self._engine) as connection:
            lock_month(connection, month, by, at, reason)

    def reopen(self, month: int, by: str, at: datetime, reason: str) -> None:
        """Let a locked month be corrected again, for a reason that is kept."""
        with writing(self._engine) as connection:
            reopen_month(connection, month, by, at, reason)

    def locked_months(self, months: Sequence[int]) -> list[int]:
        """Those of some months that are locked, oldest first."""
        with reading(self._engine) as connection:
            return read_locked(connection, months)

    def deadline(self, month: int) -> date:
        """The last day on which a month may be reported in time."""
        with reading(self._engine) as connection:
            return read_deadlines(connection, [month])[month]

    def set_deadline(self, month: int, due_on: date) -> None:
        """Give a month a deadline other than the usual one."""
        with writing(self._engine) as connection:
            set_deadline(connection, month, due_on)

    def keep_mapping(self, sender: str, signature: str, mapping: Mapping[str, Any], by: str, at: datetime) -> None:
        """Keep how a sender's layout is read; ``sender`` is an area's code, or empty for whoever sends it."""
        with writing(self._engine) as connection:
            keep_mapping(connection, sender, signature, mapping, by, at)

    def mapping_for(self, sender: str, signature: str) -> dict[str, Any] | None:
        """The mapping confirmed for exactly this sender and layout."""
        with reading(self._engine) as connection:
            return find_mapping(connection, sender, signature)

    def mappings(self) -> list[KeptMapping]:
        """Every mapping that was confirmed, by sender and layout."""
        with reading(self._engine) as connection:
            return list_mappings(connection)

    def forget_mapping(self, sender: str, signature: str) -> None:
        """Ask again about a sender's layout; what was read by it stays as it is."""
        with writing(self._engine) as connection:
            forget_mapping(connection, sender, signature)
