"""The inbox: nothing is lost, nothing comes in twice, and each upload ends with a word of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from data.problems import Refusal
from data.store import Store, open_store
from data.uploads import Upload
from pipelines import inbox
from tests.databases import read_table
from tests.pipelines.forms import CATALOGUE, NAMES, PLACES, ROOT, book, form

AT = datetime(2025, 7, 3, 9, 30, 15, 250)
GOOD = form(("党员总数", "名", 500), ("培训人次", "人次", 12))
NEGATIVE = ("party_members", "trainees", "party_lectures", "field_studies")
#: Nobody's: the 34 and 00 at its start belong to no county.
PERSON = "340000200001010000"


@pytest.fixture
def opened(database: str, tmp_path: Path) -> Iterator[Store]:
    store = open_store(database, CATALOGUE, PLACES, tmp_path / "files")
    yield store
    store.close()


def hand_in(store: Store, content: bytes, name: str = "霁川镇2025年6月.xlsx", batch: str = "one") -> int:
    at = AT + timedelta(microseconds=len(store.uploads()))
    return inbox.receive(store, batch, name, content, "组织部", at)


def read_all(store: Store) -> None:
    while inbox.work(store, NAMES):
        pass


def ended(store: Store, number: int) -> Upload:
    upload = store.upload(number)
    assert upload is not None
    return upload


def kept_files(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_a_file_is_kept_at_once_and_read_later(opened: Store, tmp_path: Path) -> None:
    number = hand_in(opened, GOOD)
    assert (ended(opened, number).status, opened.count_uploads()) == ("waiting", 1)
    assert [path.read_bytes() for path in kept_files(tmp_path)] == [GOOD]
    assert len(opened.submissions()) == 0
    read_all(opened)
    upload = ended(opened, number)
    assert (upload.status, upload.tries, opened.count_uploads()) == ("passed", 1, 0)
    assert (upload.areas, upload.months) == (("jichuan",), (202506,))
    [submission] = opened.submissions().to_dict("records")
    assert (submission["id"], submission["status"], submission["received_at"]) == (upload.submission_id, "reported", AT)


def test_the_same_file_again_is_known(opened: Store) -> None:
    first, second = hand_in(opened, GOOD), hand_in(opened, GOOD, "副本.xlsx")
    read_all(opened)
    assert [ended(opened, first).status, ended(opened, second).status] == ["passed", "known"]
    assert ended(opened, second).submission_id == ended(opened, first).submission_id
    assert len(opened.submissions()) == 1


def test_what_was_decided_since_is_known(opened: Store) -> None:
    numbers = [hand_in(opened, form(("党员总数", "名", 500 + n))) for n in range(3)]
    read_all(opened)
    found = {n: ended(opened, number).submission_id or 0 for n, number in enumerate(numbers)}
    opened.accept(found[0], "组织部", AT)
    opened.return_submission(found[1], "组织部", AT, "请核对")
    assert [upload.decided for upload in reversed(opened.uploads())] == ["accepted", "returned", "reported"]
    waiting, waits = opened.waiting(10)
    assert ([one.submission.id for one in waiting], waits) == ([found[2]], 1)
    assert opened.waiting(0) == ([], 1)


def test_a_wrong_cell_is_named_and_the_file_stays_to_be_looked_at(opened: Store, tmp_path: Path) -> None:
    number = hand_in(opened, form(("党员总数", "名", 500), ("培训人次", "人次", -3)))
    read_all(opened)
    upload = ended(opened, number)
    assert (upload.status, upload.submission_id, upload.areas) == ("faulty", None, ("jichuan",))
    assert ("below_minimum", "block", "月报", "D5") in [(p.rule, p.severity, p.sheet, p.cell) for p in upload.problems]
    assert len(kept_files(tmp_path)) == 1
    assert len(opened.submissions()) == 0


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (book(名单=[["序号", "身份证号"], [1, PERSON]]), "personal_data"),
        (b"PK\x03\x04" + bytes(200), "file_broken"),
        (b"", "file_empty"),
        (b"<html><table></table></html>", "file_html"),
    ],
)
def test_what_cannot_be_taken_leaves_only_the_refusal(opened: Store, tmp_path: Path, content: bytes, rule: str) -> None:
    first, second = hand_in(opened, content), hand_in(opened, content)
    assert inbox.work(opened, NAMES)
    assert (ended(opened, first).status, ended(opened, first).problems[0].rule) == ("rejected", rule)
    assert len(kept_files(tmp_path)) == 1
    assert inbox.work(opened, NAMES)
    assert (ended(opened, second).status, kept_files(tmp_path)) == ("rejected", [])
    assert PERSON not in str(ended(opened, first).problems)


def test_killed_before_letting_go_it_is_let_go_of_at_the_next_start(opened: Store, tmp_path: Path) -> None:
    hand_in(opened, b"")
    read_all(opened)
    left = tmp_path / "files" / "e3" / "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    left.write_bytes(b"")
    opened.release_uploads()
    assert kept_files(tmp_path) == []


def test_killed_after_keeping_it_still_passes(opened: Store) -> None:
    number = hand_in(opened, GOOD)
    upload = opened.claim_upload()
    assert upload is not None
    inbox.settle(opened, NAMES, upload)
    opened.release_uploads()
    read_all(opened)
    assert (ended(opened, number).status, ended(opened, number).tries, len(opened.submissions())) == ("passed", 2, 1)


def test_a_file_that_ends_its_reader_each_time_is_given_up(opened: Store) -> None:
    number = hand_in(opened, GOOD)
    for _ in range(inbox.MOST_TRIES):
        assert opened.claim_upload() is not None
        opened.release_uploads()
    other = hand_in(opened, form(("党员总数", "名", 501)))
    assert inbox.work(opened, NAMES)
    assert (ended(opened, number).status, ended(opened, other).status) == ("waiting", "passed")
    read_all(opened)
    assert (ended(opened, number).status, ended(opened, number).problems[0].rule) == ("failed", "reading_failed")
    assert len(opened.submissions()) == 1


def test_one_upload_is_claimed_by_one_reader(opened: Store) -> None:
    numbers = [hand_in(opened, form(("党员总数", "名", 500 + n))) for n in range(20)]
    claimed: list[int] = []

    def claim() -> None:
        while (upload := opened.claim_upload()) is not None:
            claimed.append(upload.id)

    threads = [Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == numbers


def test_bounds_are_said(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST_IN_BATCH", 2)
    monkeypatch.setattr(inbox, "MOST_WAITING", 3)
    monkeypatch.setattr(inbox, "MAX_BYTES", 1_000_000)
    for content in (b"1", b"2"):
        hand_in(opened, content)
    with pytest.raises(Refusal, match=r"一次交来的文件超过2个.*请分几次报送"):
        hand_in(opened, b"3")
    hand_in(opened, b"3", batch="two")
    with pytest.raises(Refusal, match="正在排队的文件已有3个"):
        hand_in(opened, b"4", batch="two")
    with pytest.raises(Refusal, match="文件有1MB"):
        hand_in(opened, bytes(1_000_001), batch="three")
    assert opened.count_uploads() == 3


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/报表.xlsx", "报表.xlsx"),
        ("C:\\用户\\报表.xlsx", "报表.xlsx"),
        ("报\u0000表\n.xlsx", "报表.xlsx"),
        ("..", "未命名文件"),
        ("", "未命名文件"),
        (f"名单{PERSON}和13000000000.xlsx", "名单＊和＊.xlsx"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
def test_a_name_is_a_name_alone(name: str, clean: str) -> None:
    assert inbox.clean_name(name) == clean


def test_of_very_many_problems_the_first_are_kept(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = form(*[(metric.label_zh, metric.unit, -1) for metric in CATALOGUE.metrics if metric.code in NEGATIVE])
    number = hand_in(opened, wrong)
    read_all(opened)
    whole = ended(opened, number).problems
    assert len(whole) >= 4
    monkeypatch.setattr(inbox, "MOST_PROBLEMS", len(whole) - 2)
    number = hand_in(opened, wrong)
    read_all(opened)
    *first, last = ended(opened, number).problems
    assert (tuple(first), last.rule) == (whole[:-2], "more_problems")
    assert "另有 2 个问题没有列出" in str(last)


@pytest.mark.parametrize(
    ("hostile", "ending"),
    [("time.sleep(60)", -signal.SIGALRM), ("bytearray(k.MAX_MEMORY)", 1)],
    ids=["slow", "large"],
)
def test_a_reader_that_passes_its_bounds_is_ended(tmp_path: Path, hostile: str, ending: int) -> None:
    script = tmp_path / "read.py"
    script.write_text(
        "import os, sys, time\nfrom pathlib import Path\n"
        "from data.settings import Settings\nimport pipelines.inbox_keeper as k\n"
        f"k.MAX_SECONDS = 1\nk.work = lambda *_: {hostile}\n"
        "k.read_inbox(Settings(instance_dir=Path(sys.argv[1]), database_url=''), os.getppid())\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], cwd=ROOT, env=environment, capture_output=True, timeout=120
    )
    assert done.returncode == ending, done.stderr.decode()
    assert (b"MemoryError" in done.stderr) == (ending == 1)


KEEP = """
import sys, time
from pathlib import Path
from data.settings import Settings
from data.catalogue_loading import load_catalogue
from data.places import load_places
from data.store import open_store
from pipelines.inbox_keeper import keep_inbox
if __name__ == "__main__":
    settings = Settings(instance_dir=Path(sys.argv[1]), database_url=sys.argv[2])
    catalogue = load_catalogue(settings.catalogue_dir)
    places = load_places(settings.places_file, catalogue)
    keep_inbox(open_store(settings.database, catalogue, places, settings.files_dir), settings)
    time.sleep(600)
