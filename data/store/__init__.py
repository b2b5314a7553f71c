"""The store: everything that is kept, and the only place with SQL.

``open_store`` opens a database, brings its schema up to date and its figures in line with the
catalogue. A ``Store`` may be used by several threads; each process opens its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine, select

from data.definitions import Catalogue
from data.observations import Incoming, Kept, State, Trace
from data.places import Places
from data.scores import Score
from data.store.connection import connect, reading, upgrade, writing
from data.store.corrections import read_corrections
from data.store.coverage import read_coverage
from data.store.desk import Desk
from data.store.first_figures import Revision, read_revisions
from data.store.items import read_ledger
from data.store.keeping import find_file, find_submissions, insert_submissions, saving
from data.store.questions import frame_figures, read_months, read_submissions
from data.store.rebases import Rebases
from data.store.refusals import UnknownSubmission
from data.store.reviewing import StaleDefinitions, accept_submission, accept_submissions
from data.store.rows import read_figures
from data.store.syncing import rebuild, sync
from data.store.targets import Targets
from data.store.traces import read_traces
from data.store.tray import Tray
from data.store.tree import Tree
from data.tables import meta, submissions

__all__ = ["Revision", "StaleDefinitions", "Store", "UnknownSubmission", "open_store"]


def open_store(
    database: str, catalogue: Catalogue, places: Places, files_dir: Path, scores: Sequence[Score] = ()
) -> "Store":
    """Open a database by its address; migrations run, and roll-ups follow a changed catalogue.

    ``scores`` are known to the store beside the catalogue and the places; nothing of them is kept.
    """
    engine = connect(database)
    upgrade(engine)
    with writing(engine) as connection:
        tree = sync(connection, catalogue, places)
    return Store(engine, tree, files_dir, scores)


class Store(Desk, Tray, Targets, Rebases):
    """Questions, the writes ``keep`` and ``take``, what the desk and the others do; each act is one transaction."""

    def __init__(self, engine: Engine, tree: Tree, files_dir: Path, scores: Sequence[Score] = ()) -> None:
        super().__init__(engine, tree)
        self._files_dir = files_dir
        self.catalogue = tree.catalogue
        self.places = tree.places
        self.scores = {score.code: score for score in scores}

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def version(self) -> int:
        """Grows with every accepted change; whoever caches, caches under it."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(meta.c.value).where(meta.c.key == "version")).scalar_one())

    def months(self) -> list[int]:
        """The months for which anything was accepted, oldest first."""
        with reading(self._engine) as connection:
            return read_months(connection)

    def figures(self, metrics: Sequence[str], months: Sequence[int], areas: Sequence[str]) -> pd.DataFrame:
        """Current figures and roll-ups, columns FIGURE_COLUMNS; what nobody reported has no row.

        ``value`` is as the metric's basis says (year to date for a cumulative one), ``own`` the
        month's own amount, ``covered`` of ``expected`` the units that ``value`` holds.
        """
        with reading(self._engine) as connection:
            rows = read_figures(connection, metrics, months, [self._tree.ids[area] for area in areas])
        return frame_figures(self._tree, rows)

    def values(
        self, metrics: Sequence[str], months: Sequence[int], areas: Sequence[str]
    ) -> list[tuple[str, int, str, float | None, State]]:
        """The same without a frame, for who looks figures up one by one: metric, month, area, value, state."""
        ids, codes = self._tree.ids, self._tree.codes
        with reading(self._engine) as connection:
            rows = read_figures(
                connection, metrics, months, [ids[area] for area in areas], "metric, month, area_id, value, state"
            )
        return [(metric, month, codes[area], value, state) for metric, month, area, value, state in rows]

    def knows(self, sha256: str) -> int | None:
        """The submission that a file came in with, if it has."""
        with reading(self._engine) as connection:
            return connection.execute(select(submissions.c.id).where(submissions.c.sha256 == sha256)).scalar()

    def known(self, digests: Sequence[str]) -> dict[str, int]:
        """The submissions that files came in with, for those that have, by the files' SHA-256."""
        with reading(self._engine) as connection:
            return find_submissions(connection, digests)

    def keep(self, incoming: Incoming) -> Kept:
        """Keep a submission with its file, observations and items. The same file again changes nothing."""
        return self.keep_all([incoming])[0]

    def keep_all(self, brought: Sequence[Incoming]) -> list[Kept]:
        """The same for several submissions: all of them are kept or none."""
        with saving(self._files_dir, brought) as wait_for_files, writing(self._engine) as connection:
            kept = insert_submissions(connection, self._tree, brought)
            wait_for_files()
            return kept

    def take(self, incoming: Incoming, by: str, at: datetime) -> Kept:
        """Keep and accept in one transaction, for trusted senders and bulk loads.

        Where it may not be accepted, nothing is kept: raise ``Refusal``.
        """
        with saving(self._files_dir, [incoming]) as wait_for_files, writing(self._engine) as connection:
            [kept] = insert_submissions(connection, self._tree, [incoming])
            accept_submission(connection, self._tree, kept.submission_id, by, at, trusted=True)
            wait_for_files()
            return kept

    def take_all(self, brought: Sequence[Incoming], by: str) -> list[Kept]:
        """Keep several submissions, and accept each of them as of when it came, unless something stands in its way.

        All of it in one transaction. What is known already is left as it is.
        """
        with saving(self._files_dir, brought) as wait_for_files, writing(self._engine) as connection:
            kept = insert_submissions(connection, self._tree, brought)
            moments = {
                one.submission_id: incoming.received_at for one, incoming in zip(kept, brought, strict=True) if one.new
            }
            obstacles = accept_submissions(connection, self._tree, moments, by, trusted=True)
            wait_for_files()
            return [replace(one, obstacles=tuple(obstacles.get(one.submission_id, ()))) for one in kept]

    def file(self, sha256: str) -> bytes | None:
        """A file as it came in; ``None`` for figures that came without one."""
        path = find_file(self._files_dir, sha256)
        return path.read_bytes() if path.exists() else None

    def coverage(self, months: Sequence[int], area: str) -> pd.DataFrame:
        """COVERAGE_COLUMNS: who under an area has reported a month, and how much of it."""
        with reading(self._engine) as connection:
            return read_coverage(connection, self._tree, months, area)

    def corrections(self, area: str, months: Sequence[int]) -> pd.DataFrame:
        """CORRECTION_COLUMNS: the figures of an area and all below that files received in some months changed."""
        with reading(self._engine) as connection:
            return read_corrections(connection, self._tree, area, months)

    def revisions(self, metrics: Sequence[str], months: Sequence[int]) -> list[Revision]:
        """What takes the current figures of some months, wherever they were corrected, back to those first accepted."""
        with reading(self._engine) as connection:
            return read_revisions(connection, self._tree, metrics, months)

    def ledger(self, area: str, at: date) -> pd.DataFrame:
        """LEDGER_COLUMNS: rectification items of an area and all below, with their state on a day."""
        with reading(self._engine) as connection:
            return read_ledger(connection, self._tree, area, at)

    def trace(self, metric: str, month: int, area: str) -> list[Trace]:
        """Where one area's own figure came from: the current cell first, then what it replaced."""
        with reading(self._engine) as connection:
            return read_traces(connection, self._tree, metric, month, [area])

    def parts(self, metric: str, month: int, area: str) -> list[Trace]:
        """The cells that a figure is made of: the current one of every unit that is in it."""
        askers = self.places.askers(area, self.catalogue[metric], month)
        with reading(self._engine) as connection:
            traces = read_traces(connection, self._tree, metric, month, [asker.code for asker in askers])
        current = {trace.area: trace for trace in traces if trace.current}
        # What an area reports itself stands for everything below it.
        return [
            trace
            for code, trace in current.items()
            if not any(above.code in current for above in self.places.ancestors(code))
        ]

    def submissions(self, limit: int = 100) -> pd.DataFrame:
        """What came in last, newest first."""
        with reading(self._engine) as connection:
            return read_submissions(connection, limit)

    def rebuild(self) -> None:
        """Make every current figure and roll-up anew from what was accepted."""
        with writing(self._engine) as connection:
            rebuild(connection, self._tree)
