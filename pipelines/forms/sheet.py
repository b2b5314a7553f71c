"""Draws a form: one protected sheet, printed one page wide, in which only this period's figures can be typed."""

import io
import re
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data.definitions import BASIS_ZH, Catalogue
from data.names import fold_name
from data.periods import Period, month_label
from data.places import Places
from data.store import Store
from pipelines.forms.lines import Content, Line, list_lines
from pipelines.forms.rules import FIGURES, allow, explain, hint, list_breaches, state_bounds
from pipelines.tidying.axes import REFERENCE_HEADER

HEADERS = ("序号", "指标名称", "计量单位", "口径", "本期数", REFERENCE_HEADER, "说明")
_WIDTHS = (6, 30, 9, 10, 13, 13, 36)
_LAST = len(HEADERS) - 1
_HEADER_ROW = 3
_NAME, _FIGURE, _TALK = 1, HEADERS.index("本期数"), HEADERS.index("说明")
_ORDINALS = "一二三四五六七八九十"
#: Names are for the printed sheet only: the file itself tells of no person.
_SIGNATURES = "负责人（签章）：　　　　　　填表人（签章）：　　　　　　填报时间：　　　　年　　月　　日"
_NOTES = (
    "注：1.只填“本期数”一栏，其余各栏已锁定。没有发生填 0，没有这项工作填“不适用”，空着视为未报。"
    "2.鼠标停在指标名称上显示统计口径。3.变红的数与说明所写的关系不符，请核对。"
    "4.负责人、填表人在打印件上签章，不要把姓名、电话填进本表。"
)
_ILLEGAL_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
#: What a spreadsheet takes in a tip beside a cell.
_LONGEST_TIP, _LONGEST_TIP_TITLE = 255, 32

Role = Literal["title", "label", "header", "section", "text", "middle", "figure", "known", "note", "wrong"]
_GREY, _INPUT = "#F2F2F2", "#FFFDE7"
_BOX = {"border": 1, "border_color": "#A6A6A6", "valign": "vcenter", "font_size": 10, "text_wrap": True}
_LOOKS: dict[Role, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "label": {"font_size": 11, "valign": "vcenter"},
    "header": {**_BOX, "bold": True, "align": "center", "bg_color": "#D9E1F2"},
    "section": {**_BOX, "bold": True, "bg_color": "#EDF1F9"},
    "text": _BOX,
    "middle": {**_BOX, "align": "center"},
    "figure": {**_BOX, "align": "right", "font_size": 11, "bg_color": _INPUT, "locked": False},
    "known": {**_BOX, "align": "right", "font_color": "#7F7F7F", "bg_color": _GREY},
    "note": {"font_size": 9, "text_wrap": True, "valign": "top"},
    "wrong": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
}


def write_form(catalogue: Catalogue, places: Places, store: Store | None, area: str, month: int) -> bytes:
    """The blank form of a unit and month as .xlsx: one line for each figure that the unit is asked for.

    ``store`` gives the month before, for reference only. Raise ``FormFault`` where there is no such form.
    """
    content = list_lines(catalogue, places, store, area, month, _HEADER_ROW + 1)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        looks = {role: book.add_format(look) for role, look in _LOOKS.items()}
        sheet = book.add_worksheet("月报")
        _write_head(sheet, looks, _spell(places, area), places[area].name, month)
        for row, theme in content.sections:
            ordinal = _ORDINALS[[first for first, _ in content.sections].index(row) % len(_ORDINALS)]
            sheet.merge_range(row - 1, 0, row - 1, _LAST, f"{ordinal}、{theme.label_zh}", looks["section"])
        for line in content.lines.values():
            _write_line(sheet, looks, line, content, month)
        _write_foot(sheet, looks, content)
        _lay_out(sheet, places[area].name, month)
    return buffer.getvalue()


def name_form(places: Places, area: str, month: int) -> str:
    """A file name that says whose form it is and of which month: ``霁川镇2025-06月报表.xlsx``."""
    return f"{_ILLEGAL_IN_NAMES.sub('', places[area].name)}{Period.of_month(month).code}月报表.xlsx"


def _spell(places: Places, area: str) -> str:
    """The unit's name; its code where another unit goes by the same name."""
    name = fold_name(places[area].name)
    named = [other for other in places.areas if name in map(fold_name, (other.name, *other.aliases))]
    return places[area].name if len(named) == 1 else area


def _write_head(sheet: Worksheet, looks: dict[Role, Any], spelled: str, name: str, month: int) -> None:
    sheet.merge_range(0, 0, 0, _LAST, f"{name}{month_label(month)}基层党建工作月报表", looks["title"])
    sheet.merge_range(1, 0, 1, _FIGURE - 1, f"填报单位：{spelled}", looks["label"])
    sheet.merge_range(1, _FIGURE, 1, _LAST, f"填报期间：{month_label(month)}", looks["label"])
    for column, header in enumerate(HEADERS):
        sheet.write_string(_HEADER_ROW - 1, column, header, looks["header"])
    for row, height in enumerate((32, 22, 30)):
        sheet.set_row(row, height)


def _write_line(sheet: Worksheet, looks: dict[Role, Any], line: Line, content: Content, month: int) -> None:
    metric, row = line.metric, line.row - 1
    sheet.write_number(row, 0, line.number, looks["middle"])
    sheet.write_string(row, _NAME, metric.label_zh, looks["text"])
    sheet.write_comment(row, _NAME, metric.definition, {"author": "指标口径", "width": 320, "height": 160})
    sheet.write_string(row, 2, metric.unit, looks["middle"])
    sheet.write_string(row, 3, BASIS_ZH[metric.basis], looks["middle"])
    sheet.write_blank(row, _FIGURE, None, looks["figure"])
    if isinstance(line.previous, str):
        sheet.write_string(row, _FIGURE + 1, line.previous, looks["known"])
    else:
        # No number is written as an empty cell.
        sheet.write(row, _FIGURE + 1, line.previous, looks["known"])
    sheet.write_string(row, _TALK, explain(line, content), looks["text"])
    sheet.data_validation(
        row,
        _FIGURE,
        row,
        _FIGURE,
        {
            "validate": "custom",
            "value": f"={allow(line)}",
            "input_title": metric.label_zh[:_LONGEST_TIP_TITLE],
            "input_message": hint(metric)[:_LONGEST_TIP],
            "error_title": "填写有误",
            "error_message": f"应填{state_bounds(metric)}，或“不适用”。"[:_LONGEST_TIP],
        },
    )
    for formula in list_breaches(line, content, month):
        for column in (_FIGURE, _TALK):
            rule = {"type": "formula", "criteria": f"={formula}", "format": looks["wrong"]}
            sheet.conditional_format(row, column, row, column, rule)


def _write_foot(sheet: Worksheet, looks: dict[Role, Any], content: Content) -> None:
    row = content.last_row
    for text, look, height in ((_SIGNATURES, looks["label"], 28), (_NOTES, looks["note"], 40)):
        sheet.merge_range(row, 0, row, _LAST, text, look)
        sheet.set_row(row, height)
        row += 1


def _lay_out(sheet: Worksheet, name: str, month: int) -> None:
    """Columns, protection without a password, frozen header, print on A4."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(_HEADER_ROW, 2)
    sheet.set_selection(f"{FIGURES}{_HEADER_ROW + 1}")
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW - 1)
    # An ampersand begins a code in a footer.
    sheet.set_footer(f"&L{name.replace('&', '&&')}{month_label(month)}&R第 &P 页，共 &N 页")
