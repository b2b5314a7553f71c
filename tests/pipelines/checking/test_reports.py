"""What a unit reports of a month as a whole: copied from the month before, nothing but zeros, or with gaps."""

from data.checks import FigureChecks
from data.definitions import Catalogue, Metric
from data.problems import Problem
from tests.pipelines.checking.past import Series, run, strict, tell
from tests.small_district import CATALOGUE

#: Four flows and a running total that a township reports, beside the small district's own.
FLOWS = tuple(
    CATALOGUE["meetings"].model_copy(update={"code": code, "label_zh": code}) for code in ("talks", "lessons", "trips")
)


def of(problems: list[Problem], *rules: str) -> list[tuple[str, str, str]]:
    return [(problem.rule, problem.severity, str(problem)) for problem in problems if problem.rule in rules]


def wide(more: tuple[Metric, ...] = FLOWS, **checks: object) -> Catalogue:
    plain = strict(**checks)
    return Catalogue(themes=plain.themes, metrics=plain.metrics + more, fingerprint="wide", checks=plain.checks)


def month(at: int, **values: float | None) -> dict[tuple[str, int, str], float | None]:
    return {(metric, at, "a"): value for metric, value in values.items()}


def known(at: int, **values: float) -> dict[tuple[str, str], Series]:
    return {(metric, "a"): {at: value} for metric, value in values.items()}


def test_a_report_like_last_months_is_said_to_be_copied() -> None:
    figures = {"members": 880.0, "meetings": 12.0, "talks": 31.0, "lessons": 7.0, "trips": 4.0, "signs": 212.0}
    problems = tell(known(202505, **figures), month(202506, **figures), wide())
    assert of(problems, "month_copied") == [
        (
            "month_copied",
            "warn",
            "月报.xlsx › 月报 › C2：青石镇2025年6月的 5 个发生数与2025年5月的完全相同，像是照抄上月。"
            "请核对后重新报送；确实相同的，请说明理由。",
        )
    ]
    assert of(tell(known(202505, **figures), month(202506, **figures), wide(month_copied="off")), "month_copied") == []


def test_one_figure_that_differs_is_no_copy() -> None:
    figures = {"meetings": 12.0, "talks": 31.0, "lessons": 7.0, "trips": 4.0, "signs": 212.0}
    problems = tell(known(202505, **figures), month(202506, **{**figures, "trips": 5.0}), wide())
    assert of(problems, "month_copied") == []


def test_few_and_small_figures_are_the_same_by_chance() -> None:
    figures = {"meetings": 1.0, "talks": 2.0, "lessons": 0.0, "trips": 1.0, "signs": 3.0}
    assert of(tell(known(202505, **figures), month(202506, **figures), wide()), "month_copied") == []


def test_figures_that_never_change_are_no_copy() -> None:
    """Twelve meetings a month, by plan: that they stand still says nothing."""
    codes = ("meetings", "talks", "lessons", "trips", "signs")
    past: dict[tuple[str, str], Series] = {(code, "a"): run(202401, [12.0] * 17) for code in codes}
    assert of(tell(past, month(202506, **dict.fromkeys(codes, 12.0)), wide()), "month_copied") == []


def test_a_running_total_that_stands_still_speaks_only_by_its_past() -> None:
    totals = tuple(CATALOGUE["cases"].model_copy(update={"code": f"c{n}", "label_zh": f"c{n}"}) for n in range(8))
    still = month(202412, **{metric.code: 110.0 for metric in totals})
    assert (
        of(tell(known(202411, **{metric.code: 110.0 for metric in totals}), still, wide(totals)), "month_copied") == []
    )
    rising = run(202401, [10.0 * step for step in range(1, 12)])
    past: dict[tuple[str, str], Series] = {(metric.code, "a"): rising for metric in totals}
    assert [row[0] for row in of(tell(past, still, wide(totals)), "month_copied")] == ["month_copied"]


def test_a_report_of_zeros_is_to_be_confirmed() -> None:
    zeros: dict[str, float | None] = {"meetings": 0, "cases": 0, "signs": 0}
    assert of(tell({}, month(202506, **zeros)), "zero_report") == [
        (
            "zero_report",
            "warn",
            "月报.xlsx › 月报 › C1：青石镇2025年6月的 3 个发生数全部为 0。"
            "漏填的请补填后重新报送；确属零报告的，请说明理由。",
        )
    ]
    assert [row[1] for row in of(tell({}, month(202506, **zeros), strict(zero_report="block")), "zero_report")] == [
        "block"
    ]


def test_zeros_are_nothing_new_for_a_unit_that_had_such_a_month() -> None:
    zeros: dict[str, float | None] = {"meetings": 0, "cases": 0, "signs": 0}
    busy = {("meetings", "a"): {202503: 4.0}, ("cases", "a"): {202503: 0.0}, ("signs", "a"): {202503: 0.0}}
    quiet = {("meetings", "a"): {202503: 0.0}, ("cases", "a"): {202503: 0.0}, ("signs", "a"): {202503: 0.0}}
    assert len(of(tell(busy, month(202506, **zeros)), "zero_report")) == 1
    assert of(tell(quiet, month(202506, **zeros)), "zero_report") == []


def test_a_correction_or_a_figure_above_zero_is_no_zero_report() -> None:
    assert of(tell({}, month(202506, meetings=0)), "zero_report") == []
    assert of(tell({}, month(202506, meetings=0, cases=0, signs=1)), "zero_report") == []


def test_a_few_zeros_of_many_figures_are_no_report() -> None:
    assert of(tell({}, month(202506, meetings=0, cases=0)), "zero_report") == []
    seven = wide((*FLOWS, FLOWS[0].model_copy(update={"code": "walks", "label_zh": "walks"})))
    assert of(tell({}, month(202506, meetings=0, cases=0, signs=0), seven), "zero_report") == []
    assert len(of(tell({}, month(202506, meetings=0, cases=0, signs=0, talks=0), seven), "zero_report")) == 1


def test_what_a_theme_leaves_out_is_named_unless_another_file_brought_it() -> None:
    stated = month(202506, members=880, meetings=3, cases=1)
    assert of(tell({}, stated), "metric_absent") == [
        (
            "metric_absent",
            "warn",
            "月报.xlsx：有 1 个数没有填：青石镇2025年6月signs。没有发生填 0，没有这项工作填“不适用”。",
        )
    ]
    assert of(tell({("signs", "a"): {202506: 4.0}}, stated), "metric_absent") == []
    assert [row[1] for row in of(tell({}, stated, strict(metric_absent="block")), "metric_absent")] == ["block"]


def test_a_theme_that_is_hardly_begun_is_left_to_another_file() -> None:
    assert of(tell({}, month(202506, members=880)), "metric_absent") == []


def test_a_metric_may_be_left_out_where_it_says_so() -> None:
    declared = CATALOGUE["signs"].model_copy(update={"checks": FigureChecks(metric_absent="off")})
    metrics = tuple(declared if metric.code == "signs" else metric for metric in CATALOGUE.metrics)
    catalogue = Catalogue(themes=CATALOGUE.themes, metrics=metrics, fingerprint="lenient")
    assert of(tell({}, month(202506, members=880, meetings=3, cases=1), catalogue), "metric_absent") == []
