"""The first sheet of a marked workbook: every problem in a line, with a link to its cell."""

from collections.abc import Sequence

from openpyxl import Workbook as Book
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from data.problems import Problem, Severity
from pipelines.marking.copies import UNNAMED
from pipelines.reading.workbook import PROBLEM_LIST

SEVERITY_ZH: dict[Severity, str] = {"block": "必须改正", "warn": "提醒"}
_HEADERS = ("序号", "位置", "问题", "怎么改", "性质")
_WIDTHS = (6, 22, 66, 46, 10)
_HEADER_ROW = 3
_THIN = Side(style="thin", color="FFA6A6A6")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def add_list(book: Book, name: str, problems: Sequence[Problem]) -> None:
    """Put the list before all sheets and open the workbook on it."""
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheet = book.create_sheet("问题清单", 0)
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    blocking = sum(problem.severity == "block" for problem in problems)
    said = f"{name}：共 {len(problems)} 个问题，必须改正 {blocking} 个，提醒 {len(problems) - blocking} 个。"
    for row, text in ((1, PROBLEM_LIST), (2, said)):
        sheet.cell(row, 1, text).data_type = "s"
        sheet.merge_cells(None, row, 1, row, len(_HEADERS))
    sheet["A1"].font = Font(bold=True, size=12)
    for number, problem in enumerate(problems, 1):
        place = problem.sheet or (UNNAMED if problem.cell else "")
        where = " › ".join(part for part in (place, problem.cell) if part) or "整个文件"
        values = (
            number,
            where,
            f"{problem.found}{problem.expected}",
            problem.remedy,
            SEVERITY_ZH[problem.severity],
        )
        row = _HEADER_ROW + number
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            # What somebody else wrote into a cell is never a formula here.
            cell.data_type = "n" if isinstance(value, int) else "s"
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _BOX
        if place in visible:
            # Nothing leads to a hidden sheet.
            target = f"{quote_sheetname(place)}!{problem.cell or 'A1'}"
            sheet.cell(row, 2).hyperlink = Hyperlink(ref="", location=target)
            sheet.cell(row, 2).font = Font(color="FF0563C1", underline="single")
    for column, header in enumerate(_HEADERS, 1):
        cell = sheet.cell(_HEADER_ROW, column, header)
        cell.font, cell.border = Font(bold=True), _BOX
        cell.fill = PatternFill("solid", start_color="FFD9E1F2")
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    # Two sheets selected at once would both take what is typed into one.
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
