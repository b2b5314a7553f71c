"""CSV that opens right in Excel and WPS: exactly the frame that a chart and its table show.

UTF-8 with a byte order mark, CRLF, units in the header, states as words, and text that a
spreadsheet would run as a formula made harmless.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from data.observations import STATE_ZH
from pipelines.cubes import Floats

BOM = b"\xef\xbb\xbf"
# Their wide forms run too where a spreadsheet takes Chinese input.
_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_UNSAFE_NAME = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_CHUNK = 2_000


@dataclass(frozen=True)
class Column:
    """One column of a CSV: the frame's column, its header, and the column that holds its state.

    Where ``state`` is given, a value that is not there is written as the state's word (未报,
    不适用, 不公布); elsewhere it is an empty field.
    """

    name: str
    header: str
    state: str | None = None


def header_of(label: str, unit: str) -> str:
    """A header with its unit: ``培训人次（人次）``."""
    return f"{label}（{unit}）" if unit else label


def write_csv(frame: pd.DataFrame, columns: Sequence[Column]) -> bytes:
    """The whole CSV of a frame, byte order mark included."""
    return b"".join(stream_csv(frame, columns))


def stream_csv(frame: pd.DataFrame, columns: Sequence[Column]) -> Iterator[bytes]:
    """The CSV in pieces, so that a large one starts at once and is never held whole."""
    yield BOM + _lines([[field_of(column.header) for column in columns]])
    for start in range(0, len(frame), _CHUNK):
        part = frame.iloc[start : start + _CHUNK]
        yield _lines(zip(*(_fields(part, column) for column in columns), strict=True))


def _lines(rows: Any) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _fields(frame: pd.DataFrame, column: Column) -> list[str]:
    values = frame[column.name]
    if values.dtype.kind == "f":
        fields = _number_fields(values.to_numpy(np.float64, na_value=np.nan))
    elif isinstance(values.dtype, pd.StringDtype):
        # Names, labels and units stand in column after column: each is looked at once.
        texts = values.to_numpy(dtype=object).tolist()
        known = {text: field_of(text) for text in set(texts)}
        fields = [known[text] for text in texts]
    else:
        fields = [field_of(value) for value in values.tolist()]
    if column.state is not None:
        states = frame[column.state].to_numpy(dtype=object).tolist()
        for place in np.flatnonzero(values.isna().to_numpy(dtype=bool)):
            fields[place] = field_of(STATE_ZH.get(states[place], states[place]))
    return fields


def _number_fields(values: Floats) -> list[str]:
    """A whole column of numbers at once, each written as ``field_of`` writes it."""
    fields = [f"{value:.12g}" for value in (values + 0.0).tolist()]
    sizes = np.abs(values)
    with np.errstate(invalid="ignore"):
        plain = (sizes == 0) | ((sizes >= 1e-4) & (sizes < 1e11))
    for place in np.flatnonzero(~plain):
        fields[place] = field_of(float(values[place]))
    return fields


def field_of(value: Any) -> str:
    """One value as text: numbers plain and exact, days as ``2025-06-30``, dangerous text behind ``'``."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RUNS) else value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return str(value)
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        # Twelve significant digits: exact for counts, and no 12.299999999999999. Never 1e-05.
        return f"{value + 0.0:.0f}" if value.is_integer() else format(Decimal(f"{value:.12g}"), "f")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def file_name(*parts: str) -> str:
    """A Chinese file name from its parts: ``培训人次_青梧区_2025年6月.csv``."""
    cleaned = (_UNSAFE_NAME.sub("", part).lstrip(".") for part in parts)
    return "_".join(part for part in cleaned if part)[:120] + ".csv"
