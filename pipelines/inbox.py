"""The inbox: files handed in through the page are queued at once, and read and checked one after another.

What the command line does with a file is done here, by the same functions. Bounds: a file may have
30 MB, a batch 200 files, and 1,000 files may wait; reading one may take 2 minutes and 4 GB of memory.
"""

import logging
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

from data.problems import Problem, Refusal
from data.store import Store
from data.uploads import Upload, UploadStatus
from pipelines.gathering import read_content
from pipelines.harmonising import Names
from pipelines.hints import collect_hints
from pipelines.persons import mask_numbers
from pipelines.reading.bounds import MAX_BYTES
from pipelines.reading.refusals import too_large
from pipelines.taking import Read, take_in

log = logging.getLogger(__name__)

MOST_IN_BATCH = 200
MOST_WAITING = 1_000
#: So often the reading of a file is begun; a file that has ended its reader each time is given up.
MOST_TRIES = 3
LONGEST_NAME = 120
#: So many problems of one file are kept: whoever has more begins with these.
MOST_PROBLEMS = 300


class Ending(NamedTuple):
    """How an upload ended, and whose figures of which months it states."""

    status: UploadStatus
    problems: tuple[Problem, ...] = ()
    submission_id: int | None = None
    areas: tuple[str, ...] = ()
    months: tuple[int, ...] = ()


def receive(store: Store, batch: str, name: str, content: bytes, by: str, at: datetime) -> int:
    """Queue a file; its number. Raise ``Refusal`` where a bound is passed: nothing is kept then."""
    name = clean_name(name)
    if len(content) > MAX_BYTES:
        raise too_large(name, f"文件有{len(content) / 1024 / 1024:.0f}MB", f"，不能超过{MAX_BYTES // 1024 // 1024}MB")
    if store.count_uploads(batch) >= MOST_IN_BATCH:
        raise _refuse("batch_full", name, f"一次交来的文件超过{MOST_IN_BATCH}个", "请分几次报送")
    if store.count_uploads() >= MOST_WAITING:
        raise _refuse("inbox_full", name, f"正在排队的文件已有{MOST_WAITING}个", "请过几分钟再报送")
    return store.begin_upload(batch, name, content, by, at)


def read_again(store: Store, sha256: str, by: str, at: datetime) -> int | None:
    """Queue a kept file once more, after what was unclear in it was explained; None where it is not kept."""
    content = store.file(sha256)
    before = store.last_upload(sha256)
    if content is None or before is None:
        return None
    return store.begin_upload(before.batch, before.file_name, content, by, at)


def clean_name(name: str) -> str:
    """A file's name alone: without folders, persons' numbers and signs that do not print, not too long."""
    plain = "".join(sign for sign in PureWindowsPath(name).name if sign.isprintable()).strip(" .")
    plain = mask_numbers(plain)
    if len(plain) > LONGEST_NAME:
        ending = Path(plain).suffix[:10]
        plain = plain[: LONGEST_NAME - len(ending)] + ending
    return plain or "未命名文件"


def work(store: Store, names: Names) -> bool:
    """Take one upload from the queue through reading and checking; False where none waits."""
    upload = store.claim_upload()
    if upload is None:
        return False
    if upload.tries > MOST_TRIES:
        ending = Ending("failed", (_give_up(upload),))
    else:
        try:
            ending = settle(store, names, upload)
        except Exception:
            # A fault of ours ends this upload and no other; the next try may find what it lacked.
            log.exception("reading upload %s failed", upload.id)
            store.release_uploads()
            return True
    store.finish_upload(upload.id, **ending._asdict(), at=datetime.now())
    return True


def settle(store: Store, names: Names, upload: Upload) -> Ending:
    """Read, check and keep one upload's file."""
    content = store.file(upload.sha256)
    if content is None:
        raise FileNotFoundError(f"the file of upload {upload.id} is gone")
    harvest = read_content(content, upload.file_name, names, collect_hints(store))
    read = Read(Path(upload.file_name), content, upload.sha256, harvest)
    outcome = take_in(store, read, upload.received_by, upload.received_at, accept=False)
    areas = tuple(dict.fromkeys(area for _, _, area in harvest.observations))
    months = tuple(sorted({month for _, month, _ in harvest.observations}))
    if outcome.status == "known":
        # Killed between keeping the submission and saying so, it is this very upload that brought it.
        status: UploadStatus = "passed" if store.brought(upload) else "known"
        return Ending(status, (), outcome.submission_id, areas, months)
    if outcome.status == "refused":
        problems = _shorten(outcome.problems, upload.file_name)
        return Ending("faulty" if harvest.sheets else "rejected", problems, None, areas, months)
    return Ending("passed", outcome.problems, outcome.submission_id, areas, months)


def _refuse(rule: str, name: str, found: str, remedy: str) -> Refusal:
    return Refusal([Problem(rule, "block", found, "，暂不能再收", remedy, file=name)])


def _shorten(problems: tuple[Problem, ...], name: str) -> tuple[Problem, ...]:
    """The first problems, and how many more there are."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    found, remedy = f"另有 {len(problems) - MOST_PROBLEMS} 个问题没有列出", "请先改正列出的，重新报送后再看"
    return (*problems[:MOST_PROBLEMS], Problem("more_problems", "block", found, "", remedy, name))


def _give_up(upload: Upload) -> Problem:
    found = f"读取 {MOST_TRIES} 次都没有完成"
    expected = "，可能超出了时间或内存的限制"
    return Problem(
        "reading_failed", "block", found, expected, "请另存为 .xlsx、删去多余的行列后重新报送", upload.file_name
    )
