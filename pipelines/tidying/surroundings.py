"""What stands around a table: its month, its year, whose it is, and which metric it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

from data.definitions import Metric
from data.names import fold_name
from pipelines.harmonising import Names
from pipelines.reading.grid import address
from pipelines.reading.tables import Table
from pipelines.reading.texts import UNITS
from pipelines.tidying.complaints import say_supposed
from pipelines.tidying.harvest import FACTORS, Harvest
from pipelines.tidying.periods import (
    PERIOD_LABELS,
    find_first_day,
    find_lone_month,
    find_month,
    find_stretch,
    find_year,
    texts_about_period,
)
from pipelines.tidying.senses import Sense

AREA_LABELS = ("填报单位", "报送单位", "单位名称", "填表单位", "乡镇", "乡镇（街道）", "单位")
METRIC_LABELS = ("指标", "指标名称", "项目", "统计指标")
#: A title that names a place, known or not, has no use for the place in another table's title.
_PLACE = re.compile(r"[\u4e00-\u9fff](?<![乡城村各全])(?:镇|街道|乡(?![镇村]))")
#: A unit within a place, behind its name: 霁川镇东村2025年6月, 霁川镇机关党支部. 各村, 农村, 驻村 name none.
_INNER = re.compile(
    r"[\u4e00-\u9fff](?:镇|街道|乡(?![镇村]))"
    r"(?!各|全|所有|下辖|所辖|辖|基层|农|乡|驻|联|包|入|进|行政|重|示范|脱贫|贫困|薄弱|党|村|城市|先进|达标|标准|一肩|直巡)"
    r"((?:第\d{1,2}|[\u4e00-\u9fff]{1,10}?)(?:村|社区|[村居]委会|支部|总支|片区?|网格|学校|[小中]学|医院|卫生院|公司|合作社))"
    r"(?=(?:19|20)\d\d|[\s_\-—（(\[【]|$|基层|党建|党员|党组织|[月季]报|报表|统计|汇总|工作|情况|培训|基本|信息)"
)
_UNIT = re.compile(r"(?:计量)?单位[:：]([^\s）)，,、]+)")


def find_owner(table: Table, names: Names, file: str) -> str | None:
    """Whose table it is, without a word where that cannot be told."""
    return Surroundings(table, names, Harvest(file)).area


@dataclass
class Surroundings:
    """A table's labels, titles, sheet and file name. What is asked for and not there is a problem, said once.

    ``given`` is the month that the sender said, ``told`` the metric that a person has told of the table.
    ``taken`` holds the row of each metric, month, place and sense that the table has stated so far.
    """

    table: Table
    names: Names
    harvest: Harvest
    given: int | None = None
    told: str = ""
    taken: dict[tuple[str, int, str, Sense], int] = field(default_factory=dict)

    @cached_property
    def month(self) -> int | None:
        """The table's month; different months in different places are a problem, not a choice."""
        named = [(what, month, sense) for what, month, sense in self._months()]
        months = {month for _, month, _ in named}
        if self.given is not None and self.given not in months:
            named, months = [*named, ("报送时指定", self.given, "")], months | {self.given}
        if self._odd_stretch:
            self._fault("not_one_month", self._odd_stretch, "不是一个月的数", "请按月填报")
            return None
        if len(months) == 1:
            return months.pop()
        said = "，".join(f"{what}为{month // 100}年{month % 100}月" for what, month, _ in named)
        if not months and (supposed := self._suppose_month()) is not None:
            return supposed
        if months:
            self._fault("period_conflict", said, "，互相矛盾", "请在“填报期间”写明年月后重新报送")
        else:
            self._fault("unknown_period", "没有写明是哪一个月", "的数", "请在“填报期间”写明年月后重新报送")
        return None

    def _suppose_month(self) -> int | None:
        """The month of a lone 2025-06-01 where nothing else says which it is: taken, and doubted."""
        supposed = {
            month: text for what, text in self._texts if what == "标题" and (month := find_first_day(text)) is not None
        }
        if len(supposed) != 1:
            return None
        month, text = supposed.popitem()
        say_supposed(self.table.sheet, self._cell_of(text), text, month, self.harvest)
        return month

    @cached_property
    def sense(self) -> Sense:
        """``ytd`` where the table says that it is for January to its month: 2025年1—6月."""
        return next((sense for _, _, sense in self._months() if sense), "")

    @property
    def _texts(self) -> list[tuple[str, str]]:
        return texts_about_period(self.table, PurePath(self.harvest.file).stem)

    def _months(self) -> Iterator[tuple[str, int, Sense]]:
        for what, text in self._texts:
            stretch = find_stretch(text, self.year)
            labelled = find_first_day(text) if what[1:-1] in PERIOD_LABELS else None
            month = find_month(text) or find_lone_month(text, self.year) or labelled
            if stretch is not None and stretch[0] % 100 == 1:
                yield what, stretch[1], "ytd"
            elif month is not None:
                yield what, month, ""

    @property
    def _odd_stretch(self) -> str:
        """A stretch that does not begin in January: 第二季度."""
        found = [(what, text, find_stretch(text, self.year)) for what, text in self._texts]
        return next((f"{what}“{text}”" for what, text, stretch in found if stretch and stretch[0] % 100 != 1), "")

    @cached_property
    def year(self) -> int | None:
        """The year of months without one: from labels and titles, else from sheet and file name."""
        named = [(what, year) for what, text in self._texts if (year := find_year(text)) is not None]
        years = {year for _, year in named}
        if len(years) > 1:
            said = "，".join(f"{what}为{year}年" for what, year in named)
            self._fault("period_conflict", said, "，互相矛盾", "请在“填报期间”写明年月后重新报送")
            return None
        given = None if self.given is None else self.given // 100
        return years.pop() if years else given

    @cached_property
    def area(self) -> str | None:
        """Whose table it is: its 填报单位, else the place named in title, sheet or file. They may not disagree."""
        inner = next((within[1] for text in self._captions if (within := _INNER.search(text))), "")
        if inner and self.names.match_area(inner).code is None:
            remedy = "请按乡镇（街道）汇总后报送，或在区划中补上它"
            self._fault("unknown_area", f"“{inner}”", "不是区划中的单位，它的数不能算作上一级的", remedy, inner)
            return None
        label = self.area_label()
        if label is None:
            code = next((code for text in self._captions if (code := self.names.find_place(text)) is not None), None)
            if code is None:
                self._fault("unknown_area", "没有写明是哪个单位", "的数", "请填写“填报单位”后重新报送")
            return code
        written = self.table.labels[label]
        code = self.names.match_area(written).code
        if code is None:
            self._fault(
                "unknown_area",
                f"{label}“{written}”",
                "不是本区的单位名称或别名",
                "请填写全称，或确认它是哪个单位",
                written,
            )
            return None
        for text in self._captions:
            other = self.names.find_place(text)
            if other is not None and other != code:
                found = f"{label}“{written}”"
                self._fault("area_conflict", found, f"与“{text}”不是同一个单位", "请核对是哪个单位的数", written)
                return None
        return code

    def unit_for(self, metric: Metric) -> str:
        """The unit that the table as a whole is in, where it is another measure of the metric's own: 单位：万元."""
        said = [self.table.labels.get("单位", ""), self.table.labels.get("计量单位", "")]
        said += [found[1] for title in self.table.title if (found := _UNIT.search(title))]
        return next((unit for unit in said if (unit, metric.unit) in FACTORS), "")

    def area_label(self) -> str | None:
        """The label that names a place; 单位：万元 names a unit."""
        labels = self.table.labels
        return next((label for label in AREA_LABELS if labels.get(label) and labels[label] not in UNITS), None)

    @property
    def _captions(self) -> tuple[str, ...]:
        above = () if any(_PLACE.search(title) for title in self.table.title) else self.table.above
        return (*self.table.title, *above, self.table.sheet, PurePath(self.harvest.file).stem)

    @cached_property
    def metric(self) -> Metric | None:
        """The one metric that a table with places down and months across is about."""
        stated = self.stated_metric
        if stated is not None and self.told not in ("", stated.code):
            other = self.names.catalogue[self.told].label_zh
            expected, remedy = f"，对应关系里却是“{other}”", "请核对标题，重新确认对应关系"
            self._fault("mapping_contradicted", f"表上写明是“{stated.label_zh}”", expected, remedy)
            return None
        if stated is None and self.told:
            return self.names.catalogue[self.told]
        if stated is None:
            self._fault("unknown_metric", "没有写明是哪个指标", "的数", "请在标题写明指标名称，或确认是哪个指标")
        return stated

    @property
    def stated_metric(self) -> Metric | None:
        for label in METRIC_LABELS:
            match = self.names.match_metric(self.table.labels.get(label, ""))
            if match.code and not match.read_as:
                return self.names.catalogue[match.code]
        for text in self._captions:
            found = self._metrics_in(text)
            if len(found) == 1:
                return found[0]
        return None

    def _metrics_in(self, text: str) -> list[Metric]:
        """The metrics whose name a caption holds; a name inside another's does not count."""
        plain = fold_name(text)
        names = {
            folded: metric
            for metric in self.names.catalogue.metrics
            for name in (metric.label_zh, *metric.aliases)
            if len(folded := fold_name(name)) > 2 and folded in plain
        }
        longest = {
            metric.code: metric for name, metric in names.items() if not any(name in o and name != o for o in names)
        }
        return list(longest.values())

    def _fault(self, rule: str, found: str, expected: str, remedy: str, text: str = "") -> None:
        self.harvest.fault(rule, self.table.sheet, self._cell_of(text), found, expected, remedy)

    def _cell_of(self, text: str) -> str:
        """The cell above the data that holds a text, if it can be told."""
        grid, last = self.table.grid, self.table.header_rows[-1] if self.table.header_rows else 0
        for row in range(1, last + 1) if text else ():
            for column in range(1, grid.columns + 1):
                if text in str(grid.value(row, column) or ""):
                    return address(row, column)
        return ""
