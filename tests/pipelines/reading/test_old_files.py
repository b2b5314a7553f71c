"""Old workbooks (.xls), record by record: comments, links to other workbooks, and texts of 1995."""

import io
import struct
from typing import Any

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from data.problems import Refusal
from pipelines.gathering import read_content
from pipelines.reading.comments import Comment
from pipelines.reading.workbook import open_workbook
from tests.pipelines.forms import NAMES

END = struct.pack("<HH", 0xA, 0)
NAME, NAME_OF_1995 = "Workbook\0".encode("utf-16-le"), "Book".encode("utf-16-le").ljust(18, b"\0")


def record(kind: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack("<HH", kind, len(body)) + body


def pack(stream: bytes) -> bytes:
    content = io.BytesIO()
    XlsDoc().save(content, stream)
    return content.getvalue()


def make_xls(*, in_book: bytes = b"", in_sheet: bytes = b"") -> bytes:
    """霁川镇's form with records more, in the part that is the workbook's and in the sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("月报")
    lines: list[list[Any]] = [["2025年6月汇总"], ["单位", "党员总数（名）"], ["霁川镇", 500]]
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    stream: bytes = book.get_biff_data()
    at = stream.index(END)
    listed = stream.index(struct.pack("<H", 0x85), 0, at) + 4
    start = struct.pack("<I", struct.unpack_from("<I", stream, listed)[0] + len(in_book))
    head, rest = stream[:listed] + start + stream[listed + 4 : at], stream[at:]
    return pack(head + in_book + rest.removesuffix(END) + in_sheet + END)


def comment(number: int, row: int, column: int, *pieces: bytes) -> bytes:
    length = sum(len(piece) - 1 if piece[0] == 0 else len(piece) // 2 for piece in pieces)
    return b"".join(
        [
            record(0x5D, struct.pack("<HHHH", 0x15, 18, 0x19, number), bytes(14)),
            record(0x1B6, struct.pack("<10xHH4x", length, 16)),
            *(record(0x3C, piece) for piece in pieces),
            record(0x3C, bytes(16)),
            record(0x1C, struct.pack("<HHHH", row, column, 0, number), b"\x01\x00\x00A\x00"),
        ]
    )


def test_comments_are_read_with_their_cells() -> None:
    first = comment(1, 2, 1, b"\x01" + "已与本人核对，".encode("utf-16-le"), b"\x0013800138000")
    content = make_xls(in_sheet=first + comment(2, 1, 0, b"\x00ok"))
    book = open_workbook(content, "a.xls")
    assert book.comments == (Comment("B3", "已与本人核对，13800138000"), Comment("A2", "ok"))
    harvest = read_content(content, "报表.xls", NAMES)
    assert harvest.observations == {}
    assert [(problem.cell, problem.found) for problem in harvest.problems] == [("B3", "批注里的手机号码")]


def test_text_boxes_headers_and_footers_are_read() -> None:
    box = comment(1, 2, 1, b"\x0013800138000")
    # What is drawn is a comment only if a cell asks for it.
    lone = box[: box.rindex(struct.pack("<H", 0x1C))]
    footer = "&C填表人电话13800138000"
    page = record(0x15, struct.pack("<HB", len(footer), 1), footer.encode("utf-16-le"))
    content = make_xls(in_sheet=page + lone + lone + comment(1, 1, 0, b"\x00ok"))
    assert open_workbook(content, "a.xls").comments == (
        Comment("", "填表人电话13800138000", "页眉页脚"),
        Comment("", "13800138000", "文本框"),
        Comment("", "13800138000", "文本框"),
        Comment("A2", "ok"),
    )


def other_book(name: str) -> bytes:
    return record(0x1AE, struct.pack("<HHB", 1, len(name), 1), name.encode("utf-16-le"))


@pytest.mark.parametrize(
    "records",
    [
        other_book("\x01\x05D\x03旧表.xls"),
        record(0x1AE, struct.pack("<HHB", 0, 7, 0), b"Excel\x03a"),
    ],
    ids=["workbook", "program"],
)
def test_links_to_other_workbooks_are_refused(records: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        open_workbook(make_xls(in_book=records), "a.xls")
    assert [problem.rule for problem in caught.value.problems] == ["file_linked"]


@pytest.mark.parametrize(
    "records",
    [record(0x1AE, struct.pack("<H", 1), own) for own in (b"\x01\x04", b"\x01\x3a")] + [other_book(" ")],
    ids=["own sheets", "functions", "nothing"],
)
def test_references_within_the_workbook_are_no_links(records: bytes) -> None:
    (grid,) = open_workbook(make_xls(in_book=records), "a.xls").sheets
    assert grid.value(3, 2) == 500


def make_xls_of_1995(*records: bytes, figure: float = 500) -> bytes:
    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHH", 0x500, kind, 0, 0))

    def text(row: int, column: int, said: str) -> bytes:
        return record(0x204, struct.pack("<HHHH", row, column, 0, len(said.encode("gb18030"))), said.encode("gb18030"))

    rescaled, name = '0!.0,"万"'.encode("gb18030"), "月报".encode("gb18030")
    book = [
        begin(5),
        record(0x42, struct.pack("<H", 936)),
        record(0x31, struct.pack("<HHHHH4xB", 200, 0, 0x7FFF, 400, 0, 5), b"Arial"),
        record(0x41E, struct.pack("<HB", 164, len(rescaled)), rescaled),
        *(record(0xE0, struct.pack("<HH12x", 0, form)) for form in (0, 164)),
    ]
    start = len(b"".join(book)) + len(record(0x85, bytes(7), name)) + len(END)
    sheet = [
        begin(0x10),
        *(text(row, 0, said) for row, said in enumerate(["2025年6月汇总", "单位", "霁川镇", "㙦头镇"])),
        text(1, 1, "党员总数（名）"),
        record(0x203, struct.pack("<HHHd", 2, 1, 0, figure)),
        record(0x203, struct.pack("<HHHd", 3, 1, 1, 12000)),
        *records,
    ]
    whole = [*book, record(0x85, struct.pack("<IHB", start, 0, len(name)), name), END, *sheet, END]
    content = pack(b"".join(whole))
    at = content.index(NAME)
    return content[:at] + NAME_OF_1995.ljust(64, b"\0") + struct.pack("<H", 10) + content[at + 66 :]


def test_texts_of_1995_are_chinese() -> None:
    note = "电话13800138000".encode("gb18030")
    records = [
        record(0x1C, struct.pack("<HHH", 2, 1, len(note)), note[:6]),
        record(0x1C, struct.pack("<HHH", 0xFFFF, 0, len(note) - 6), note[6:]),
    ]
    book = open_workbook(make_xls_of_1995(*records), "a.xls")
    (grid,) = book.sheets
    assert [grid.value(row, 1) for row in range(1, 5)] == ["2025年6月汇总", "单位", "霁川镇", "㙦头镇"]
    assert (grid.name, grid.value(2, 2), grid.value(3, 2)) == ("月报", "党员总数（名）", 500.0)
    assert grid.formats == {(4, 2): "rescaled"}
    assert book.comments == (Comment("B3", "电话13800138000"),)


def test_a_workbook_of_1995_is_taken_or_refused_like_any() -> None:
    harvest = read_content(make_xls_of_1995(), "报表.xls", NAMES)
    assert {key: taken.value for key, taken in harvest.observations.items()} == {
        ("party_members", 202506, "jichuan"): 500.0
    }
    assert [(problem.rule, problem.cell) for problem in harvest.problems] == [("unknown_area", "A4")]


@pytest.mark.parametrize(("name", "linked"), [(b"\x01D\x03OLD.XLS", True), (b"\x03Sheet1", False)])
def test_links_of_1995_are_refused(name: bytes, linked: bool) -> None:
    content = make_xls_of_1995(record(0x17, bytes([len(name)]), name))
    if not linked:
        assert open_workbook(content, "a.xls").sheets[0].value(3, 2) == 500.0
        return
    with pytest.raises(Refusal) as caught:
        open_workbook(content, "a.xls")
    assert [problem.rule for problem in caught.value.problems] == ["file_linked"]
