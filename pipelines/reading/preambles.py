"""The lines above a header and below the data: titles and "key: value" labels."""

import re
from collections.abc import Sequence

from pipelines.reading.grid import Raw
from pipelines.reading.headers import is_figure
from pipelines.reading.texts import clean, read_labels

_SIGNED = re.compile(
    r"填[报表写]|负责|责任人|审[核批签]|制表|复核|联系|电话|单位|日期|时间|报送|签[字名发]|主管|分管|书记"
)

Filled = Sequence[tuple[int, Raw]]


def is_label_line(filled: Filled) -> bool:
    """Whether a row holds labels, at most with their values or a title beside them."""
    labelled = [bool(isinstance(raw, str) and read_labels(raw)) for _, raw in filled]
    return any(labelled) and sum(labelled) * 2 >= len(filled)


def is_footer_line(filled: Filled) -> bool:
    """Whether a row below data is one of signatures: 填表人：　审核人：. An item's name may end in a colon too."""
    first = filled[0][1]
    if not isinstance(first, str) or not (":" in first or "：" in first):
        return False
    labels = read_label_line(filled)[0] if is_label_line(filled) else {}
    return bool(labels) and all(_SIGNED.search(key) for key in labels)


def is_title_line(filled: Filled) -> bool:
    return len(filled) == 1 and not is_figure(filled[0][1])


def read_label_line(filled: Filled) -> tuple[dict[str, str], list[str]]:
    """The labels of a row, and its texts that are none. A label without a value takes the next cell's."""
    labels: dict[str, str] = {}
    rest: list[str] = []
    waiting = ""
    for _, raw in filled:
        found = read_labels(raw) if isinstance(raw, str) else {}
        if found:
            labels |= found
            last, value = list(found.items())[-1]
            waiting = "" if value else last
        elif waiting:
            labels[waiting] = clean(raw)
            waiting = ""
        else:
            rest.append(clean(raw))
    return labels, rest


def read_preamble(lines: Sequence[Filled]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Titles and labels of the rows above a header."""
    title: list[str] = []
    labels: dict[str, str] = {}
    for filled in lines:
        found, rest = read_label_line(filled)
        labels |= found
        title += rest
    return tuple(title), labels
