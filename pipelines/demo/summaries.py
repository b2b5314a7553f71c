"""Sheets of all units, townships down and metrics across: one header row, or two with groups."""

from collections.abc import Collection, Sequence
from itertools import groupby

from data.definitions import BASIS_ZH, Metric
from data.periods import month_label
from pipelines.demo.hand import Hand
from pipelines.demo.pages import Book, Page


def draw_summary(book: Book, areas: Sequence[str], month: int, metrics: Sequence[Metric], hand: Hand) -> Page:
    """Layout B: one month; headers carry the unit in brackets; a total row stands first or last."""
    page = Page("汇总")
    page.span(1, 1, 1, 2 + len(metrics), f"{book.places.root.name}{month_label(month)}基层党建工作情况汇总表", "title")
    page.put(2, 1, f"填报期间：{month_label(month)}", "label")
    page.put_row(3, [hand.word("序号"), hand.word("乡镇")], "header")
    page.put_row(3, [hand.metric(m, unit=True, number=n) for n, m in enumerate(metrics, start=1)], "header", first=3)
    leading = hand.slips(10)
    _fill(page, 5 if leading else 4, book, areas, month, metrics, hand)
    _total(page, 4 if leading else 4 + len(areas), book, areas, month, metrics, hand)
    return page


def draw_grouped(
    book: Book,
    areas: Sequence[str],
    month: int,
    metrics: Sequence[Metric],
    hand: Hand,
    silent: Collection[str] = (),
) -> Page:
    """Layout D: one month; a merged group over its metrics (theme, or basis within a single theme).

    The ``silent`` units' rows say 未报 or stay blank; a total row and footnotes follow.
    """
    by_theme = len({metric.theme for metric in metrics}) > 1
    grouped = sorted(metrics, key=lambda metric: _place(book, metric, by_theme))
    page = Page("专项统计")
    title = "基层党建工作" if by_theme else book.catalogue.theme(metrics[0].theme).label_zh if metrics else ""
    page.span(1, 1, 1, 2 + len(grouped), f"{book.places.root.name}{title}情况统计表", "title")
    page.put(2, 1, f"填报期间：{month_label(month)}", "label")
    page.span(3, 1, 4, 1, hand.word("序号"), "header")
    page.span(3, 2, 4, 2, hand.word("乡镇"), "header")
    column = 3
    for group, members in groupby(grouped, key=lambda metric: _group(book, metric, by_theme)):
        names = [hand.metric(metric, unit=True) for metric in members]
        page.span(3, column, 3, column + len(names) - 1, group, "header")
        page.put_row(4, names, "header", first=column)
        column += len(names)
    _fill(page, 5, book, areas, month, grouped, hand, silent)
    spoken = [area for area in areas if area not in silent]
    row = 5 + len(areas)
    _total(page, row, book, spoken, month, grouped, hand)
    page.put(row + 1, 1, "注：1.“本年累计”指自当年1月1日起至本月末的累计数。", "note")
    page.put(row + 2, 1, "　　2.没有发生的填“0”；同一人同时受党纪、政务处分的，处分人数只计一人。", "note")
    return page


def _place(book: Book, metric: Metric, by_theme: bool) -> int:
    if by_theme:
        return [theme.code for theme in book.catalogue.themes].index(metric.theme)
    return list(BASIS_ZH).index(metric.basis)


def _group(book: Book, metric: Metric, by_theme: bool) -> str:
    return book.catalogue.theme(metric.theme).label_zh if by_theme else BASIS_ZH[metric.basis]


def _fill(
    page: Page,
    first: int,
    book: Book,
    areas: Sequence[str],
    month: int,
    metrics: Sequence[Metric],
    hand: Hand,
    silent: Collection[str] = (),
) -> None:
    for index, area in enumerate(areas):
        page.put_row(first + index, [index + 1, hand.area(book.places[area])])
        # One office writes 未报 for a unit that is silent, and leaves the next one blank.
        says = None if sum(other in silent for other in areas[:index]) % 2 else "未报"
        for column, metric in enumerate(metrics, start=3):
            entry = (metric.code, month, area)
            value = says if area in silent else hand.number(book.entries[entry]) if entry in book.entries else None
            page.put(first + index, column, value, "number")


def _total(
    page: Page, row: int, book: Book, areas: Sequence[str], month: int, metrics: Sequence[Metric], hand: Hand
) -> None:
    page.span(row, 1, row, 2, hand.word("合计"), "text")
    for column, metric in enumerate(metrics, start=3):
        values = [book.entries.get((metric.code, month, area)) for area in areas]
        total = round(sum(value for value in values if value is not None), metric.decimals)
        page.put(row, column, int(total) if metric.whole else total, "number")
