"""The catalogue's model: what a metric is and what must be true of it.

One TOML file for each theme stands in ``data/catalogue/``; ``catalogue_loading.load_catalogue``
reads them all. Everything that names, checks, sums, ranks, labels or exports a figure asks here.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from data.checks import Checks, FigureChecks
from data.declarations import Declared

Basis = Literal["flow", "cumulative", "stock", "ledger"]
Polarity = Literal["higher", "lower", "none", "no_judgement"]
Tier = Literal["province", "city", "district", "township", "village", "organ"]
Reporter = Literal["district", "township", "village"]
ReportArea = Literal["own", "whole", "denominator"]
Form = Literal["raw", "rate", "share"]
#: How a ranking is drawn: as bars, or as a funnel whose limits widen where units differ by more than
#: chance, or stay those of chance alone.
Chart = Literal["", "map", "funnel", "chance"]
Nature = Literal["events", "proportion", "administrative"]
LedgerCount = Literal["found", "done", "open", "overdue"]

FORMS: tuple[Form, ...] = ("raw", "rate", "share")
CHARTS: tuple[Chart, ...] = ("", "map", "funnel", "chance")
BASIS_ZH: dict[Basis, str] = {
    "flow": "本期发生",
    "cumulative": "本年累计",
    "stock": "期末存量",
    "ledger": "台账统计",
}
POLARITY_ZH: dict[Polarity, str] = {
    "higher": "越高越好",
    "lower": "越低越好",
    "none": "不分高低",
    "no_judgement": "不作评判",
}
NATURE_ZH: dict[Nature, str] = {
    "events": "偶发事件",
    "proportion": "比例",
    "administrative": "行政计数",
}
REPORTER_ZH: dict[Reporter, str] = {"district": "区级", "township": "乡镇（街道）", "village": "村（社区）"}

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Rate(Declared):
    """A metric per something: summed numerators over summed denominators, times ``times``.

    ``unit`` is the printed unit, ``人次/百名党员`` for training attendances per 100 members.
    """

    per: Code
    times: Literal[1, 100, 1000] = 1
    label_zh: Words
    label_en: Words
    unit: Words
    decimals: int = Field(default=1, ge=0, le=4)


class Share(Declared):
    """The share of a whole, in per cent. The whole is the metric's ``part_of``.

    ``administrative`` where the parts are decided together, as by a plan, rather than come about one by one.
    """

    label_zh: Words
    label_en: Words
    decimals: int = Field(default=1, ge=0, le=4)
    nature: Literal["proportion", "administrative"] = "proportion"


class Ledger(Declared):
    """How a ``ledger`` metric is counted from the rectification ledger.

    Items found since 1 January of the period's year, of one source or of all (``source`` empty):
    found, done by the period's end, still open, or open and past their time limit.
    """

    source: str = ""
    count: LedgerCount


class Metric(Declared):
    """One figure that a unit reports, or that the ledger yields, for a month.

    Relations: ``part_of`` (this <= that), ``at_least`` (this >= that), ``overlapping_parts``
    (max(parts) <= this <= sum(parts); the parts are never added up), ``difference`` (this ==
    first - second). ``figure`` is its number among the 38 of the annual report, ``headline`` its
    place among its theme's leading figures on 总览. ``checks`` says only what differs from the
    catalogue's own. ``nature`` says whether the count varies by chance, as events that befall many
    persons or matters do: of the figure itself and of its rate.
    """

    code: Code
    theme: Code
    label_zh: Words
    label_en: Words
    unit: Words
    basis: Basis
    reported_by: tuple[Reporter, ...] = Field(min_length=1)
    polarity: Polarity
    nature: Literal["events", "administrative"] = "administrative"
    report_area: ReportArea
    definition: Words
    why: Words
    figure: int | None = Field(default=None, ge=1)
    headline: int | None = Field(default=None, ge=1)
    decimals: int = Field(default=0, ge=0, le=4)
    minimum: float = 0
    maximum: float | None = None
    part_of: Code | None = None
    at_least: Code | None = None
    overlapping_parts: tuple[Code, ...] = ()
    difference: tuple[Code, Code] | None = None
    rate: Rate | None = None
    share: Share | None = None
    ledger: Ledger | None = None
    checks: FigureChecks = FigureChecks()
    aliases: tuple[Words, ...] = ()
    note: str = ""

    @property
    def related(self) -> tuple[str, ...]:
        """The metrics that its own relations speak of."""
        codes = (self.part_of, self.at_least, *self.overlapping_parts, *(self.difference or ()))
        return tuple(code for code in codes if code is not None)

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are right."""
        return self.decimals == 0

    @property
    def judged(self) -> bool:
        """Whether first and last, better and worse, may be said of it."""
        return self.polarity in ("higher", "lower")

    @property
    def asked(self) -> bool:
        """Whether somebody fills it into a form; ledger counts are not asked for."""
        return self.basis != "ledger"

    @property
    def forms(self) -> tuple[Form, ...]:
        """The ways it can be looked at."""
        forms: list[Form] = ["raw"]
        if self.rate:
            forms.append("rate")
        if self.share:
            forms.append("share")
        return tuple(forms)

    def denominator(self, form: Form) -> str | None:
        """The code of what a form divides by; ``None`` for the raw figure."""
        if form == "rate" and self.rate:
            return self.rate.per
        if form == "share":
            return self.part_of
        return None

    def times(self, form: Form) -> int:
        """What the quotient is multiplied by: 100 for a share in per cent."""
        if form == "rate" and self.rate:
            return self.rate.times
        return 100 if form == "share" else 1

    def nature_of(self, form: Form = "raw") -> Nature:
        """What chance does to the figure in a form: only ``administrative`` ones are without its noise."""
        return self.share.nature if form == "share" and self.share else self.nature

    def charts(self, form: Form) -> tuple[Chart, ...]:
        """How its ranking can be drawn: a funnel needs chance and a denominator."""
        return CHARTS if form != "raw" and self.nature_of(form) != "administrative" else ("", "map")

    def label(self, form: Form = "raw") -> str:
        """The Chinese name of the metric in a form."""
        if form == "rate" and self.rate:
            return self.rate.label_zh
        if form == "share" and self.share:
            return self.share.label_zh
        return self.label_zh

    def unit_of(self, form: Form = "raw") -> str:
        if form == "rate" and self.rate:
            return self.rate.unit
        return "%" if form == "share" else self.unit

    def decimals_of(self, form: Form = "raw") -> int:
        if form == "rate" and self.rate:
            return self.rate.decimals
        if form == "share" and self.share:
            return self.share.decimals
        return self.decimals


