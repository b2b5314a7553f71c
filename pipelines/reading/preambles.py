"""The lines above a header and below the data: titles and "key: value" labels."""

import re
import sys
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise

from pipelines.reading.grid import Raw
from pipelines.reading.header_rows import Filled, is_figure
from pipelines.reading.texts import clean, is_note, is_summary, is_unit, read_labels, strip_stamp
from pipelines.reading.values import show

_SIGNED = re.compile(
    r"填[报表写]|负责|责任人|审[核批签]|制表|复核|校对|联系|电话|单位|日期|时间|报送|签[字名发]|主管|分管|书记"
    r"|经[办手]人|[收交缴]款人|会计|出纳|大写|意见|主任|(?:调查|统计|记录|登记)[人员]"
)
#: Labels that need no colon, since nothing else goes by these words.
_BARE_KEY = re.compile(
    r"(?:填[报表写制]|报送|上报|报出|编报|统计|制表)(?:单位|时间|日期|期间|人|月份)|报告期|所属期|报表期"
    r"|审[核批签]人|复核人|(?:单位)?(?:主要)?负责人|分管领导|主管领导|单位领导"
)
_NUMBER_OF_MONTH = re.compile(r"(?:19|20)\d\d(?:\.(?:0[1-9]|1[0-2]|[2-9])|0[1-9]|1[0-2])")
#: 2025.10 is kept as 2025.1.
_EITHER_MONTH = re.compile(r"(?:19|20)\d\d\.1")
#: Where one page ends and the next goes on.
_PAGE_LINE = re.compile(r"[（(]?(?:续上?表?|接上[表页])[\d一二三四五六七八九十]*[）)]?|第\d+页.*")
_GOES_ON = re.compile(r"[（(]?续上?表?[\d一二三四五六七八九十]*[）)]?$")
#: A note's word and what it says.
_NOTE_CELLS = 2


def is_label_line(filled: Filled) -> bool:
    """Whether a row holds labels, at most with values or a title beside them; 行标签 求和项:党员数 is a header."""
    labelled = [
        isinstance(raw, str) and bool(read_labels(raw)) and not (at and is_summary(clean(raw)))
        for at, (_, raw) in enumerate(filled)
    ]
    return any(labelled) and sum(labelled) * 2 >= len(filled)


def is_bare_label_line(filled: Filled) -> bool:
    """Whether a row holds labels without a colon, each but the last before its value: 填报单位 甲镇 填报时间."""
    if len(filled) < 2 or not _is_bare_key(filled[0][1]):
        return False
    keys = [_is_bare_key(raw) for _, raw in filled]
    beside = any(left and right for left, right in pairwise(keys))
    return not beside and 2 * sum(keys) >= len(keys)


def _is_bare_key(raw: Raw) -> bool:
    return isinstance(raw, str) and _BARE_KEY.fullmatch(strip_stamp(clean(raw))) is not None


def is_page_line(filled: Filled, above: Collection[tuple[str, ...]]) -> bool:
    """Whether a lone text only says that a table goes on: 续表, 第2页 共3页, or one of the titles ``above`` with 续."""
    if len(filled) != 1:
        return False
    text = clean(filled[0][1])
    title = _GOES_ON.sub("", text)
    return _PAGE_LINE.fullmatch(text) is not None or (title != text and (title,) in above)


def is_footer_line(filled: Filled) -> bool:
    """Whether a row below data is one of signatures: 填表人：　审核人：. An item's name may end in a colon too."""
    if is_bare_label_line(filled):
        return True
    first = filled[0][1]
    if not isinstance(first, str) or not (":" in first or "：" in first):
        return False
    labels = read_label_line(filled)[0] if is_label_line(filled) else {}
    return bool(labels) and all(_SIGNED.search(key) for key in labels)


def is_note_line(filled: Filled) -> bool:
    """Whether a row begins with 注 or 说明; 备注 before several others is the first header of a table."""
    text = clean(filled[0][1])
    return is_note(text) and not (text.isalpha() and len(filled) > _NOTE_CELLS)


def is_title_line(filled: Filled) -> bool:
    return len(filled) == 1 and not is_figure(filled[0][1])


def is_date_line(filled: Filled) -> bool:
    """Whether a row holds one date or number as office programs make of 2025年6月 and 2025.06: above a header it is
    the period."""
    raw = filled[0][1]
    return len(filled) == 1 and (isinstance(raw, date) or _NUMBER_OF_MONTH.fullmatch(show(raw)) is not None)


def _write_label(raw: Raw) -> str:
    """A label's value; a number that may be October or January is none."""
    return "" if isinstance(raw, float) and _EITHER_MONTH.fullmatch(show(raw)) else clean(raw)


def _add_labels(labels: dict[str, str], found: Mapping[str, str]) -> None:
    """Of two labels 单位 in one line, one names the place and one the measure."""
    for key, text in found.items():
        if key == "单位" and labels.get(key) and is_unit(text):
            labels["计量单位"] = text
        elif key == "单位" and is_unit(labels.get(key, "")):
            labels |= {"计量单位": labels[key], key: text}
        else:
            labels[key] = text


def read_label_line(filled: Filled) -> tuple[dict[str, str], list[str]]:
    """The labels of a row, and its texts that are none. A label without a value takes the next cell's."""
    labels: dict[str, str] = {}
    rest: list[str] = []
    waiting = ""
    bare = is_bare_label_line(filled)
    for _, raw in filled:
        found = read_labels(raw) if isinstance(raw, str) else {}
        if bare and _is_bare_key(raw):
            found = {strip_stamp(clean(raw)): ""}
        if found:
            _add_labels(labels, found)
            last, value = list(found.items())[-1]
            waiting = "" if value else last
        elif waiting:
            labels[waiting] = _write_label(raw)
            waiting = ""
        else:
            rest.append(_write_label(raw))
    return labels, rest


def share_lines(lines: Sequence[Filled], firsts: Sequence[int]) -> list[list[Filled]]:
    """The lines above tables side by side, for each table. ``firsts``: the tables' first columns.

    A line with one text for each table, each over its own, is theirs; any other stands over all of them.
    """
    shares: list[list[Filled]] = [[] for _ in firsts]
    bounds = [*firsts[1:], sys.maxsize]
    for line in lines:
        own = [[cell for cell in line if first <= cell[0] < bound] for first, bound in zip(firsts, bounds, strict=True)]
        keys = [key for _, raw in line if isinstance(raw, str) for key in read_labels(raw)]
        parted = len(line) == len(firsts) and all(len(cells) == 1 for cells in own) and len(set(keys)) <= 1
        for share, cells in zip(shares, own, strict=True):
            share.append(cells if parted else line)
    return shares


def read_preamble(lines: Sequence[Filled]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Titles and labels of the rows above a header."""
    title: list[str] = []
    labels: dict[str, str] = {}
    for filled in lines:
        found, rest = read_label_line(filled)
        _add_labels(labels, found)
        title += rest
    return tuple(title), labels
