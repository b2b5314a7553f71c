"""Submissions that wait for the department's decision; those that nothing stands against are accepted together."""

from collections.abc import Callable, Sequence

from dash.development.base_component import Component

from data.places import Places
from data.problems import Problem
from data.submissions import Submission, Waiting
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.decisions import ACTS, name_scopes
from layouts.components.notices import empty_state
from layouts.components.standing import moment, standing

_WHY = "打“!”的不能一并接收：点开后逐条说明提醒；月份已锁定的，先重新开放。"


def waiting_list(
    waiting: Sequence[Waiting], waits: int, places: Places, link: Callable[[Submission], str]
) -> Component:
    """One row each: whom it speaks for, and a tick or what stands in the way. ``waits`` are all that wait."""
    if not waiting:
        return empty_state("没有等待接收的报送")
    rows = [_row(one, places, link) for one in waiting]
    ready = sum(not one.obstacles for one in waiting)
    head = [
        html.Th(_tick("全选", className="form-check-input choose-all") if ready else "", scope="col"),
        *(html.Th(name, scope="col") for name in ("单位和月份", "还差什么", "交来")),
    ]
    rest = [html.Caption(f"共 {waits} 份，这里是最近的 {len(waiting)} 份")] if waits > len(waiting) else []
    table = html.Table([*rest, html.Thead(html.Tr(head)), html.Tbody(rows)], className="figures waiting")
    box = html.Div(table, className="table-box waiting-box", tabIndex="0", role="region", **aria(label="等待接收"))
    foot = []
    if ready:
        foot.append(html.Button("接收所选", type="submit", className="btn btn-primary"))
    if ready < len(waiting):
        foot.append(html.P(_WHY, className="waiting-why"))
    action = f"{ACTS}/accept"
    return html.Form([box, *foot], action=action, method="post", key=action, className="act act-choose")


def _row(one: Waiting, places: Places, link: Callable[[Submission], str]) -> Component:
    submission = one.submission
    name = name_scopes(submission, places) or submission.file_name
    tick = "" if one.obstacles else _tick(f"选{name}", name="number", value=str(submission.id))
    return html.Tr(
        [
            html.Td(tick),
            html.Th(html.Link(name, href=link(submission)), scope="row"),
            html.Td(_say_why(one.obstacles), className="keep"),
            html.Td(moment(submission.received_at), className="keep"),
        ],
        key=str(submission.id),
    )


def _tick(label: str, **properties: str) -> Component:
    return html.Input(type="checkbox", **({"className": "form-check-input"} | properties), **aria(label=label))


def _say_why(obstacles: Sequence[Problem]) -> Component | str:
    unanswered = sum(one.rule == "unanswered" for one in obstacles)
    said = [f"{one.found}已锁定" for one in obstacles if one.rule == "locked"]
    said += [f"{unanswered} 个待说明"] if unanswered else []
    return standing("，".join(said), "!", "warn") if said else ""
