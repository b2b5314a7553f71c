"""What a reader is looking at: the page's address and nothing else.

Every page reads its address through ``Selection.parse`` and writes links through
``Selection.query``; nothing about a view is kept anywhere else.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote_plus

from data.areas import KINDS
from data.definitions import CHARTS, FORMS, Catalogue, Chart, Form
from data.periods import GRAINS, Grain, Period
from data.places import Places
from data.scores import read_weights, write_weights

MAXIMUM_UNITS = 6
#: What one page alone understands.
_OWN = ("search", "record", "severity", "sheet", "score", "weights", "sort", "chart", "trace")
_STANDS_AS_IT_IS = re.compile(r"[\w.~-]*", re.ASCII)


@dataclass(frozen=True)
class Selection:
    """A view: an area whose children are compared, a metric in a form, a period, peers.

    ``units`` are the townships picked out (two to six on 对比, any on 趋势, the first on 乡镇画像),
    ``grain`` the step of a trend, ``trace`` the figure whose origin is shown as
    ``metric~month~area``, ``record`` what came in and is looked at on 报送 (``upload-17``,
    ``submission-12``), ``severity`` and ``sheet`` which of its problems are listed, ``score`` the
    score that 考核 shows (empty: the first) and ``weights`` those that were moved, as ``data.scores`` writes them,
    ``sort`` the metric that a heat map is sorted by, the best first, after a minus the last, ``chart`` how
    排名 is drawn, as bars where it is empty.
    """

    area: str
    metric: str
    period: Period
    form: Form = "raw"
    peers: str | None = None
    units: tuple[str, ...] = ()
    grain: Grain = "month"
    search: str = ""
    trace: str = ""
    record: str = ""
    severity: str = ""
    sheet: str = ""
    score: str = ""
    weights: str = ""
    sort: str = ""
    chart: Chart = ""

    def but(self, **changes: object) -> Self:
        """The same view with some parts changed."""
        # A page writes hundreds of addresses: ``replace`` would look at each field's declaration first.
        return type(self)(**{**vars(self), **changes})

    def query(self, **changes: object) -> str:
        """The address of this view, with some parts changed: ``?area=…&period=…``.

        Parts at their default are left out, so one view has one address.
        """
        view = self.but(**changes) if changes else self
        parts = {
            "area": view.area,
            "period": view.period.code,
            "metric": view.metric,
            "form": "" if view.form == "raw" else view.form,
            "peers": view.peers or "",
            "units": ",".join(view.units),
            "grain": "" if view.grain == "month" else view.grain,
            "search": view.search,
            "record": view.record,
            "severity": view.severity,
            "sheet": view.sheet,
            "score": view.score,
            "weights": view.weights,
            "sort": view.sort,
            "chart": view.chart,
            "trace": view.trace,
        }
        return "?" + "&".join([f"{key}={_spell(value)}" for key, value in parts.items() if value])

    def tracer(self) -> Callable[[str], str]:
        """Gives the address of this view with a figure traced, by the figure's name.

        A page leads to the origin of each of its figures: what their addresses share is written once.
        """
        shared = self.query(trace="")
        return lambda name: f"{shared}&trace={_spell(name)}"

    def elsewhere(self) -> str:
        """The address of this view on another page: without what this page alone understands."""
        return self.query(**dict.fromkeys(_OWN, ""))

    @classmethod
    def parse(
        cls, query: Mapping[str, str], catalogue: Catalogue, places: Places, months: Sequence[int]
    ) -> tuple[Self, list[str]]:
        """Read an address; what cannot be read falls back to the default and is said.

        ``months`` are those the store holds, oldest first; the default period is the last one.
        Returns the selection and one sentence for each part that was not understood.
        """
        notices: list[str] = []
        area = query.get("area") or places.root.code
        if area not in places:
            notices.append(f"没有代码为“{area}”的地区，已改为{places.root.name}。")
            area = places.root.code
        metric = query.get("metric") or next(iter(catalogue.codes()))
        if metric not in catalogue:
            notices.append(f"没有代码为“{metric}”的指标，已改为默认指标。")
            metric = next(iter(catalogue.codes()))
        period = _period(query.get("period", ""), months, notices)
        forms = catalogue[metric].forms
        asked_form = query.get("form") or "raw"
        form: Form = next((known for known in forms if known == asked_form), "raw")
        # One that this metric lacks was carried over from another metric: no notice.
        if asked_form not in FORMS:
            notices.append(f"没有名为“{asked_form}”的看法，已改为原值。")
        peers = query.get("peers") or None
        if peers is not None and peers not in KINDS:
            notices.append(f"没有名为“{peers}”的同类，已改为全部。")
        if peers not in places.peer_kinds(area):
            peers = None
        asked = [unit for unit in (query.get("units") or "").split(",") if unit]
        units = tuple(dict.fromkeys(unit for unit in asked if unit in places))[:MAXIMUM_UNITS]
        if len(units) < len(set(asked)):
            notices.append(f"有的单位不存在或超过 {MAXIMUM_UNITS} 个，未全部显示。")
        asked_grain = query.get("grain") or "month"
        grain: Grain = next((known for known in GRAINS if known == asked_grain), "month")
        if asked_grain not in GRAINS:
            notices.append(f"没有名为“{asked_grain}”的期间，已改为按月。")
        weights, understood = read_weights((query.get("weights") or "")[:600])
        if not understood:
            notices.append("有的权重看不懂，应是 0 到 100 的数，已按原定的计算。")
        sort = query.get("sort") or ""
        if sort.removeprefix("-") not in ("", *catalogue.codes()):
            notices.append(f"没有代码为“{sort.removeprefix('-')}”的指标，热力表未按它排序。")
            sort = ""
        asked_chart = query.get("chart") or ""
        chart: Chart = next((known for known in catalogue[metric].charts(form) if known == asked_chart), "")
        # One that this metric cannot be drawn as was carried over, like its form.
        if asked_chart not in CHARTS:
            notices.append(f"没有名为“{asked_chart}”的图，已改为条形图。")
        return (
            cls(
                area=area,
                metric=metric,
                period=period,
                form=form,
                peers=peers,
                units=units,
                grain=grain,
                search=(query.get("search") or "")[:40],
                trace=(query.get("trace") or "")[:120],
                record=(query.get("record") or "")[:30],
                severity=(query.get("severity") or "")[:10],
                sheet=(query.get("sheet") or "")[:100],
                score=(query.get("score") or "")[:40],
                weights=write_weights(weights),
                sort=sort,
                chart=chart,
            ),
            notices,
        )


def _spell(value: str) -> str:
    """A value as an address has it; most are codes, and stand there as they are."""
    return value if _STANDS_AS_IT_IS.fullmatch(value) else quote_plus(value)


def _period(code: str, months: Sequence[int], notices: list[str]) -> Period:
    latest = Period.of_month(months[-1]) if months else Period(2025, 1, "month")
    if not code:
        return latest
    try:
        period = Period.parse(code)
    except ValueError as error:
        notices.append(f"{error}；已改为{latest.label}。")
        return latest
    if months and not _touches(period, months):
        # The reader keeps the length of period that was asked for.
        nearest = Period.of_month(months[-1], period.grain)
        notices.append(f"{period.label}没有数据，已改为{nearest.label}。")
        return nearest
    return period


def _touches(period: Period, months: Sequence[int]) -> bool:
    """Whether any of a period lies where there are figures; a year-to-date must also end there."""
    starts = period.last_month if period.grain == "ytd" else period.first_month
    return months[0] <= period.last_month and starts <= months[-1]
