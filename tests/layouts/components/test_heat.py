from typing import Any

import pandas as pd
from dash.development.base_component import Component

from layouts.components.heat import heat_table
from tests.layouts.seeing import catalogue, kinds, text_of, with_class

NAN = float("nan")
COLUMNS = ["area", "name", "metric", "form", "label", "unit", "value", "state", "percentile"]


def heat(rows: list[tuple[object, ...]], **more: Any) -> Component:
    return heat_table(
        pd.DataFrame(rows, columns=COLUMNS),
        catalogue(),
        caption="乡镇与指标",
        trace=lambda metric, area: f"?trace={metric}~202512~{area}",
        name_href=lambda area: f"/profile?units={area}",
        metric_href=lambda metric: f"/ranking?metric={metric}",
        **more,
    )


def row(area: str, metric: str, value: float, state: str, percentile: float) -> tuple[object, ...]:
    return (area, f"{area}镇", metric, "raw", catalogue()[metric].label_zh, "次", value, state, percentile)


def test_a_cell_is_its_figure_its_place_and_its_origin() -> None:
    table = heat([row("a", "trainees", 1234.0, "reported", 1.0), row("b", "trainees", 3.0, "reported", 0.0)])
    first, last = with_class(table, "heat-cell")
    assert (text_of(first), first.href) == ("1,234（前五分之一）", "?trace=trainees~202512~a")
    assert first.className == "heat-cell heat-5"
    assert (text_of(last), last.className) == ("3（后五分之一）", "heat-cell heat-1")


def test_without_judgement_no_cell_is_coloured() -> None:
    table = heat(
        [row("a", "eight_rules_persons", 9.0, "reported", NAN), row("b", "eight_rules_persons", 0.0, "reported", NAN)]
    )
    assert [cell.className for cell in with_class(table, "heat-cell")] == ["heat-cell heat-plain"] * 2
    assert [text_of(cell) for cell in with_class(table, "heat-cell")] == ["9", "0"]
    assert "不作评判，不着色" in text_of(table)


def test_what_was_not_reported_is_hatched_and_says_so() -> None:
    table = heat([row("a", "trainees", NAN, "missing", NAN), row("b", "trainees", NAN, "not_applicable", NAN)])
    cells = [cell for cell in with_class(table, "heat-missing") if "heat-cell" in cell.className]
    assert [text_of(cell) for cell in cells] == ["未报", "不适用"]
    assert "没有数，写明原因" in text_of(table)


def test_metrics_stand_under_their_theme_and_lead_to_their_ranking() -> None:
    table = heat([row("a", "trainees", 1.0, "reported", 0.5), row("a", "eight_rules_persons", 1.0, "reported", NAN)])
    assert [text_of(theme) for theme in with_class(table, "heat-theme")] == ["思想引领", "清正之风"]
    links = [link.href for link in kinds(kinds(table, "Thead")[0], "Link")]
    assert links == ["/ranking?metric=trainees", "/ranking?metric=eight_rules_persons"]


def test_a_column_leads_to_its_units_sorted_forwards_backwards_and_as_they_were() -> None:
    rows = [row("a", "trainees", 1.0, "reported", 0.5), row("a", "eight_rules_persons", 1.0, "reported", NAN)]

    def marks(sort: str) -> list[tuple[str, str, str]]:
        drawn = heat(rows, sort=sort, sort_href=lambda key: f"?sort={key}")
        return [(text_of(link), link.href, link.title) for link in with_class(drawn, "heat-sort")]

    plain = ("↕", "?sort=eight_rules_persons", f"{catalogue()['eight_rules_persons'].label_zh}：按它排序")
    assert marks("") == [("↕", "?sort=trainees", "培训人次：按它排序"), plain]
    assert marks("trainees") == [("▼", "?sort=-trainees", "培训人次：最好的在前；改为最差的在前"), plain]
    assert marks("-trainees") == [("▲", "?sort=", "培训人次：最差的在前；恢复原来的次序"), plain]
    assert marks("eight_rules_persons")[1][2].endswith("最高的在前；改为最低的在前")
    headers = [
        getattr(head, "aria-sort") for head in kinds(heat(rows, sort="-trainees"), "Th") if hasattr(head, "aria-sort")
    ]
    assert headers == ["ascending", "none"]


def test_nobody_to_compare() -> None:
    assert text_of(heat([])) == "没有可以比较的单位"
