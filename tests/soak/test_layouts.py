"""A district written in random layouts is read back exactly or refused: no figure is silently wrong."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.demo.district import District
from pipelines.demo.pages import Page, make_csv, make_xlsx
from pipelines.gathering import read_content
from pipelines.harmonising import Names
from pipelines.tidying.harvest import Harvest
from tests.soak import CASES, SAME_CASES
from tests.soak.crosses import Cross, crosses
from tests.soak.layouts import PLAIN, Layout, lay_out, layouts
from tests.soak.text_files import make_text
from tests.strategies import districts
from tests.xls_files import make_xls

FILES: dict[str, tuple[str, Callable[[Page], bytes]]] = {
    "xlsx": (".xlsx", lambda page: make_xlsx([page])),
    "xls": (".xls", make_xls),
    "gb18030": (".csv", lambda page: make_csv(page, "gb18030")),
    "utf-8 with its mark": (".csv", lambda page: make_csv(page, "utf-8-sig")),
    "utf-8": (".csv", lambda page: make_text(page, "utf-8")),
    "utf-16": (".csv", lambda page: make_text(page, "utf-16")),
    "tabs": (".tsv", lambda page: make_text(page, "gb18030", "\t")),
}
ROUNDS = settings(derandomize=SAME_CASES, max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))


def read(district: District, page: Page, kind: str) -> Harvest:
    ending, write = FILES[kind]
    return read_content(write(page), f"报表{ending}", Names(district.catalogue, district.places))


def blocking(harvest: Harvest) -> list[str]:
    return [str(problem) for problem in harvest.problems if problem.severity == "block"]


def stated(harvest: Harvest) -> dict[tuple[str, int, str], float | None]:
    return {key: observation.value for key, observation in harvest.observations.items()}


@st.composite
def written(draw: st.DrawFn) -> tuple[District, Cross]:
    """A district and one way of looking at it that states something."""
    district = draw(districts(3))
    return district, draw(crosses(district))


@ROUNDS
@given(written(), layouts, st.sampled_from(sorted(FILES)))
def test_a_sheet_is_read_exactly_or_refused(given: tuple[District, Cross], layout: Layout, kind: str) -> None:
    district, cross = given
    harvest = read(district, lay_out(cross, layout), kind)
    assert blocking(harvest) or stated(harvest) == cross.entries


@ROUNDS
@given(written(), st.sampled_from(("xlsx", "xls")))
def test_a_plain_sheet_is_read_exactly(given: tuple[District, Cross], kind: str) -> None:
    district, cross = given
    harvest = read(district, lay_out(cross, PLAIN), kind)
    assert (blocking(harvest), stated(harvest)) == ([], cross.entries)


@ROUNDS
@given(st.data(), layouts, layouts, st.integers(0, 2), st.sampled_from(sorted(FILES)))
def test_two_tables_on_a_sheet_are_read_exactly_or_refused(
    data: st.DataObject, first: Layout, second: Layout, gap: int, kind: str
) -> None:
    district = data.draw(districts(3))
    above, below = data.draw(crosses(district)), data.draw(crosses(district))
    page = lay_out(above, first)
    page = lay_out(below, second, page, page.rows + gap)
    harvest = read(district, page, kind)
    assert blocking(harvest) or stated(harvest) == {**above.entries, **below.entries}