class Theme(Declared):
    """A group of metrics: one file of the catalogue."""

    code: Code
    label_zh: Words
    label_en: Words
    order: int


class Catalogue(Declared):
    """Every theme in order and every metric in the order declared.

    ``fingerprint`` is the SHA-256 of the themes' files, so that a change of definition is noticed.
    """

    themes: tuple[Theme, ...]
    metrics: tuple[Metric, ...]
    fingerprint: str
    checks: Checks = Checks()

    @cached_property
    def _by_code(self) -> dict[str, Metric]:
        return {metric.code: metric for metric in self.metrics}

    def __hash__(self) -> int:
        """What is derived from a catalogue alone is kept under it."""
        return hash(self.fingerprint)

    def __getitem__(self, code: str) -> Metric:
        """The metric of a code; ``KeyError`` for one nobody declared."""
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def codes(self) -> Iterator[str]:
        return iter(self._by_code)

    def checks_of(self, code: str) -> FigureChecks:
        """How a metric's figures are checked: as it says itself, else as the catalogue says."""
        return self._checks[code]

    @cached_property
    def _checks(self) -> dict[str, FigureChecks]:
        said = {metric.code: metric.checks.model_dump(exclude_unset=True) for metric in self.metrics}
        return {code: self.checks.model_copy(update=own) for code, own in said.items()}

    def owners_of(self, code: str) -> tuple[Metric, ...]:
        """The metrics whose relations speak of a metric."""
        return self._owners.get(code, ())

    @cached_property
    def _owners(self) -> dict[str, tuple[Metric, ...]]:
        owners: dict[str, tuple[Metric, ...]] = {}
        for metric in self.metrics:
            for code in metric.related:
                owners[code] = (*owners.get(code, ()), metric)
        return owners

    def theme(self, code: str) -> Theme:
        return next(theme for theme in self.themes if theme.code == code)

    def of_theme(self, theme: str) -> tuple[Metric, ...]:
        return self._by_theme.get(theme, ())

    @cached_property
    def _by_theme(self) -> dict[str, tuple[Metric, ...]]:
        themes: dict[str, tuple[Metric, ...]] = {}
        for metric in self.metrics:
            themes[metric.theme] = (*themes.get(metric.theme, ()), metric)
        return themes

    def headlines(self, theme: str) -> tuple[Metric, ...]:
        """The theme's leading figures, in order."""
        leading = [metric for metric in self.of_theme(theme) if metric.headline is not None]
        return tuple(sorted(leading, key=lambda metric: metric.headline or 0))
