"""Coverage: how many of those asked have reported, and who has not."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from layouts import elements as html
from layouts.components.aria import aria
from layouts.words import coverage


def coverage_strip(frame: pd.DataFrame, units: str) -> Component:
    """``乡镇（街道）已报 14/16，未报：…`` and one mark for each unit, ticked or dashed.

    ``frame``: name, state (已报/未报), one row for each unit asked; ``units`` says what they are.
    """
    names = [str(name) for name in frame["name"]]
    states = [str(state) for state in frame["state"]]
    missing = [name for name, state in zip(names, states, strict=True) if state != "已报"]
    marks = html.Ul(
        [_mark(name, state) for name, state in zip(names, states, strict=True)],
        className="coverage-strip",
        **aria(hidden="true"),
    )
    return html.Div([_sentence(len(names) - len(missing), len(names), missing, units), marks], className="coverage")


def _sentence(covered: int, expected: int, missing: Sequence[str], units: str) -> Component:
    rest: list[Any] = [f"，未报：{'、'.join(missing)}"] if missing else ["，全部报齐"] if expected else []
    said = f"{units}{coverage(covered, expected)}" if expected else "本期不要求报送"
    return html.P([html.Strong(said), *rest], className="coverage-sentence")


def _mark(name: str, state: str) -> Component:
    if state == "已报":
        return html.Li("✓", title=f"{name}：已报")
    return html.Li("!", title=f"{name}：未报", className="coverage-missing")
