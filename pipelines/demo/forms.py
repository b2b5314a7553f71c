"""Sheets of one unit, metrics down: the monthly form, and the table with months across."""

from collections.abc import Sequence

from data.definitions import Metric
from data.periods import Period, month_label
from pipelines.demo.hand import Hand
from pipelines.demo.pages import Book, Page

_ORDINALS = "一二三四五六七八九十"
_NOTE = "注：1.本表于次月5日前报送。2.本月没有发生的填“0”，没有这项工作的填“不适用”。"


def draw_form(book: Book, area: str, month: int, metrics: Sequence[Metric], hand: Hand) -> Page:
    """Layout A: one unit and one month; columns 序号 项目 单位 数量 备注, a line for each theme."""
    page = Page("月报")
    unit = book.places[area]
    page.span(1, 1, 1, 5, f"{book.places.root.name}基层党建工作情况月报表", "title")
    if hand.slips(6):
        page.put(2, 1, f"填报单位：{hand.area(unit)}　　　　填报期间：{month_label(month)}", "label")
    else:
        page.put(2, 1, f"填报单位：{hand.area(unit)}", "label")
        page.put(2, 4, f"{'报告期' if hand.slips(6) else '填报期间'}：{month_label(month)}", "label")
    page.put_row(3, [hand.word(name) for name in ("序号", "项目", "单位", "数量", "备注")], "header")
    row, number, sections = 4, 0, 0
    for theme in book.catalogue.themes:
        asked = [
            metric for metric in metrics if metric.theme == theme.code and (metric.code, month, area) in book.entries
        ]
        if asked and len(book.catalogue.themes) > 1:
            page.span(row, 1, row, 5, f"{_ORDINALS[sections % 10]}、{theme.label_zh}", "text")
            row, sections = row + 1, sections + 1
        for metric in asked:
            number += 1
            page.put_row(row, [number, hand.metric(metric), metric.unit])
            page.put(row, 4, hand.number(book.entries[metric.code, month, area]), "number")
            page.put(row, 5, (metric.note[:20] or None) if hand.slips(4) else None)
            row += 1
    page.span(row, 1, row, 5, _NOTE, "note")
    return page


def draw_calendar(book: Book, area: str, period: Period, metrics: Sequence[Metric], hand: Hand) -> Page:
    """Layout C: one unit and a year or part of it; metrics down, a column for each month."""
    page = Page(str(period.year))
    unit, months = book.places[area], period.months
    page.span(1, 1, 1, 3 + len(months), f"{unit.name}{period.label}基层党建工作数据", "title")
    page.put(2, 1, f"填报单位：{hand.area(unit)}", "label")
    page.put(2, 4, f"年度：{period.year}年", "label")
    page.put_row(3, [hand.word(name) for name in ("序号", "项目", "单位")], "header")
    long = hand.slips(6)
    page.put_row(3, [month_label(month) if long else f"{month % 100}月" for month in months], "header", first=4)
    row = 4
    for metric in metrics:
        if not any((metric.code, month, area) in book.entries for month in months):
            continue
        page.put_row(row, [row - 3, hand.metric(metric), metric.unit])
        for column, month in enumerate(months, start=4):
            entry = (metric.code, month, area)
            page.put(row, column, hand.number(book.entries[entry]) if entry in book.entries else None, "number")
        row += 1
    page.span(row, 1, row, 3 + len(months), "注：年内累计指标填报自1月起的累计数。", "note")
    return page
