"""Small frames as the pipelines hand them to figures."""

import pandas as pd

from data.periods import Period

NAN = float("nan")


def label(frame: pd.DataFrame) -> pd.DataFrame:
    """With the periods' names beside their codes."""
    return frame.assign(label=[Period.parse(code).label for code in frame["period"]])


def ranking(values: list[float], ranks: list[int | None], missing: int = 1) -> pd.DataFrame:
    """Units A, B, …, then ``missing`` that did not report."""
    names = [chr(65 + index) for index in range(len(values) + missing)]
    return pd.DataFrame(
        {
            "area": [name.lower() for name in names],
            "name": [f"{name}镇" for name in names],
            "value": [*values, *[NAN] * missing],
            "state": ["reported"] * len(values) + ["missing"] * missing,
            "rank": pd.array([*ranks, *[None] * missing], dtype="Int64"),
            "tied": [ranks.count(rank) > 1 if rank else False for rank in ranks] + [False] * missing,
            "change": [1.5] * len(values) + [NAN] * missing,
            "change_pct": [2.5] * len(values) + [NAN] * missing,
        }
    )


def chance(values: list[float], places: list[int], ranks: list[int | None]) -> pd.DataFrame:
    """A ranking of shares with what chance does to it; the units have 10, 20, 30 … to be shared."""
    frame = ranking(values, ranks)
    return frame.assign(
        lower=[value - 2 for value in values] + [NAN],
        upper=[value + 4 for value in values] + [NAN],
        best_rank=pd.array([1] * len(values) + [None], dtype="Int64"),
        worst_rank=pd.array([2] * len(values) + [None], dtype="Int64"),
        place=pd.array([*places, None], dtype="Int64"),
        denominator=[10.0 * (at + 1) for at in range(len(values))] + [NAN],
    )


def limits() -> pd.DataFrame:
    """Funnel limits at two sizes."""
    return pd.DataFrame(
        {
            "denominator": [10.0, 40.0],
            "lower_95": [2.0, 4.0],
            "upper_95": [20.0, 12.0],
            "lower_998": [0.0, 2.0],
            "upper_998": [30.0, 18.0],
        }
    )


def trend() -> pd.DataFrame:
    """The district over three months, and one unit that missed the second."""
    rows = [
        ("q", "青梧区", "2025-10", 10.0, "reported", 16, 16),
        ("q", "青梧区", "2025-11", 11.0, "reported", 16, 16),
        ("q", "青梧区", "2025-12", 12.0, "reported", 14, 16),
        ("a", "城关镇", "2025-10", 20.0, "reported", 1, 1),
        ("a", "城关镇", "2025-11", NAN, "missing", 0, 1),
        ("a", "城关镇", "2025-12", 22.0, "reported", 1, 1),
    ]
    frame = pd.DataFrame(rows, columns=["area", "name", "period", "value", "state", "covered", "expected"])
    frame = frame.assign(begun=False)
    return label(frame)


def control() -> pd.DataFrame:
    """One unit over four months: it begins anew in the third, and the fourth is not all in."""
    return label(
        pd.DataFrame(
            {
                "period": ["2025-09", "2025-10", "2025-11", "2025-12"],
                "value": [10.0, 15.0, 16.0, 3.0],
                "state": ["reported"] * 4,
                "begun": [False] * 4,
                "partial": [False, False, False, True],
                "mean": [10.0, 10.0, 14.0, 14.0],
                "lower": [6.0, 6.0, NAN, NAN],
                "upper": [14.0, 14.0, 22.0, 22.0],
                "side": [0, 1, 1, -1],
                "signal": ["", "连续7个月高于均值", "连续7个月高于均值", "低于控制下限"],
                "rebased": ["", "", "两村合并", ""],
                "year_ago": [NAN, 8.0, 9.0, 9.5],
            }
        )
    )


def band() -> pd.DataFrame:
    return label(
        pd.DataFrame(
            {
                "period": ["2025-10", "2025-11", "2025-12"],
                "lower": [8.0, NAN, 9.0],
                "middle": [10.0, NAN, 11.0],
                "upper": [13.0, NAN, 15.0],
            }
        )
    )


def comparison() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area": ["a", "b"],
            "name": ["城关镇", "青石镇"],
            "value": [120.0, NAN],
            "state": ["reported", "missing"],
            "previous": [100.0, 80.0],
            "previous_state": ["reported", "reported"],
            "year_ago": [NAN, 0.0],
            "year_ago_state": ["not_applicable", "reported"],
        }
    )


def multiples() -> pd.DataFrame:
    rows = [
        ("a", "城关镇", "2025-11", 5.0, "reported", 4.0),
        ("a", "城关镇", "2025-12", NAN, "missing", 4.5),
        ("b", "青石镇", "2025-11", 3.0, "reported", 4.0),
        ("b", "青石镇", "2025-12", 6.0, "reported", 4.5),
    ]
    return label(pd.DataFrame(rows, columns=["area", "name", "period", "value", "state", "middle"]))


def sources() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source": ["书记点评", "自查自纠", "防风险守底线"],
            "found": [36, 4, 0],
            "done": [30, 4, 0],
            "open": [5, 0, 0],
            "overdue": [1, 0, 0],
            "rate": [83.333, 100.0, NAN],
        }
    )


def ages() -> pd.DataFrame:
    return pd.DataFrame(
        {"label": ["30天以内", "31—90天", "一年以上"], "found": [4, 30, 0], "open": [4, 29, 0], "overdue": [0, 1, 0]}
    )


def flow() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": [202510, 202511, 202512],
            "label": ["2025年10月", "2025年11月", "2025年12月"],
            "found": [0, 9, 12],
            "done": [0, 7, 1200],
            "closed": [0, 0, 3],
            "standing": [38, 40, 51],
            "overdue": [2, 2, 0],
        }
    )


def standings(count: int = 3) -> pd.DataFrame:
    """A score's units, the second of them vetoed, the last in a group of its own."""
    return pd.DataFrame(
        {
            "group": ["甲组"] * (count - 1) + ["乙组"],
            "area": [f"u{n}" for n in range(count)],
            "name": [f"{n}镇" for n in range(count)],
            "score": [90.0 - n for n in range(count)],
            "rank": pd.array([*range(1, count), 1], dtype="Int64"),
            "best": pd.array([*range(1, count), 1], dtype="Int64"),
            "worst": pd.array([2, *range(2, count), 1], dtype="Int64"),
            "veto": ["", "逾期"] + [""] * (count - 2),
        }
    )
