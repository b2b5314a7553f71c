from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from data.observations import Trace
from data.periods import Period
from data.places import load_places
from layouts.components.origin import draw_course, origin_drawer
from tests.layouts.components.test_items import ITEMS
from tests.layouts.seeing import catalogue, kinds, text_of, with_class

PLACES = load_places(Path(__file__).parents[3] / "data" / "places" / "demo.toml", catalogue())
CELL = Trace(
    metric="trainees",
    month=202512,
    area="qingwu-organisation",
    value=1234.0,
    state="reported",
    submission_id=7,
    file_name="组织部2025年12月月报.xlsx",
    sha256="0" * 64,
    sheet="月报",
    cell="D6",
    text="1234人次",
    received_at=datetime(2026, 1, 8, 12, 44),
    received_by="组织部",
    accepted_at=datetime(2026, 1, 9, 8, 30),
    accepted_by="区委组织部",
    current=True,
)


def draw(cells: list[Trace], **more: Any) -> Any:
    given = {"replaced": [], "items": None, **more}
    return origin_drawer(
        catalogue()["trainees"],
        "raw",
        Period.parse("2025-12"),
        PLACES["qingwu"],
        cells,
        catalogue=catalogue(),
        places=PLACES,
        close="?period=2025-12",
        **given,
    )


def test_one_cell_is_told_in_full() -> None:
    drawer = draw([CELL])
    facts = dict(zip(map(text_of, kinds(drawer, "Dt")), map(text_of, kinds(drawer, "Dd")), strict=True))
    assert facts == {
        "单位": "组织部",
        "指标": "培训人次",
        "月份": "2025年12月",
        "数值": "1,234",
        "文件": "组织部2025年12月月报.xlsx",
        "位置": "月报 › D6",
        "原文": "“1234人次”",
        "收到": "2026-01-08 12:44 组织部",
        "审核通过": "2026-01-09 08:30 区委组织部",
    }
    assert kinds(drawer, "Link")[0].href == "?period=2025-12"


def test_many_cells_are_a_table_that_says_how_many() -> None:
    drawer = draw(
        [CELL, replace(CELL, value=None, state="missing", sheet="", cell="B2", accepted_at=None, accepted_by="")]
    )
    assert "由下面 2 个单元格汇总或计算得出" in text_of(drawer)
    rows = [[text_of(cell) for cell in row.children] for row in kinds(kinds(drawer, "Tbody")[0], "Tr")]
    assert rows == [
        ["组织部", "1,234", "组织部2025年12月月报.xlsx月报 › D6", "2026-01-08 12:442026-01-09 08:30 区委组织部"],
        ["组织部", "未报", "组织部2025年12月月报.xlsxB2", "2026-01-08 12:44—"],
    ]


def test_metric_and_month_are_said_where_they_differ() -> None:
    drawer = draw([CELL, replace(CELL, metric="party_members", month=202511)])
    names = [text_of(cell) for cell in kinds(kinds(drawer, "Tbody")[0], "Th")]
    assert names == ["组织部培训人次 2025年12月", "组织部党员总数 2025年11月"]


def test_long_lists_say_that_they_are_cut() -> None:
    drawer = draw([CELL] * 130)
    assert len(kinds(kinds(drawer, "Tbody")[0], "Tr")) == 120
    assert "这里显示前 120 个" in text_of(drawer)


def test_corrected_cells_stay_in_sight() -> None:
    drawer = draw([CELL], replaced=[replace(CELL, value=12.0)])
    assert "已被更正的数" in text_of(drawer)
    assert "12" in text_of(kinds(drawer, "Tbody")[0])


def test_ledger_figures_lead_to_the_items() -> None:
    drawer = draw([], items=ITEMS)
    assert "由整改台账统计，共 2 项" in text_of(drawer)
    assert len(with_class(drawer, "matter-origin")) == 2


def test_a_figure_nobody_sent_says_so() -> None:
    assert "本期没有报来这个数" in text_of(draw([]))


def test_the_figure_leads_to_its_trend() -> None:
    periods = [Period.parse(code) for code in ("2025-10", "2025-11", "2025-12")]
    course = draw_course(catalogue()["trainees"], "raw", periods, [1000.0, None, 1234.0], "/trend?metric=trainees")
    assert text_of(course) == "2025年10月至2025年12月看走势"
    assert kinds(course, "Link")[0].href == "/trend?metric=trainees"
    assert getattr(kinds(course, "Svg")[0], "aria-label") == (
        "培训人次2025年10月至2025年12月走势：由1,000到1,234，最低1,000，最高1,234，其中1期未报"
    )
    assert text_of(draw([CELL], course=course)).startswith("这个数从哪里来")
    assert draw_course(catalogue()["trainees"], "raw", periods[:1], [1234.0], "") is None
