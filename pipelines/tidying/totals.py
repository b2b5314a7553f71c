"""Total rows: checked against the rows they count, and otherwise not used."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from data.definitions import Metric
from pipelines.harmonising import Names
from pipelines.reading.grid import address
from pipelines.reading.tables import Table
from pipelines.reading.values import read_cell
from pipelines.tidying.axes import Axes
from pipelines.tidying.harvest import Harvest
from pipelines.tidying.month_rows import MonthRows, names_month, settle_months
from pipelines.tidying.senses import read_sense
from pipelines.tidying.surroundings import Surroundings


def find_sums(table: Table, axes: Axes, names: Names) -> dict[int, Sequence[int]]:
    """The rows that each row of a sum counts: 合计 and 小计, and a place that holds others of the table (青梧区)."""
    derived = {row for row in table.data_rows if any(read_sense(name) == "other" for name in table.row_paths[row])}
    sums: dict[int, Sequence[int]] = {
        row: [part for part in table.total_parts[row] if part not in derived] for row in table.total_rows
    }
    codes = {row: match.code for row, match in axes.area_rows.items() if match.code is not None}
    for row, code in codes.items():
        below = {area.code for area in names.places.below(code)}
        if parts := [other for other, inner in codes.items() if inner in below]:
            sums[row] = parts
    return sums


def check_month_totals(table: Table, found: MonthRows, metrics: Mapping[int, Metric], around: Surroundings) -> None:
    """Check the totals of several months of one year: 1-2月合计, 小计. Only what happened within months adds up.

    A total of places in one month counts others, and so may one at the end of several years.
    """
    months = settle_months(table, found, around)
    sums = {
        row: parts
        for row, parts in table.total_parts.items()
        if not names_month(table, found, row)
        and all(part in months for part in parts)
        and len({months[part] // 100 for part in parts}) == 1
    }
    flows = {index: metric for index, metric in metrics.items() if metric.basis == "flow"}
    check_totals(table, sums, flows, around.harvest)
    running = {row: parts for row, parts in sums.items() if all(months[a] < months[b] for a, b in pairwise(parts))}
    for index, metric in metrics.items():
        if metric.basis == "cumulative":
            _refuse_monthly(table, running, index, metric, around.harvest)


def _refuse_monthly(
    table: Table, running: Mapping[int, Sequence[int]], index: int, metric: Metric, harvest: Harvest
) -> None:
    """Say where a year's total so far is not the last month's figure: then the months' figures are not running on."""
    for row, parts in running.items():
        stated, last = read_cell(table.grid, row, index), read_cell(table.grid, parts[-1], index)
        if stated.number is not None and stated.number != last.number:
            harvest.fault(
                "other_sense",
                table.sheet,
                address(row, index),
                f"累计“{stated.text}”与{table.row_paths[parts[-1]][-1]}的“{last.text}”不等",
                f"，{metric.label_zh}各月应填累计数",
                "请按口径填写后重新报送",
            )


def check_totals(
    table: Table, sums: Mapping[int, Sequence[int]], metrics: Mapping[int, Metric], harvest: Harvest
) -> None:
    """Say where a sum is not that of its rows. ``metrics`` are those of the columns of figures by index.

    A sum whose rows hold something unclear, or that has none but parts (其中), is not judged.
    """
    for row, counted in sums.items():
        for index, metric in metrics.items():
            stated = read_cell(table.grid, row, index)
            parts = [read_cell(table.grid, part, index) for part in counted]
            if not counted or stated.number is None or any(part.kind == "held" for part in parts):
                continue
            total = sum(part.number or 0.0 for part in parts)
            if abs(total - stated.number) > 1e-6 * max(1.0, abs(total)):
                harvest.fault(
                    "total_mismatch",
                    table.sheet,
                    address(row, index),
                    f"合计“{stated.text}”",
                    f"与各行之和 {total:g} 不等（{metric.label_zh}）",
                    "请核对各行和合计后重新报送",
                )
