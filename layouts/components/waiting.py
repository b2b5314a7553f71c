"""Submissions that wait for the department's decision."""

from collections.abc import Callable, Sequence

from dash.development.base_component import Component

from data.places import Places
from data.submissions import Submission
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.decisions import name_scopes
from layouts.components.notices import empty_state
from layouts.components.standing import moment, standing


def waiting_list(
    waiting: Sequence[Submission], waits: int, places: Places, link: Callable[[Submission], str]
) -> Component:
    """One row each: whom it speaks for, how many warnings still want an answer. ``waits`` are all that wait."""
    if not waiting:
        return empty_state("没有等待接收的报送")
    rows = [
        html.Tr(
            [
                html.Th(html.Link(name_scopes(one, places) or one.file_name, href=link(one)), scope="row"),
                html.Td(_open_answers(one), className="keep"),
                html.Td(moment(one.received_at), className="keep"),
            ],
            key=str(one.id),
        )
        for one in waiting
    ]
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in ("单位和月份", "提醒", "交来")]))
    rest = [html.Caption(f"共 {waits} 份，这里是最近的 {len(waiting)} 份")] if waits > len(waiting) else []
    table = html.Table([*rest, head, html.Tbody(rows)], className="figures waiting")
    return html.Div(table, className="table-box waiting-box", tabIndex="0", role="region", **aria(label="等待接收"))


def _open_answers(submission: Submission) -> Component | str:
    unanswered = sum(warned.answer is None for warned in submission.warned)
    return standing(f"{unanswered} 个待说明", "!", "warn") if unanswered else ""
