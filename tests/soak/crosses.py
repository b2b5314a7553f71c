"""Crosses: figures of a district by row and column, under the names that some office writes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import assume
from hypothesis import strategies as st

from data.definitions import Metric
from data.periods import month_label, months_between
from pipelines.demo.district import District
from pipelines.demo.pages import Cell, Entries, open_book

_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
#: What stands where nothing was reported.
SILENT = (None, "", "未报", "—", "-", "null")


@dataclass(frozen=True)
class Row:
    """A row's ``group`` (a theme, or "") and name; ``unit`` stands beside the name, "" where it has none."""

    group: str
    name: str
    unit: str = ""


@dataclass(frozen=True)
class Cross:
    """What a sheet is to say before it is laid out, and ``entries``, what is to be read from it.

    ``heads`` are header paths over the columns of figures, ``cells`` the figures as typed by row and column.
    ``area`` and ``month`` are named around the table where the table itself does not name them, else "".
    """

    kind: str
    corner: str
    rows: tuple[Row, ...]
    heads: tuple[tuple[str, ...], ...]
    cells: dict[tuple[int, int], Cell]
    entries: Entries
    area: str = ""
    month: str = ""
    metric: str = ""
    totals: tuple[Cell, ...] = ()


@dataclass
class _Pen:
    """Draws how names and figures are written, and notes what the figures are."""

    draw: st.DrawFn
    district: District
    entries: Entries = field(default_factory=dict)

    def __post_init__(self) -> None:
        book = open_book(self.district.catalogue, self.district.places, self.district.figures)
        self.truth = book.entries

    def area(self, code: str) -> str:
        area = self.district.places[code]
        return self.draw(st.sampled_from((area.name, area.name, *area.aliases)))

    def metric(self, metric: Metric) -> str:
        return self.draw(st.sampled_from((metric.label_zh, metric.label_zh, *metric.aliases)))

    def month(self, month: int, alone: bool) -> str:
        """``alone`` where no year stands around the table."""
        long = (f"{month // 100}年{month % 100}月", f"{month // 100}-{month % 100:02d}", f"{month}")
        return self.draw(st.sampled_from(long if alone else (*long, f"{month % 100}月", f"{month % 100}月份")))

    def figure(self, metric: Metric, month: int, area: str, unit: str = "") -> Cell:
        """A figure as typed; ``unit`` is the form's own where it differs from the catalogue's."""
        key = (metric.code, month, area)
        if key not in self.truth:
            return None
        if self.draw(st.integers(0, 19)) == 19:
            return self.draw(st.sampled_from(SILENT))
        value = self.truth[key]
        self.entries[key] = value
        if value is None:
            return self.draw(st.sampled_from(("不适用", "/")))
        return self.number(round(value * 10_000, metric.decimals) if unit == "元" != metric.unit else value)

    def number(self, value: float) -> Cell:
        whole = float(value).is_integer()
        plain = f"{value:.0f}" if whole else f"{value}"
        thousands = f"{value:,.0f}" if whole else f"{value:,}"
        number: Cell = int(value) if whole else value
        texts = (plain, thousands, plain.translate(_WIDE), thousands.translate(_WIDE), f" {plain}　", f"{plain} ")
        return self.draw(st.sampled_from((number, number, number, *texts)))


def _asked(district: District, areas: Sequence[str]) -> list[Metric]:
    return [m for m in district.catalogue.metrics if any(district.places[area].asked_for(m) for area in areas)]


def _units(district: District, *tiers: str) -> list[str]:
    return [area.code for area in district.places.areas if area.tier in tiers and area.code != "district"]


@st.composite
def crosses(draw: st.DrawFn, district: District) -> Cross:
    """One way of looking at a district's figures that states at least one."""
    month = district.months[-1]
    townships = draw(st.permutations(_units(district, "township")))
    kind = draw(st.sampled_from(sorted(_KINDS)))
    cross = _KINDS[kind](_Pen(draw, district), townships, month)
    assume(cross is not None and len(cross.entries) > 0)
    assert cross is not None
    return cross


def _draw_areas(pen: _Pen, townships: Sequence[str], month: int) -> Cross | None:
    """Townships down, metrics across."""
    metrics = pen.draw(st.permutations(_asked(pen.district, townships)))
    if not metrics:
        return None
    by_theme, units = pen.draw(st.booleans()), pen.draw(st.sampled_from(("brackets", "none", "row")))
    themes = pen.district.catalogue.theme
    metrics = sorted(metrics, key=lambda m: m.theme) if by_theme else metrics
    heads, cells, totals, typed = [], {}, [], {}
    for column, metric in enumerate(metrics):
        unit = pen.draw(st.sampled_from(("万元", "元"))) if metric.unit == "万元" and units != "none" else metric.unit
        name = pen.metric(metric)
        name = f"{name}（{unit}）" if units == "brackets" else name
        path = (themes(metric.theme).label_zh, name) if by_theme else (name,)
        heads.append((*path, unit) if units == "row" else path)
        typed[column] = unit
    for row, area in enumerate(townships):
        for column, metric in enumerate(metrics):
            cells[row, column] = pen.figure(metric, month, area, typed[column])
    for column, metric in enumerate(metrics):
        values = [pen.entries.get((metric.code, month, area)) or 0.0 for area in townships]
        scale = 10_000 if typed[column] == "元" != metric.unit else 1
        totals.append(pen.number(round(sum(values) * scale, metric.decimals)))
    rows = tuple(Row("", pen.area(area)) for area in townships)
    corner = pen.draw(st.sampled_from(("乡镇（街道）", "乡镇", "单位", "单位名称", "镇街", "地区")))
    return Cross(
        "areas", corner, rows, tuple(heads), cells, pen.entries, month=month_label(month), totals=tuple(totals)
    )


