"""Problems of a file, one a row; a place leads to its cell in the sheet beside."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from data.problems import Problem
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.notices import empty_state
from layouts.components.standing import standing

SEVERITY_ZH: dict[str, str] = {"block": "必须改", "warn": "提醒"}
#: A file may have thousands; the first are enough to see what it is about.
SHOWN = 300


def problem_table(problems: Sequence[Problem], total: int, linked: bool) -> Component:
    """What is wrong where and what to do, in workbook order; ``total`` before any filter.

    ``linked`` says that the sheets stand beside.
    """
    if not problems:
        return empty_state("没有符合条件的问题", "换一个筛选条件再看。")
    shown = f"，这里显示前 {SHOWN} 个" if len(problems) > SHOWN else ""
    hint = "点位置可在右侧表里找到这一格。" if linked else ""
    caption = f"共 {total} 个问题，符合筛选条件的 {len(problems)} 个{shown}。{hint}"
    headers = ("级别", "位置", "问题", "怎么办")
    table = html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr([html.Th(name, scope="col") for name in headers])),
            html.Tbody([_row(problem, linked) for problem in problems[:SHOWN]]),
        ],
        className="figures problems",
    )
    return html.Div(table, className="table-box table-tall", tabIndex="0", role="region", **aria(label="问题"))


def _row(problem: Problem, linked: bool) -> Component:
    return html.Tr(
        [
            html.Td(severity_mark(problem), className="keep"),
            html.Td(problem_place(problem, linked)),
            html.Td(f"{problem.found}{problem.expected}"),
            html.Td(problem.remedy),
        ]
    )


def severity_mark(problem: Problem) -> Component:
    """必须改 or 提醒."""
    if problem.severity == "block":
        return standing(SEVERITY_ZH["block"], "✕", "bad")
    return standing(SEVERITY_ZH["warn"], "!", "warn")


def problem_place(problem: Problem, linked: bool) -> Any:
    """Sheet and cell, leading to the sheet beside where there is one."""
    where = " › ".join(part for part in (problem.sheet, problem.cell) if part)
    if not problem.cell or not linked:
        return where or "整个文件"
    return html.Button(
        where, type="button", className="cell-link address", **{"data-goes": f"{problem.sheet}!{problem.cell}"}
    )