"""


def test_killed_again_and_again_nothing_is_lost_and_nothing_comes_twice(
    opened: Store, database: str, tmp_path: Path
) -> None:
    units = ("霁川镇", "萤湖镇", "鹭汀镇", "柚坡镇")
    files = [form(("党员总数", "名", 400 + n), unit=units[n % 4], month=f"2024年{n // 4 + 1}月") for n in range(40)]
    numbers = [hand_in(opened, content, f"{n}.xlsx") for n, content in enumerate(files)]
    script = tmp_path / "keep.py"
    script.write_text(KEEP, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for kills in range(60):  # noqa: B007
        keeper = subprocess.Popen(
            [sys.executable, str(script), str(tmp_path), database], cwd=ROOT, env=environment, start_new_session=True
        )
        before = opened.count_uploads()
        until = time.monotonic() + 60
        # Killed at once after it has read a few, whatever it is at; the last is left to finish.
        while opened.count_uploads() > max(0, before - 15) and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(keeper.pid, signal.SIGKILL)
        keeper.wait()
        if not opened.count_uploads():
            break
    assert kills >= 2
    assert {ended(opened, number).status for number in numbers} == {"passed"}
    assert len({ended(opened, number).submission_id for number in numbers}) == 40
    assert len(read_table(database, "submissions")) == 40
    assert len(read_table(database, "observations")) == 40
