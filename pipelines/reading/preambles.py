"""The lines above a header and below the data: titles and "key: value" labels."""

from collections.abc import Sequence

from pipelines.reading.grid import Raw
from pipelines.reading.headers import is_figure
from pipelines.reading.texts import clean, read_labels

Filled = Sequence[tuple[int, Raw]]


def is_label_line(filled: Filled) -> bool:
    """Whether a row holds labels, at most with their values or a title beside them."""
    labelled = [bool(isinstance(raw, str) and read_labels(raw)) for _, raw in filled]
    return any(labelled) and sum(labelled) * 2 >= len(filled)


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
