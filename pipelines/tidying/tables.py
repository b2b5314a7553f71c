"""From a workbook to what it states: each table's layout is recognised by what its columns and rows name."""

from collections.abc import Callable, Sequence
from functools import partial

from pipelines.harmonising import Names
from pipelines.ledgers import is_ledger, read_ledger_table
from pipelines.mapping import TableMapping, apply_mapping
from pipelines.reading.grid import address
from pipelines.reading.header_rows import is_figure
from pipelines.reading.tables import Table
from pipelines.tidying.axes import FIGURE_HEADERS, Axes, Heading, find_axes, named_area
from pipelines.tidying.cards import find_pairs, read_cards
from pipelines.tidying.complaints import holds_figures, say_hidden, say_unread
from pipelines.tidying.doubts import refuse_doubtful
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.headings import NOTHING_TOLD
from pipelines.tidying.layouts import read_areas_down, read_metrics_down, read_one_place
from pipelines.tidying.surroundings import Surroundings, find_owner
from pipelines.tidying.totals import check_month_totals, check_totals, find_sums

LEDGER = "整改台账"
CARDS = "卡片，名称和数成对横排"
ONE_ROW = "一单位一行、指标横排"


def tidy(
    tables: Sequence[Table],
    names: Names,
    harvest: Harvest,
    month: int | None = None,
    find_mapping: Callable[[Table], TableMapping | None] = lambda table: None,
) -> None:
    """Everything that a workbook's tables state. ``month`` is what the sender said where the file does not say,
    ``find_mapping`` what a person has told of a table.

    A workbook without any table of ours is itself a problem, and so is a form that nobody filled in.
    """
    for table in tables:
        _read_table(table, names, harvest, month, find_mapping(table))
    blocked = any(problem.severity == "block" for problem in harvest.problems)
    if not harvest.layouts and not blocked:
        harvest.fault(
            "nothing_found",
            "",
            "",
            "没有找到报表",
            "，应有指标名称、单位和期间",
            "请使用下发的表样填写，或确认表上各栏对应什么",
        )
    elif not blocked and _says_nothing(harvest):
        remedy = "没有发生填 0，没有这项工作填“不适用”，填好后重新报送"
        harvest.fault("nothing_filled", "", "", "表里一个数也没有填", "，应逐项填写", remedy)


def _says_nothing(harvest: Harvest) -> bool:
    """Whether nothing was filled in. An empty ledger does say something: that nothing is open."""
    return not (harvest.observations or harvest.wholes or harvest.items or LEDGER in harvest.layouts)


def _read_table(table: Table, names: Names, harvest: Harvest, month: int | None, mapping: TableMapping | None) -> None:
    told, metric = NOTHING_TOLD, ""
    if mapping is not None:
        applied = apply_mapping(table, mapping, names, harvest)
        if applied is None:
            return
        told, names, metric = applied.told, applied.names, mapping.metric
    if is_ledger(table):
        harvest.layouts.append(LEDGER)
        say_hidden(table, harvest)
        read_ledger_table(table, names, harvest)
        return
    around = Surroundings(table, names, harvest, month, metric)
    if mapping is None and (pairs := find_pairs(table, names)):
        harvest.layouts.append(CARDS)
        say_hidden(table, harvest)
        read_cards(table, pairs, around)
        return
    axes = find_axes(table, names, told, partial(find_owner, table, names, harvest.file))
    layout = _recognise(table, axes)
    # Who says which columns to read, or which hold the places, has answered what else is doubted.
    explained = bool(told.areas) or (mapping is not None and mapping.rest == "aside")
    if not layout:
        # A sheet that explains the metrics names them too, but it states nothing.
        read = [heading.column for heading in axes.headings]
        if any(holds_figures(table, column) for column in (*read, *axes.other, *axes.unknown, *axes.unnamed)):
            if layout is None:
                _refuse_table(table, axes, harvest)
            else:
                say_unread(table, names, harvest)
        return
    if not explained and refuse_doubtful(table, axes, around):
        return
    harvest.layouts.append(layout)
    say_hidden(table, harvest)
    if layout.startswith("乡镇竖排"):
        read_areas_down(table, axes, around)
    elif layout == ONE_ROW or layout.startswith("各月竖排"):
        read_one_place(table, axes, around)
    else:
        read_metrics_down(table, axes, around)
        return
    figures = {
        heading.column.index: counted
        for heading in axes.headings
        if (counted := names.catalogue[heading.match.code] if heading.match.code else around.metric) is not None
    }
    if axes.month_rows is None:
        check_totals(table, find_sums(table, axes, names), figures, harvest)
    else:
        check_month_totals(table, axes.month_rows, figures, around)


def _recognise(table: Table, axes: Axes) -> str | None:
    """The layout's name; "" for a table that holds nothing of ours, ``None`` for one that cannot be told."""
    down, across, areas = len(axes.metric_rows), axes.metrics_across, len(axes.area_rows)
    if not (down or across or areas or (axes.month_rows and axes.areas_across)):
        return None if any(map(_awaits_figures, axes.headings)) else ""
    if axes.area_column is not None and across and areas >= down:
        return "乡镇竖排、指标横排"
    if areas and not down and axes.months_across:
        return "乡镇竖排、各月横排"
    if axes.month_rows is not None and not down and not areas:
        return "各月竖排、指标横排" if across else "各月竖排、乡镇横排" if axes.areas_across else ""
    if across and not down and not areas and len(table.data_rows) == 1 and not _names_anything(table, axes):
        return ONE_ROW
    # A column 牵头单位 says who answers for a metric; a column 单位名称 says whose the figure is.
    if not down or across or (areas and axes.area_column is not None and named_area(axes.area_column)):
        return None
    if axes.months_across:
        return "指标竖排、各月横排"
    if axes.areas_across:
        return "指标竖排、乡镇横排"
    senses = [heading.sense for heading in axes.headings]
    # Two columns of figures are told apart by what they say: 本月 and 本年累计.
    return "一单位一表、指标竖排" if senses and len(set(senses)) == len(senses) else None


def _awaits_figures(heading: Heading) -> bool:
    """Whether a column's header is one of our forms', though nothing of its table is known."""
    leaf = "".join("".join(heading.column.names[-1:]).split())
    return bool(heading.month or heading.area or heading.sense) or leaf in FIGURE_HEADERS


def _names_anything(table: Table, axes: Axes) -> bool:
    """Whether the only row holds words beside its figures, which may say whose they are."""
    figures = {heading.column.index for heading in axes.headings}
    told = [table.grid.shown(table.data_rows[0], c.index) for c in axes.unknown if c.index not in figures]
    return any(isinstance(raw, str) and not is_figure(raw) for raw in told)


def _refuse_table(table: Table, axes: Axes, harvest: Harvest) -> None:
    seen = [
        f"{axes.metrics_across} 列指标" if axes.metrics_across else "",
        f"{len(axes.metric_rows)} 行指标" if axes.metric_rows else "",
        f"{len(axes.area_rows)} 行单位" if axes.area_rows else "",
        f"{len(axes.headings) - axes.metrics_across} 列数量" if len(axes.headings) > axes.metrics_across else "",
    ]
    harvest.fault(
        "unclear_layout",
        table.sheet,
        address(table.header_rows[0], 1) if table.header_rows else "",
        f"认出 {'、'.join(filter(None, seen))}",
        "，看不出数与指标、单位、月份怎样对应",
        "请使用下发的表样填写，或确认表上各栏对应什么",
    )
