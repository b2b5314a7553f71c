import pandas as pd

from layouts.components.marks import change_mark, chip, download_link, figure_mark, movement_mark, rank_mark
from tests.layouts.seeing import kinds, text_of, with_class

NAN = float("nan")


def test_a_figure_leads_to_its_origin() -> None:
    mark = figure_mark(1234.0, "reported", href="?trace=trainees~202512~a")
    assert text_of(mark) == "1,234"
    assert kinds(mark, "Link")[0].href == "?trace=trainees~202512~a"


def test_zero_is_a_figure_and_nothing_is_a_word() -> None:
    assert figure_mark(0.0, "reported") == "0"
    assert text_of(figure_mark(NAN, "missing", href="?x")) == "未报"
    assert kinds(figure_mark(NAN, "missing", href="?x"), "Link") == []
    assert text_of(figure_mark(pd.NA, "not_applicable")) == "不适用"
    assert text_of(figure_mark(NAN, "withheld")) == "不公布"
    assert text_of(figure_mark(NAN, "missing", months=(2, 3))) == "未报齐（2/3个月）"


def test_a_change_has_arrow_word_and_per_cent() -> None:
    mark = change_mark(12.0, 3.44, "higher", kind="环比")
    assert text_of(mark) == "环比▲增加3.4%"
    assert mark.title == "环比 +12（+3.4%）"
    assert "change-better" in mark.className


def test_better_and_worse_follow_the_polarity() -> None:
    assert with_class(change_mark(-3.0, -1.0, "lower"), "change-better")
    assert with_class(change_mark(3.0, 1.0, "lower"), "change-worse")
    assert with_class(change_mark(-3.0, -1.0, "higher"), "change-worse")


def test_without_judgement_no_change_is_better_or_worse() -> None:
    for polarity in ("no_judgement", "none"):
        for amount in (5.0, -5.0):
            mark = change_mark(amount, amount, polarity)  # type: ignore[arg-type]
            assert "change-plain" in mark.className


def test_changes_that_are_none() -> None:
    assert text_of(change_mark(NAN, NAN, "higher", kind="同比")) == "同比—"
    assert text_of(change_mark(0.0, 0.0, "higher")) == "持平"
    # From nothing there is no per cent, but there is an amount.
    assert text_of(change_mark(4.0, NAN, "higher")) == "▲增加4"


def test_shares_change_by_percentage_points() -> None:
    assert text_of(change_mark(-1.25, -2.0, "higher", decimals=1, points=True)) == "▼减少1.2个百分点"


def test_movements_are_words_with_arrows() -> None:
    assert text_of(movement_mark(2)) == "▲进位2"
    assert text_of(movement_mark(-1)) == "▼退位1"
    assert text_of(movement_mark(0)) == "持平"
    assert text_of(movement_mark(pd.NA)) == "—"


def test_ranks_respect_ties_and_absence() -> None:
    assert text_of(rank_mark(2, True)) == "并列2"
    assert text_of(rank_mark(3)) == "3"
    assert text_of(rank_mark(pd.NA)) == "—"


def test_chips_and_links() -> None:
    assert chip("单位：人次").className == "chip"
    assert chip("述职报告第3项", marked=True).className == "chip chip-mark"
    assert download_link("/download/ranking.csv?period=2025-12").href == "/download/ranking.csv?period=2025-12"
