"""A stated whole against the sum of the units below it: only where all have answered, only where it is a sum."""

from data.definitions import Catalogue
from tests.pipelines.checking.past import strict, tell
from tests.small_district import CATALOGUE

#: Who answers for the district's meetings in June 2025: both townships and the organisation department.
MEETINGS = {("meetings", "b"): {202506: 7.0}, ("meetings", "o"): {202506: 2.0}}


def told(stated: float | None, whole: float, catalogue: Catalogue = CATALOGUE) -> list[tuple[str, str, str]]:
    """What is said of a file in which township a states its meetings, and the district all of them."""
    problems = tell(MEETINGS, {("meetings", 202506, "a"): stated}, catalogue, {("meetings", 202506, "q"): whole})
    return [(problem.rule, problem.severity, str(problem)) for problem in problems]


def test_a_whole_that_is_not_the_sum_is_asked_about() -> None:
    assert told(5, 15) == [
        (
            "sum_differs",
            "warn",
            "月报.xlsx › 月报 › D1：林溪区meetings“15”与所属 3 个单位之和 14 不等。"
            "请核对各单位的数和总数；总数另有出处的，请说明理由。",
        )
    ]
    assert told(5, 14) == []
    assert told(5, 15, strict(sum_differs="off")) == []


def test_who_says_not_applicable_has_answered() -> None:
    assert [row[0] for row in told(None, 15)] == ["sum_differs"]
    assert told(None, 9) == []


def test_nothing_is_said_while_a_unit_is_silent() -> None:
    problems = tell(
        {("meetings", "b"): {202506: 7.0}},
        {("meetings", 202506, "a"): 5},
        wholes={("meetings", 202506, "q"): 100},
    )
    assert problems == []


def test_a_township_answers_for_its_villages() -> None:
    """Signs are asked of townships and of villages: a township's figure holds its villages'."""
    signs = {("signs", area): {202506: 10.0} for area in ("b", "a1", "a2", "b1")}
    assert tell(signs, {("signs", 202506, "a"): 20}, wholes={("signs", 202506, "q"): 30}) == []


def test_the_districts_own_figure_is_no_sum() -> None:
    own = CATALOGUE["meetings"].model_copy(update={"report_area": "own"})
    metrics = tuple(own if metric.code == "meetings" else metric for metric in CATALOGUE.metrics)
    assert told(5, 3, Catalogue(themes=CATALOGUE.themes, metrics=metrics, fingerprint="own")) == []
