"""The tray: what was handed in through the page and waits to be read, claimed by one reader at a time."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, select, update

from data.problems import Problem
from data.store.connection import reading, writing
from data.store.keeping import find_file, save_file
from data.tables import submissions, uploads
from data.uploads import UNDER_WAY, Upload, UploadStatus

_NEXT = (
    select(uploads.c.id)
    .where(uploads.c.status == "waiting")
    .order_by(uploads.c.tries, uploads.c.id)
    .limit(1)
    .scalar_subquery()
)
_WITH_DECISION = select(*uploads.c, func.coalesce(submissions.c.status, "").label("decided")).outerjoin(submissions)


class Tray:
    """The part of the store that keeps uploads; each act is one transaction."""

    _engine: Engine
    _files_dir: Path

    def begin_upload(self, batch: str, file_name: str, content: bytes, by: str, at: datetime) -> int:
        """Keep a file that was handed in and put it into the queue; its number there."""
        sha256 = hashlib.sha256(content).hexdigest()
        save_file(self._files_dir, sha256, content)
        with writing(self._engine) as connection:
            # Again: the same file may just have been rejected and let go of.
            save_file(self._files_dir, sha256, content)
            row = {"batch": batch, "file_name": file_name, "sha256": sha256, "received_at": at, "received_by": by}
            added = connection.execute(uploads.insert().values(**row, status="waiting", tries=0, problems=[]))
            assert added.inserted_primary_key is not None
            return int(added.inserted_primary_key[0])

    def claim_upload(self) -> Upload | None:
        """The next upload, to be read by the caller and nobody else; those that were never tried come first."""
        with writing(self._engine) as connection:
            claimed = connection.execute(
                update(uploads)
                .where(uploads.c.id == _NEXT, uploads.c.status == "waiting")
                .values(status="reading", tries=uploads.c.tries + 1)
                .returning(*uploads.c)
            ).one_or_none()
        return _upload(claimed) if claimed else None

    def finish_upload(
        self,
        id_: int,
        status: UploadStatus,
        problems: Sequence[Problem],
        submission_id: int | None,
        at: datetime,
        areas: Sequence[str] = (),
        months: Sequence[int] = (),
    ) -> None:
        """Say how an upload ended and whose figures it states, if it is still being read. A rejected file is let
        go of."""
        with writing(self._engine) as connection:
            connection.execute(
                update(uploads)
                .where(uploads.c.id == id_, uploads.c.status == "reading")
                .values(
                    status=status,
                    problems=[asdict(problem) for problem in problems],
                    areas=list(areas),
                    months=list(months),
                    submission_id=submission_id,
                    finished_at=at,
                )
            )
        self._let_go(uploads.c.id == id_)

    def release_uploads(self) -> None:
        """Put back what a reader that is no more had claimed, and let go of what it was killed before letting go of."""
        with writing(self._engine) as connection:
            connection.execute(update(uploads).where(uploads.c.status == "reading").values(status="waiting"))
        self._let_go(uploads.c.status == "rejected")

    def _let_go(self, which: ColumnElement[bool]) -> None:
        with writing(self._engine) as connection:
            rejected = select(uploads.c.sha256).where(which, uploads.c.status == "rejected").distinct()
            for sha256 in connection.execute(rejected).scalars().all():
                path = find_file(self._files_dir, sha256)
                if path.exists() and not _needed(connection, sha256):
                    path.unlink()

    def upload(self, id_: int) -> Upload | None:
        """One upload by its number."""
        with reading(self._engine) as connection:
            row = connection.execute(_WITH_DECISION.where(uploads.c.id == id_)).one_or_none()
        return _upload(row) if row else None

    def last_upload(self, sha256: str) -> Upload | None:
        """The last upload of a file."""
        its = _WITH_DECISION.where(uploads.c.sha256 == sha256).order_by(uploads.c.id.desc()).limit(1)
        with reading(self._engine) as connection:
            row = connection.execute(its).one_or_none()
        return _upload(row) if row else None

    def uploads(self, limit: int = 100) -> list[Upload]:
        """What was handed in last, newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(_WITH_DECISION.order_by(uploads.c.id.desc()).limit(limit)).all()
        return [_upload(row) for row in rows]

    def brought(self, upload: Upload) -> bool:
        """Whether a file's submission came in with this very upload: no two have the same moment."""
        its = select(submissions.c.id).where(
            submissions.c.sha256 == upload.sha256, submissions.c.received_at == upload.received_at
        )
        with reading(self._engine) as connection:
            return connection.execute(its).first() is not None

    def count_uploads(self, batch: str | None = None) -> int:
        """How many belong to a batch; without one, how many have not been read yet."""
        which = uploads.c.status.in_(UNDER_WAY) if batch is None else uploads.c.batch == batch
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(uploads).where(which)).scalar_one())


def _needed(connection: Connection, sha256: str) -> bool:
    """Whether a file belongs to a submission or is still to be read for another upload."""
    submitted = select(submissions.c.id).where(submissions.c.sha256 == sha256)
    queued = select(uploads.c.id).where(uploads.c.sha256 == sha256, uploads.c.status.in_(UNDER_WAY))
    return connection.execute(submitted).first() is not None or connection.execute(queued).first() is not None


def _upload(row: Row[*tuple[Any, ...]]) -> Upload:
    fields = dict(row._mapping)
    lists = {name: tuple(fields[name]) for name in ("areas", "months")}
    return Upload(**{**fields, **lists, "problems": tuple(Problem(**one) for one in fields["problems"])})
