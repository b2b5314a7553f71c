"""Files made to harm are refused with one clear message, within bounded memory."""

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data.problems import Refusal
from pipelines.reading.workbook import open_workbook
from tests.pipelines.forms import ROOT, form

SHEET = "xl/worksheets/sheet1.xml"
GOOD = form(("党员总数", "名", 500), ("培训人次", "人次", 12))
#: What opening a file may take beyond what the program takes anyway, in MB; docs/intake-limits.md says so too.
MOST_MEMORY = 400
#: Opens the file named and prints the memory that it took in MB, then the rule of each problem.
OPENING = """
import sys
from pathlib import Path
from data.problems import Refusal
from pipelines.reading.workbook import open_workbook

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))

Path("/proc/self/clear_refs").write_text("5")  # the peak of this process, not of the one that it was forked from
before, content, rules = peak(), Path(sys.argv[1]).read_bytes(), []
try:
    open_workbook(content, "报表.xlsx")
except Refusal as refusal:
    rules = [problem.rule for problem in refusal.problems]
print(peak() - before, *rules)
"""


def repack(change: Callable[[str, bytes], bytes | tuple[str, bytes]], **added: bytes) -> bytes:
    """The good workbook with its parts changed and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in good.namelist():
            changed = change(name, good.read(name))
            package.writestr(*(changed if isinstance(changed, tuple) else (name, changed)))
        for name, content in added.items():
            package.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes = b"<x/>") -> bytes:
    return repack(lambda _, part: part, **{name: content})


def with_rows(rows: bytes) -> bytes:
    return repack(lambda name, part: part.replace(b"</sheetData>", rows + b"</sheetData>") if name == SHEET else part)


def far(cell: bytes) -> bytes:
    return with_rows(b'<row r="1048576"><c ' + cell + b"><v>1</v></c></row>")


def far_in_capitals() -> bytes:
    """The sheet's part under a name in capitals, which the reader finds all the same."""
    content = far(b'r="XFD1048576"')
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read(SHEET)
    return repack(lambda name, part: (name.upper(), sheet) if name == SHEET else part)


def with_entities() -> bytes:
    levels = b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10))
    head = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a0 "AAAAAAAAAA">' + levels + b"]>"
    return repack(
        lambda name, part: (
            head + part.split(b"?>", 1)[1].replace(b"<t>", b"<t>&a9;") if name == "xl/sharedStrings.xml" else part
        )
    )


def understated() -> bytes:
    """A sheet of 150 MB of blanks that states the size of a small one."""
    content = with_rows(b" " * 150_000_000)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo(SHEET).file_size
    return content.replace(struct.pack("<I", size), struct.pack("<I", 3000))


def with_many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(50_000):
            package.writestr(str(number), b"")
    return out.getvalue()


def disguised() -> bytes:
    """A sheet of another format in which ten thousand million cells are one, beside an empty workbook."""
    cells = '<table:table-row table:number-rows-repeated="100000"><table:table-cell table:number-columns-repeated='
    content = f'<office:document-content><table:table>{cells}"100000"/></table:table-row></table:table>'
    return repack(
        lambda name, part: b"<x/>" if name == "xl/workbook.xml" else part, **{"content.xml": content.encode()}
    )


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "stray cell": (lambda: far(b'r="XFD1048576"'), "file_too_large"),
    "stray cell, spaced": (lambda: far(b'r = "XFD1048576"'), "file_too_large"),
    "stray cell, small letters": (lambda: far(b"r='xfd1048576'"), "file_too_large"),
    "stray cell, part in capitals": (far_in_capitals, "file_too_large"),
    "stray row": (lambda: with_rows(b'<row r="1048576"><c><v>1</v></c></row>'), "file_too_large"),
    "entities": (with_entities, "file_broken"),
    "bomb": (lambda: with_part("xl/pad.xml", b" " * 200_000_000), "file_too_large"),
    "bomb, understated": (understated, "file_too_large"),
    "many entries": (with_many_entries, "file_too_large"),
    "blanks": (lambda: with_rows(b" " * 60_000_000), ""),
    "blank rows": (lambda: with_rows(b'<row r="9"/>' * 2_000_000), ""),
    "unclosed cells": (lambda: with_rows(b'<c r="A9" t="e">' * 200_000), "file_broken"),
    "unclosed tags": (lambda: with_rows(b"<c " * 1_000_000), "file_broken"),
    "disguised": (disguised, "file_kind"),
    "external link": (lambda: with_part("xl/externalLinks/externalLink1.xml"), "file_linked"),
    "embedded object": (lambda: with_part("xl/embeddings/oleObject1.bin"), "file_embedded"),
    "control": (lambda: with_part("xl/activeX/activeX1.xml"), "file_embedded"),
    "path in the package": (lambda: with_part("../../evil.sh"), "file_broken"),
    "cut short": (lambda: GOOD[:-100], "file_broken"),
    "text of a million columns": (lambda: b"," * 1_000_000 + b"\n1,2\n", "file_too_large"),
    "text in one line": (lambda: b"x" * 40_000_000, "file_too_large"),
    "text of commas": (lambda: b"," * 29_000_000, "file_too_large"),
    "text of lines": (lambda: b"a,b\n" + b"\n" * 29_000_000, "file_too_large"),
    "text without its quotation mark": (lambda: b'a,"' + b"x" * 20_000_000, "file_broken"),
    "text of blanks": (lambda: b" " * 200_000_000, "file_too_large"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_take_bounded_memory(kind: str, tmp_path: Path) -> None:
    build, rule = HOSTILE[kind]
    path = tmp_path / "file"
    path.write_bytes(build())
    done = subprocess.run([sys.executable, "-c", OPENING, path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1000:]
    memory, *rules = done.stdout.split()
    assert rules == ([rule] if rule else [])
    assert int(memory) < MOST_MEMORY


@pytest.mark.parametrize("name", ["../../etc/报表.xlsx", "C:\\表\\报表.xlsx", "报表\n.xlsx", "报表\u202excslx."])
def test_a_name_that_is_more_than_a_name_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        open_workbook(GOOD, name)
    assert [problem.rule for problem in caught.value.problems] == ["file_name"]
    assert "/" not in caught.value.problems[0].file
