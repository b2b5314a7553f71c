"""Uploads: files handed in through the page, from their arrival until they were read and checked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.problems import Problem

#: ``waiting`` and ``reading`` are under way, the others are how an upload ends. ``faulty`` has
#: problems in its cells; ``rejected`` could not be read or tells of persons, and its file is not
#: kept; ``failed`` is a fault of ours.
UploadStatus = Literal["waiting", "reading", "passed", "known", "faulty", "rejected", "failed"]
UPLOAD_ZH: dict[UploadStatus, str] = {
    "waiting": "排队等候",
    "reading": "正在读取",
    "passed": "通过（等待接收）",
    "known": "已收过",
    "faulty": "有问题",
    "rejected": "被拒收",
    "failed": "没有读成",
}
UNDER_WAY: tuple[UploadStatus, ...] = ("waiting", "reading")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file handed in; ``submission_id`` is what it became, or what it had become before, and
    ``decided`` how that stands (``reported``, ``accepted``, ``returned``; empty without one).

    ``areas`` and ``months`` are whose figures it states, once it was read: codes in the order of the file.
    ``batch`` binds files handed in together, ``tries`` counts how often its reading was begun.
    """

    id: int
    batch: str
    file_name: str
    sha256: str
    received_at: datetime
    received_by: str
    status: UploadStatus
    tries: int
    problems: tuple[Problem, ...]
    submission_id: int | None
    finished_at: datetime | None
    decided: str = ""
    areas: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
