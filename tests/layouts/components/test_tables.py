from layouts.components.columns import (
    change_column,
    figure_column,
    movement_column,
    name_column,
    rank_column,
    words_column,
)
from layouts.components.tables import Column, data_table
from tests.layouts.figures import frames
from tests.layouts.seeing import catalogue, kinds, text_of, with_class

TRAINEES = catalogue()["trainees"]


def rows_of(table: object) -> list[list[str]]:
    body = kinds(table, "Tbody")[0]
    return [[text_of(cell) for cell in row.children] for row in kinds(body, "Tr")]


def test_cells_are_the_frames_figures_in_its_order() -> None:
    frame = frames.ranking([1234.0, 0.0], [1, 2]).assign(
        movement=[2, 0, None], streak=["", "连续3次末位", ""], why=["本单位+2", "", ""]
    )
    columns = [
        rank_column(),
        name_column(href=lambda row: f"/profile?units={row['area']}"),
        figure_column(TRAINEES, trace=lambda row: f"?trace={row['area']}"),
        change_column(TRAINEES, header="环比"),
        movement_column(),
    ]
    table = data_table(frame, columns, caption="培训人次，2025年12月")
    assert rows_of(table) == [
        ["1", "A镇", "1,234", "▲增加2.5%", "▲进位2本单位+2"],
        ["2", "B镇", "0", "▲增加2.5%", "持平连续3次末位"],
        ["—", "C镇", "未报", "—", "—"],
    ]
    assert [link.href for link in kinds(table, "Link")] == [
        "/profile?units=a",
        "?trace=a",
        "/profile?units=b",
        "?trace=b",
        "/profile?units=c",
    ]


def test_headers_bear_the_unit() -> None:
    table = data_table(frames.ranking([1.0], [1]), [figure_column(TRAINEES, "rate")], caption="x")
    header = kinds(kinds(table, "Thead")[0], "Th")[0]
    assert text_of(header) == "每百名党员培训人次人次/百名党员"
    assert header.scope == "col"


def test_rows_picked_out_unreported_and_total_are_told_apart() -> None:
    frame = frames.ranking([3.0, 2.0], [1, 2])
    table = data_table(frame, [name_column()], caption="x", marked=["b"], whole="a")
    body = kinds(table, "Tbody")[0]
    assert [getattr(row, "className", "") for row in kinds(body, "Tr")] == ["row-whole", "row-marked", "row-unreported"]


def test_an_empty_frame_says_so() -> None:
    table = data_table(frames.ranking([1.0], [1]).iloc[:0], [name_column()], caption="x", empty="本期没有逾期问题")
    assert text_of(table) == "本期没有逾期问题"
    assert with_class(table, "empty-state")


def test_earlier_figures_and_words_show_a_dash_where_there_is_none() -> None:
    frame = frames.comparison().assign(note=["", "已约谈"])
    columns = [figure_column(TRAINEES, key="year_ago", header="去年同期"), words_column("note", "备注")]
    assert rows_of(data_table(frame, columns, caption="x")) == [["—", "—"], ["0", "已约谈"]]


def test_a_table_can_be_reached_and_is_named_for_the_ear() -> None:
    table = data_table(frames.comparison(), [Column("单位", lambda row: row["name"], heads=True)], caption="各单位")
    assert table.tabIndex == "0"
    assert table.to_plotly_json()["props"]["aria-label"] == "各单位"
    assert [cell.scope for cell in kinds(kinds(table, "Tbody")[0], "Th")] == ["row", "row"]
