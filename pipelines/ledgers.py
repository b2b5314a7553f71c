"""The rectification ledger (整改台账): a sheet of items, one a row."""

import re
from datetime import date, datetime

from data.observations import LedgerItem
from pipelines.harmonising import Names
from pipelines.reading.grid import address
from pipelines.reading.tables import Table
from pipelines.tidying.harvest import Harvest

#: Each field's headers as ledgers write them; brackets, blanks and quotes do not count.
FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("编号", "问题编号", "台账编号"),
    "source": ("问题来源", "来源"),
    "summary": ("问题摘要", "问题内容", "存在问题", "问题", "问题表现", "问题描述"),
    "area": ("责任单位", "整改单位", "单位", "牵头单位"),
    "measures": ("整改措施", "措施"),
    "found_on": ("发现日期", "发现时间", "反馈时间", "检查时间"),
    "due_on": ("整改时限", "完成时限", "整改期限", "时限"),
    "status": ("状态", "整改状态", "整改情况", "进展"),
    "done_on": ("完成日期", "完成时间", "整改完成时间"),
    "closed_on": ("销号日期", "销号时间"),
    "review": ("回头看结果", "回头看情况", "回头看"),
}
REQUIRED = ("number", "source", "summary", "area", "found_on", "status")
#: What a ledger may hold in its empty rows too, chosen beforehand.
PREPARED = ("source", "status")
STATUSES = ("未启动", "正在整改", "已整改", "已销号")
_PUNCTUATION = re.compile(r"[\s“”\"'‘’（）()]+")
_DAY = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")


def columns_of(table: Table) -> dict[str, int]:
    """The sheet column of each ledger field that the table has."""
    places: dict[str, int] = {}
    for column in table.columns:
        header = _PUNCTUATION.sub("", column.path[-1]) if column.path else ""
        for name, headers in FIELDS.items():
            if header in headers:
                places.setdefault(name, column.index)
    return places


def is_ledger(table: Table) -> bool:
    """Whether a table is a ledger: an item number, a time limit or status, and whoever is responsible."""
    return {"number", "area", "status"} <= columns_of(table).keys()


def read_ledger_table(table: Table, names: Names, harvest: Harvest) -> None:
    """Read every item; one that lacks what must be there is a problem with its cell."""
    places = columns_of(table)
    absent = [FIELDS[name][0] for name in REQUIRED if name not in places]
    if absent:
        harvest.fault(
            "ledger_columns", table.sheet, "", "整改台账", f"缺少 {'、'.join(absent)} 列", "请补上这些列后重新报送"
        )
        return
    sources = {m.ledger.source for m in names.catalogue.metrics if m.ledger and m.ledger.source}
    seen: dict[str, int] = {}
    for row in table.data_rows:
        texts = {name: _text(table.grid.shown(row, column)) for name, column in places.items()}
        if not any(text for name, text in texts.items() if name not in PREPARED):
            continue
        reader = _RowReader(table, row, places, texts, harvest)
        if texts["number"] and texts["number"] in seen:
            reader.fault("number", "ledger_twice", f"与第 {seen[texts['number']]} 行编号相同", "请给每个问题单独编号")
        seen.setdefault(texts["number"], row)
        item = reader.read(names, sources)
        if item is not None:
            harvest.items.append(item)


class _RowReader:
    """One row of a ledger, and where its problems stand."""

    def __init__(self, table: Table, row: int, places: dict[str, int], texts: dict[str, str], harvest: Harvest) -> None:
        self.table, self.row, self.places, self.texts, self.harvest = table, row, places, texts, harvest
        self.sound = True

    def fault(self, name: str, rule: str, expected: str, remedy: str) -> None:
        self.sound = False
        cell = address(self.row, self.places[name])
        text = self.texts[name]
        found = f"“{text}”" if text else f"{FIELDS[name][0]}空着"
        self.harvest.fault(rule, self.table.sheet, cell, found, expected, remedy)

    def read(self, names: Names, sources: set[str]) -> LedgerItem | None:
        texts = self.texts
        for name in ("number", "summary"):
            if not texts[name]:
                self.fault(name, "ledger_blank", "，每一项都要有", "请补填后重新报送")
        area = names.match_area(texts["area"])
        if area.code is None:
            self.fault("area", "unknown_area", "，应为本区的单位名称或别名", "请填写责任单位全称")
        source = next((s for s in sources if s == texts["source"] or fold(s) == fold(texts["source"])), None)
        if source is None:
            self.fault("source", "ledger_source", f"，应为{'、'.join(sorted(sources))}之一", "请改正后重新报送")
        if texts["status"] not in STATUSES:
            self.fault("status", "ledger_status", f"，应为{'、'.join(STATUSES)}之一", "请改正后重新报送")
        days = {name: self._day(name) for name in ("found_on", "due_on", "done_on", "closed_on")}
        found, done = days["found_on"], days["done_on"]
        if found is not None and done is not None and done < found:
            self.fault("done_on", "ledger_day", "早于发现日期", "请核对两个日期")
        if texts["status"] in ("已整改", "已销号") and done is None and "done_on" in self.places:
            self.fault("done_on", "ledger_day", f"，状态却是“{texts['status']}”", "请补填完成日期或改正状态")
        if not self.sound or area.code is None or source is None or found is None:
            return None
        return LedgerItem(
            number=texts["number"],
            source=source,
            summary=texts["summary"],
            area=area.code,
            measures=texts.get("measures", ""),
            found_on=found,
            due_on=days["due_on"],
            status=texts["status"],
            done_on=done,
            closed_on=days["closed_on"],
            review=texts.get("review", ""),
            sheet=self.table.sheet,
            row=self.row,
        )

    def _day(self, name: str) -> date | None:
        if name not in self.places:
            return None
        raw = self.table.grid.shown(self.row, self.places[name])
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        text = _text(raw)
        if not text or text in ("—", "-", "/", "无"):
            if name == "found_on":
                self.fault(name, "ledger_day", "，每一项都要有日期", "请写作 2025-06-30 的样子")
            return None
        found = _DAY.fullmatch(text)
        try:
            if found:
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
        self.fault(name, "ledger_day", "不是日期", "请写作 2025-06-30 的样子")
        return None


def fold(source: str) -> str:
    """A source without the marks that writers put around it."""
    return re.sub(r"[\s“”\"'、，,和与问题]+", "", source)


def _text(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw).strip()
