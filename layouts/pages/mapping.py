"""对应关系: what a file's headings are taken for; a person says once what the others mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from data.definitions import Catalogue
from data.excerpts import Excerpt
from data.headings import Entry, HeadingPlace, RowKind
from data.periods import month_label
from data.places import Places
from data.selection import Selection
from data.uploads import UNDER_WAY, Upload
from layouts import elements as html
from layouts.components.cards import card
from layouts.components.headings import heading_table, legend
from layouts.components.notices import empty_state
from layouts.components.sheets import sheet_views
from layouts.components.uploads import upload_state
from layouts.parts import Drawn, Page, Part

CODE = "mapping"
PATH = "/mapping"
#: Of many units so many are named.
NAMED = 3
ROWS_ZH: dict[RowKind, str] = {"place": "各行是单位", "metric": "各行是指标", "month": "各行是月份"}


@dataclass(frozen=True)
class Described:
    """One table that was recognised: its sheet, what its rows are, and what it says of its unit and month."""

    sheet: str
    rows_hold: RowKind | None
    area: str
    month: int | None
    asked: Mapping[HeadingPlace, Entry]


@dataclass(frozen=True)
class View:
    """A file that was handed in and what its headings are taken for; no ``upload`` where there is none.

    ``last`` is how it fared when it was read last, ``senders`` the codes of the units whose tables are asked about,
    "" where a table does not say. ``kept`` is how many
    of its layouts were explained before, ``excerpts`` its sheets with their parts named. ``more`` headings are asked
    about when these are told.
    """

    selection: Selection
    catalogue: Catalogue
    places: Places
    upload: Upload | None
    last: Upload | None
    senders: Sequence[str]
    tables: Sequence[Described]
    excerpts: Sequence[Excerpt]
    kept: int
    more: int


def draw(view: View) -> list[Any]:
    """The parts' values, in the order of PAGE.parts."""
    if view.upload is None:
        hint = "对应关系从“报送”里有不认得的名称的文件进入。"
        back = html.Link("去报送", href=f"/submission{view.selection.elsewhere()}")
        return ["对应关系", "", [], empty_state("没有这个文件，或文件没有保留", hint, back), []]
    return [
        f"对应关系：{view.upload.file_name}",
        _summarise(view),
        [html.Link("回到这个文件", href=_record(view, view.last or view.upload))],
        _draw_questions(view),
        card("表", legend(), sheet_views(view.excerpts), hint="颜色和小字写明各行是什么、各栏认作什么。"),
    ]


def _summarise(view: View) -> list[Any]:
    count = sum(len(table.asked) for table in view.tables)
    units = "、".join(view.places[code].name for code in view.senders[:NAMED] if code)
    more = f"等 {len(view.senders)} 个单位" if len(view.senders) > NAMED else ""
    whose = f"{units}{more}以后报来同样的表" if units else "以后没有写明单位的同样的表"
    said = "各栏都已认出。"
    if count:
        first = f"，先说明这 {count} 处" if view.more else ""
        said = f"有 {count + view.more} 处要说明{first}。确认一次，{whose}都照此读取，表头变了才会再问。"
    last = view.last
    if last is None or view.upload is None or last.id == view.upload.id:
        return [said]
    classes = "upload-under-way" if last.status in UNDER_WAY else ""
    return [said, html.Span(["　已重新读取：", upload_state(last)], className=classes)]


def _draw_questions(view: View) -> list[Component]:
    assert view.upload is not None
    cards: list[Component] = [
        card(
            table.sheet or "表",
            heading_table(table.asked, view.catalogue, view.places),
            hint="；".join(_describe(table)),
        )
        for table in view.tables
        if table.asked
    ]
    forms: list[Component] = []
    if cards:
        button = html.Button("确认", type="submit", className="btn btn-primary")
        forms.append(_form(view.upload, "confirm", [*cards, button]))
    if view.kept:
        words = html.P(f"其中 {view.kept} 种表的对应关系已经确认过。")
        button = html.Button("重新说明", type="submit", className="btn btn-outline-secondary")
        forms.append(_form(view.upload, "forget", [words, button]))
    return forms


def _describe(table: Described) -> list[str]:
    month = month_label(table.month) if table.month else "没有写明是哪一个月"
    rows = ROWS_ZH[table.rows_hold] if table.rows_hold else "看不出各行是单位还是指标"
    return [part for part in (table.area, month, rows) if part]


def _form(upload: Upload, act: str, children: Sequence[Any]) -> Component:
    action = f"{PATH}/{upload.id}/{act}"
    return html.Form(list(children), action=action, method="post", key=action, className=f"act act-{act}")


def _record(view: View, upload: Upload) -> str:
    return "/submission" + view.selection.but(record=f"upload-{upload.id}").query(search="", trace="")


def arrange(drawn: Drawn) -> Component:
    """The skeleton of the page around its parts."""
    parts = [drawn.head("actions"), drawn.part("questions", "stack"), drawn.part("sheets")]
    return html.Div(parts, className="stack submission mapping")


PAGE = Page(
    code=CODE,
    path=PATH,
    title="对应关系",
    parts=(
        Part("title", "children"),
        Part("summary", "children"),
        Part("actions", "children"),
        Part("questions", "tree"),
        Part("sheets", "tree"),
    ),
    draw=draw,
    arrange=arrange,
    listed=False,
)
