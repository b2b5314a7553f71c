"""Whatever headings a sender uses, the right mapping reads them back exactly, and a stale one is never used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.definitions import Metric
from data.headings import Choice
from data.periods import Period
from data.places import Places
from pipelines.demo.district import District
from pipelines.demo.forms import draw_calendar, draw_form
from pipelines.demo.hand import Hand
from pipelines.demo.pages import Book, Entries, Page, make_xlsx, open_book
from pipelines.demo.summaries import draw_grouped, draw_summary
from pipelines.gathering import read_content
from pipelines.harmonising import Names
from pipelines.hints import Hints
from pipelines.mapping import TableMapping
from pipelines.proposals import propose, settle
from tests.pipelines.test_round_trip import asked_of, hands, units, within
from tests.strategies import districts

#: Characters that no name of ours holds, and no name within another.
STRANGE = st.text("鑫淼焱垚犇骉羴猋蟲麤", min_size=4, max_size=4)
#: Hands that write the same headers every month.
plain_hands = st.builds(lambda seed: Hand(np.random.default_rng(seed), 1.0), st.integers(0, 2**31))
ROUNDS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Sender:
    """A district as a sender writes it: some metrics and places under names that only he uses."""

    district: District
    names: Names
    metrics: tuple[Metric, ...]
    places: Places
    meaning: Mapping[str, Choice]

    @property
    def book(self) -> Book:
        return open_book(self.district.catalogue, self.places, self.district.figures)

    def called(self, metrics: Sequence[Metric]) -> list[Metric]:
        """Metrics as the sender calls them."""
        own = {metric.code: metric for metric in self.metrics}
        return [own[metric.code] for metric in metrics]


@st.composite
def senders(draw: st.DrawFn, most_months: int = 3) -> Sender:
    district = draw(districts(most_months))
    codes = [metric.code for metric in district.catalogue.metrics]
    townships = units(district, "township")
    renamed = draw(st.sets(st.sampled_from(codes), min_size=1))
    moved = draw(st.sets(st.sampled_from(townships)))
    strange = iter(draw(st.lists(STRANGE, min_size=len(renamed | moved), max_size=len(renamed | moved), unique=True)))
    meaning: dict[str, Choice] = {}

    def rename(kind: str, code: str) -> str:
        name = next(strange)
        meaning[name] = Choice(kind, code)  # type: ignore[arg-type]
        return name

    metrics = tuple(
        metric.model_copy(update={"label_zh": rename("metric", metric.code), "aliases": ()})
        if metric.code in renamed
        else metric
        for metric in district.catalogue.metrics
    )
    areas = tuple(
        area.model_copy(update={"name": rename("place", area.code), "aliases": ()}) if area.code in moved else area
        for area in district.places.areas
    )
    places = Places(areas=areas, fingerprint="sender")
    return Sender(district, Names(district.catalogue, district.places), metrics, places, meaning)


def confirm(sender: Sender, content: bytes) -> dict[tuple[str, str], TableMapping]:
    """What a person who knows the sender's names confirms on the preview: every heading that is asked about."""
    kept = {}
    for table in propose(content, "报表.xlsx", sender.names).tables:
        choices = {}
        for entry in table.entries:
            own = next((meant for name, meant in sender.meaning.items() if name in entry.text), None)
            if own is not None:
                assert entry.open
                choices[entry.axis, entry.index] = own
            else:
                assert not entry.open
        mapping = settle(table, choices)
        if mapping is not None:
            kept[table.sender, table.signature] = mapping
    return kept


def entries(sender: Sender, content: bytes, kept: dict[tuple[str, str], TableMapping]) -> Entries:
    harvest = read_content(content, "报表.xlsx", sender.names, Hints(kept=kept))
    assert [str(problem) for problem in harvest.problems] == []
    return {key: observation.value for key, observation in harvest.observations.items()}


def reads_back(sender: Sender, page: Page, expected: Entries) -> dict[tuple[str, str], TableMapping]:
    content = make_xlsx([page])
    kept = confirm(sender, content)
    assert entries(sender, content, kept) == expected
    return kept


Drawing = Callable[[Book, Sequence[str], int, Sequence[Metric], Hand], Page]


@ROUNDS
@given(senders(), plain_hands, st.sampled_from((draw_summary, draw_grouped)))
def test_places_down_and_metrics_across(sender: Sender, hand: Hand, draw: Drawing) -> None:
    district, months = sender.district, sender.district.months
    areas = units(district, "township")
    metrics = asked_of(district, areas)
    if not metrics:
        return
    page = draw(sender.book, areas, months[0], sender.called(metrics), hand)
    kept = reads_back(sender, page, within(sender.book, areas, [months[0]], metrics))
    # The next month is the same layout: nobody is asked again.
    later = draw(sender.book, areas, months[-1], sender.called(metrics), hand)
    assert entries(sender, make_xlsx([later]), kept) == within(sender.book, areas, [months[-1]], metrics)


@ROUNDS
@given(senders(14), hands, st.booleans())
def test_metrics_down(sender: Sender, hand: Hand, across: bool) -> None:
    district, month = sender.district, sender.district.months[-1]
    area = units(district, "township")[0]
    metrics = asked_of(district, [area])
    if not metrics:
        return
    period = Period.of_month(month, "year" if across else "month")
    called = sender.called(metrics)
    page = (
        draw_calendar(sender.book, area, period, called, hand)
        if across
        else draw_form(sender.book, area, month, called, hand)
    )
    reads_back(sender, page, within(sender.book, [area], period.months, metrics))


@ROUNDS
@given(senders(), plain_hands, st.data())
def test_a_stale_mapping_is_never_used_in_silence(sender: Sender, hand: Hand, data: st.DataObject) -> None:
    """Headers exchanged or renamed: what is read is what the sheet says, or it is refused."""
    district, month = sender.district, sender.district.months[-1]
    areas = units(district, "township")
    metrics = asked_of(district, areas)
    if not metrics:
        return
    kept = confirm(sender, make_xlsx([draw_summary(sender.book, areas, month, sender.called(metrics), hand)]))
    called = data.draw(st.permutations(sender.called(metrics)))
    again = data.draw(st.lists(STRANGE, min_size=len(called), max_size=len(called), unique=True))
    changed = data.draw(st.sets(st.sampled_from([metric.code for metric in called])))
    called = [
        metric.model_copy(update={"label_zh": name}) if metric.code in changed else metric
        for metric, name in zip(called, again, strict=True)
    ]
    content = make_xlsx([draw_summary(sender.book, areas, month, called, hand)])
    harvest = read_content(content, "报表.xlsx", sender.names, Hints(kept=kept))
    truth = within(sender.book, areas, [month], metrics)
    read = {key: observation.value for key, observation in harvest.observations.items()}
    blocked = any(problem.severity == "block" for problem in harvest.problems)
    assert blocked or read == truth
    assert all(truth.get(key) == value for key, value in read.items())