def _draw_metrics(pen: _Pen, _: Sequence[str], month: int) -> Cross | None:
    """Metrics down, one column of figures."""
    area = pen.draw(st.sampled_from(_units(pen.district, "township", "organ")))
    metrics = pen.draw(st.permutations(_asked(pen.district, [area])))
    if not metrics:
        return None
    rows, units = _name_metrics(pen, metrics)
    cells = {(row, 0): pen.figure(metric, month, area, units[row]) for row, metric in enumerate(metrics)}
    heads = ((pen.draw(st.sampled_from(("数量", "数值", "填报数", "数　量"))),),)
    corner = pen.draw(st.sampled_from(("项目", "指标", "指标名称")))
    return Cross("metrics", corner, rows, heads, cells, pen.entries, area=pen.area(area), month=month_label(month))


def _draw_senses(pen: _Pen, _: Sequence[str], month: int) -> Cross | None:
    """Metrics down, a column 本月数 beside a column 本年累计数; what a metric is not asked in is some other number."""
    area = pen.draw(st.sampled_from(_units(pen.district, "township", "organ")))
    metrics = [m for m in pen.draw(st.permutations(_asked(pen.district, [area]))) if m.basis != "stock"]
    if not metrics:
        return None
    rows, units = _name_metrics(pen, metrics)
    order = pen.draw(st.permutations(("flow", "cumulative")))
    words = {"flow": ("本月数", "本月", "当月数"), "cumulative": ("本年累计", "累计数", f"1—{month % 100}月累计")}
    heads = tuple((pen.draw(st.sampled_from(words[basis][: 2 + (month % 100 > 1)])),) for basis in order)
    cells: dict[tuple[int, int], Cell] = {}
    for row, metric in enumerate(metrics):
        asked = order.index(metric.basis)
        cells[row, asked] = pen.figure(metric, month, area, units[row])
        # Who leaves the asked figure blank and fills in the other is asked what was meant.
        cells[row, 1 - asked] = pen.draw(st.integers(0, 999)) if cells[row, asked] else None
    return Cross("senses", "指标名称", rows, heads, cells, pen.entries, area=pen.area(area), month=month_label(month))


def _draw_months(pen: _Pen, _: Sequence[str], month: int) -> Cross | None:
    """Metrics down, months across."""
    area = pen.draw(st.sampled_from(_units(pen.district, "township", "organ")))
    metrics = pen.draw(st.permutations(_asked(pen.district, [area])))
    if not metrics:
        return None
    months = months_between(month // 100 * 100 + 1, month)
    rows, units = _name_metrics(pen, metrics)
    alone = pen.draw(st.booleans())
    grouped = pen.draw(st.booleans())
    heads = tuple((f"{each // 100}年", f"{each % 100}月") if grouped else (pen.month(each, alone),) for each in months)
    cells = {
        (row, column): pen.figure(metric, each, area, units[row])
        for row, metric in enumerate(metrics)
        for column, each in enumerate(months)
    }
    year = "" if alone else f"{month // 100}年"
    return Cross("months", "指标名称", rows, heads, cells, pen.entries, area=pen.area(area), month=year)


def _draw_metric_months(pen: _Pen, townships: Sequence[str], month: int) -> Cross | None:
    """One metric: townships down, months across."""
    metrics = _asked(pen.district, townships)
    if not metrics:
        return None
    metric = pen.draw(st.sampled_from(metrics))
    months = months_between(month // 100 * 100 + 1, month)
    heads = tuple((pen.month(each, alone=True),) for each in months)
    cells = {
        (row, column): pen.figure(metric, each, area)
        for row, area in enumerate(townships)
        for column, each in enumerate(months)
    }
    rows = tuple(Row("", pen.area(area)) for area in townships)
    return Cross("metric_months", "乡镇", rows, heads, cells, pen.entries, metric=metric.label_zh)


def _draw_metric_areas(pen: _Pen, townships: Sequence[str], month: int) -> Cross | None:
    """Metrics down, townships across."""
    metrics = pen.draw(st.permutations(_asked(pen.district, townships)))
    if not metrics:
        return None
    rows, units = _name_metrics(pen, metrics)
    cells = {
        (row, column): pen.figure(metric, month, area, units[row])
        for row, metric in enumerate(metrics)
        for column, area in enumerate(townships)
    }
    heads = tuple((pen.area(area),) for area in townships)
    return Cross("metric_areas", "项目", rows, heads, cells, pen.entries, month=month_label(month))


def _name_metrics(pen: _Pen, metrics: list[Metric]) -> tuple[tuple[Row, ...], list[str]]:
    by_theme = pen.draw(st.booleans())
    if by_theme:
        metrics.sort(key=lambda metric: metric.theme)
    rows, units = [], []
    for metric in metrics:
        unit = pen.draw(st.sampled_from(("万元", "元"))) if metric.unit == "万元" else metric.unit
        group = pen.district.catalogue.theme(metric.theme).label_zh if by_theme else ""
        rows.append(Row(group, pen.metric(metric), unit))
        units.append(unit)
    return tuple(rows), units


_KINDS = {
    "areas": _draw_areas,
    "metrics": _draw_metrics,
    "senses": _draw_senses,
    "months": _draw_months,
    "metric_months": _draw_metric_months,
    "metric_areas": _draw_metric_areas,
}
