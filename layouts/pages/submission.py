"""报送: hand files in, see what became of them, decide on them, see who has reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from data.definitions import Catalogue
from data.excerpts import Excerpt
from data.headings import MAPPABLE
from data.periods import month_label
from data.places import Places
from data.problems import Problem
from data.selection import Selection
from data.submissions import Status, Submission, Waiting, say_silence
from data.uploads import Upload
from layouts import elements as html
from layouts import ids
from layouts.components.cards import card
from layouts.components.changes import change_table, item_change_table
from layouts.components.decisions import decide, facts, name_units
from layouts.components.marks import download_link
from layouts.components.matrix import coverage_matrix
from layouts.components.months import month_list
from layouts.components.problems import SEVERITY_ZH, problem_table
from layouts.components.reminders import reminder_table, reminder_text
from layouts.components.sheets import sheet_views
from layouts.components.standing import moment
from layouts.components.uploads import batch_progress, drop_zone, submission_state, upload_list, upload_state
from layouts.components.waiting import waiting_list
from layouts.components.warnings import warning_table
from layouts.filters import EVERYBODY, labelled
from layouts.parts import Drawn, Page, Part

CODE = "submission"
PATH = "/submission"
_CHANGES_ZH: dict[Status, str] = {
    "reported": "接收后会变的数",
    "accepted": "变了的数",
    "returned": "与已接收的不同的数（已退回，没有生效）",
}


@dataclass(frozen=True)
class Desk:
    """What lies on the desk: uploads newest first, of ``waits`` submissions that wait the newest, and
    who has reported.

    ``cells``, ``months``, ``units`` and ``called`` as ``pipelines.punctuality`` states them;
    ``formed`` are the units that there is a blank form for, ``formed_for`` the months, newest first;
    for the months ``silent`` nobody has reported for long. ``kept`` are the months as the department keeps
    them, where the whole district is shown.
    """

    uploads: Sequence[Upload]
    waiting: Sequence[Waiting]
    waits: int
    cells: Any
    months: Any
    units: Any
    kept: Any
    silent: Sequence[int]
    formed: Sequence[str]
    formed_for: Sequence[int]
    called: Any
    most_bytes: int
    most_files: int


@dataclass(frozen=True)
class Record:
    """One thing that came in, ``name`` in the address: an upload, a submission, or an upload that became one.

    ``problems`` are all of them, ``listed`` those that the filters leave, ``obstacles`` what stands
    in the way of accepting, ``changes`` and ``items`` what accepting changes, figures and ledger.
    """

    name: str
    title: str
    upload: Upload | None
    submission: Submission | None
    problems: Sequence[Problem]
    listed: Sequence[Problem]
    excerpts: Sequence[Excerpt]
    obstacles: Sequence[Problem]
    changes: Any
    items: Any


@dataclass(frozen=True)
class View:
    """Either the desk or one record."""

    selection: Selection
    places: Places
    catalogue: Catalogue
    at: date
    desk: Desk | None
    record: Record | None


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    if view.record is not None:
        return _draw_record(view, view.record)
    assert view.desk is not None
    return ["报送", _summarise(view, view.desk), [], _draw_desk(view, view.desk), [], [], [], []]


def _summarise(view: View, desk: Desk) -> str:
    name = view.places[view.selection.area].name
    if view.selection.record:
        return f"没有“{view.selection.record}”这份材料，它可能已不在库中。下面是{name}的全部报送。"
    if desk.months.empty:
        return f"{name}没有要求报送的单位。"
    last = desk.months.to_dict("records")[-1]
    units = desk.cells[desk.cells["month"] == last["month"]]
    came = int(units["state"].isin(("reported", "resent", "accepted")).sum())
    due = units["due_on"].iloc[0]
    said = f"{name}{month_label(last['month'])}：已报 {came}/{len(units)} 个单位，截止 {due}"
    return f"{said}；等待接收 {desk.waits} 份。"


def _draw_desk(view: View, desk: Desk) -> list[Component]:
    megabytes = desk.most_bytes // 1024 // 1024
    bounds = f"Excel（.xlsx .xls .xlsm）或 .csv、.tsv；每个不超过 {megabytes} MB，一次不超过 {desk.most_files} 个。"
    intake = card(
        "交表",
        drop_zone(f"{bounds}不要带姓名、身份证号、电话。", desk.most_bytes, desk.most_files),
        *batch_progress(desk.uploads),
        upload_list(desk.uploads, view.places, lambda upload: _record(view, "upload", upload.id)),
    )
    waiting = card(
        "等待接收", waiting_list(desk.waiting, desk.waits, view.places, lambda one: _record(view, "submission", one.id))
    )
    matrix = card(
        "报送情况",
        coverage_matrix(desk.cells, desk.months, desk.units, lambda number: _record(view, "submission", number)),
        actions=[download_link(f"/download/{CODE}/reporting.csv{view.selection.query(trace='')}")],
        hint=say_silence(desk.silent),
    )
    blank = card("空白表", _offer_forms(view, desk), hint="按指标目录生成，带填报说明、校验和上月数。")
    reminders = card(
        "催报",
        reminder_table(desk.called),
        *([] if desk.called.empty else [reminder_text(desk.called, view.at)]),
        actions=[download_link(f"/download/{CODE}/reminders.csv{view.selection.query(trace='')}")],
        hint=say_silence(desk.silent),
    )
    hands = html.Div([intake, html.Div([waiting, blank], className="stack")], className="columns-wide-first")
    kept = [] if desk.kept is None else [card("截止日期和锁定", month_list(desk.kept))]
    return [hands, matrix, reminders, *kept]


def _offer_forms(view: View, desk: Desk) -> Component:
    """A unit and a month to choose, and the form of both; a plain form, the browser fetches the file."""
    units = [html.Option(view.places[code].name, value=code) for code in desk.formed]
    months = [html.Option(month_label(month), value=str(month)) for month in desk.formed_for]
    return html.Form(
        [
            html.Label(["单位", html.Select(units, name="unit", className="form-select")], className="filter"),
            html.Label(["月份", html.Select(months, name="month", className="form-select")], className="filter"),
            html.Button("下载", type="submit", className="btn btn-outline-secondary"),
        ],
        action=f"{PATH}/form.xlsx",
        method="get",
        className="blank-form",
    )


def _draw_record(view: View, record: Record) -> list[Any]:
    selection = view.selection
    actions: list[Component] = []
    if record.excerpts and record.problems:
        actions.append(download_link(f"{PATH}/marked/{record.name}", "下载标出问题的表格"))
    if record.submission is None and any(problem.rule in MAPPABLE for problem in record.problems):
        query = selection.but(record=record.name).query(severity="", sheet="", search="", trace="")
        actions.append(html.Link("说明不认得的名称", href=f"/mapping{query}"))
    actions.append(html.Link("回到报送", href=PATH + selection.elsewhere()))
    decision: list[Component] = []
    if record.submission is not None:
        decision = [card("这份报送", facts(record.submission, view.places))]
        if record.submission.status == "reported":
            decision.append(card("处理", decide(record.submission, record.obstacles)))
            decision = [html.Div(decision, className="columns")]
    findings: Component = card("表", sheet_views(record.excerpts))
    if record.problems:
        findings = html.Div([_draw_problems(record), findings], key=record.name, className="columns")
    changes = []
    if record.submission is not None and record.changes is not None:
        changes = [
            card(_CHANGES_ZH[record.submission.status], change_table(record.changes, view.catalogue, view.places))
        ]
    if record.items is not None:
        changes.append(card("整改台账的变动", item_change_table(record.items, view.places)))
    return [
        record.title,
        _tell(record, view.places),
        actions,
        [],
        decision,
        _filters(selection, record) if record.problems else [],
        [findings],
        changes,
    ]


def _draw_problems(record: Record) -> Component:
    linked = bool(record.excerpts)
    if record.submission is not None:
        return card("提醒和说明", warning_table(record.submission, record.listed, linked))
    return card("问题", problem_table(record.listed, len(record.problems), linked))


def _tell(record: Record, places: Places) -> list[Any]:
    """How it stands, whose figures it states, and when it came from whom."""
    if record.upload is not None:
        state = upload_state(record.upload)
    else:
        assert record.submission is not None
        state = submission_state(record.submission.status)
    came = record.upload or record.submission
    assert came is not None
    # Whose a submission is stands among its facts.
    upload = None if record.submission else record.upload
    whose = name_units(upload.areas, upload.months, places) if upload else ""
    when = moment(came.received_at, "%Y-%m-%d %H:%M")
    return [state, *(f"　{said}" for said in (whose, f"{when} 交来，{came.received_by}收") if said)]


def _filters(selection: Selection, record: Record) -> list[Component]:
    """Which problems are listed: by severity, by sheet, by a word."""
    sheets = list(dict.fromkeys(problem.sheet for problem in record.problems if problem.sheet))
    severities = [{"value": EVERYBODY, "label": "全部"}, *({"value": v, "label": w} for v, w in SEVERITY_ZH.items())]
    severity = labelled("级别", "severity", severities, selection.severity or EVERYBODY)
    names = [{"value": EVERYBODY, "label": "全部"}, *({"value": name, "label": name} for name in sheets)]
    typed = dbc.Input(
        id=ids.control("search"), type="search", debounce=True, value=selection.search, placeholder="问题里的词"
    )
    search = html.Div([html.Label("搜索", className="filter-label"), typed], className="filter")
    return [
        # A submission has warnings only.
        *([] if record.submission else [severity]),
        labelled("工作表", "sheet", names, selection.sheet or EVERYBODY),
        search,
    ]


def _record(view: View, kind: str, number: int) -> str:
    return PATH + view.selection.query(record=f"{kind}-{number}", severity="", sheet="", search="", trace="")


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    return html.Div(
        [
            drawn.head("actions"),
            drawn.part("desk", "stack"),
            drawn.part("decision", "stack"),
            drawn.part("filters", "page-controls"),
            drawn.part("findings", "stack"),
            drawn.part("changes", "stack"),
        ],
        className="stack submission",
    )


PAGE = Page(
    code=CODE,
    path=PATH,
    title="报送",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("actions", "children"),
        Part("desk", "tree"),
        Part("decision", "tree"),
        Part("filters", "children"),
        Part("findings", "tree"),
        Part("changes", "tree"),
    ),
    draw=draw,
    arrange=arrange,
)
