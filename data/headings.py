"""Headings: the parts of a sheet and its headers and names, as a person is shown them and says what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

Axis = Literal["column", "row", "place", "label", "table"]
#: What a heading stands for; ``figures`` is the column of figures of metrics that run down the rows.
Kind = Literal["metric", "place", "figures"]
#: What the rows of a table are.
RowKind = Literal["metric", "place", "month"]
#: ``told`` is what was confirmed before, ``aside`` what is not read: last year's figures, or as told.
Certainty = Literal["certain", "likely", "unknown", "told", "aside"]
CERTAINTY_ZH: dict[str, str] = {
    "certain": "已认出",
    "likely": "可能是",
    "unknown": "未认出",
    "told": "已确认",
    "aside": "不读取",
}
#: What may also be left aside: an own label says whose the figures are, and must be known.
LEAVABLE: tuple[Axis, ...] = ("column", "row", "place")
#: The problems of a file that are settled by saying what its headings mean.
MAPPABLE = frozenset(
    {"unknown_metric", "unknown_area", "unclear_layout", "nothing_found", "column_absent", "mapping_contradicted"}
)
Part = Literal["title", "label", "header", "data", "total", "section", "note"]
PART_ZH: dict[str, str] = {
    "title": "标题",
    "label": "说明行",
    "header": "表头",
    "data": "数据",
    "total": "合计",
    "section": "小标题",
    "note": "注",
}


@dataclass(frozen=True)
class Candidate:
    """A metric or a place that a name may stand for; ``score`` is 0 to 100, ``sound`` whether the names differ
    by no word that changes what is counted."""

    code: str
    why: str
    score: float
    sound: bool = True


@dataclass(frozen=True)
class Entry:
    """A heading: a column's header, a row's name, a place's name, the label 填报单位, or a table's whole subject.

    ``index`` is its column or row. ``key`` is what a mapping calls it, "" for one that cannot be told apart from
    another. ``kinds`` are what it may stand for; ``kind`` and ``code`` what it is taken or put forward for.
    """

    axis: Axis
    index: int
    cell: str
    text: str
    key: str
    kinds: tuple[Kind, ...] = ()
    certainty: Certainty = "unknown"
    kind: Kind | None = None
    code: str = ""
    candidates: Mapping[Kind, tuple[Candidate, ...]] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether a person has to say what it stands for."""
        return self.certainty in ("likely", "unknown")

    def taken(self, kind: Kind, code: str = "", *, told: bool = False) -> Self:
        return replace(self, kind=kind, code=code, certainty="told" if told else "certain")

    def left(self) -> Self:
        return replace(self, certainty="aside")


@dataclass(frozen=True)
class Choice:
    """What a person says that a heading is; neither a kind nor a code: it is not read."""

    kind: Kind | None = None
    code: str = ""

    @property
    def spelled(self) -> str:
        """As a form sends it: ``metric:trainees``, ``figures:``, ``aside:``."""
        return f"{self.kind or 'aside'}:{self.code}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What a form sent; ``None`` where nothing was chosen."""
        word, _, code = text.partition(":")
        kinds: dict[str, Kind | None] = {"metric": "metric", "place": "place", "figures": "figures", "aside": None}
        return cls(kinds[word], code) if word in kinds else None


#: A heading's place in a file: the number of its table from 0, and its axis and index there.
HeadingPlace = tuple[int, Axis, int]
