"""Whatever headings a sender uses, the right mapping reads them back exactly, and a stale one is never used."""

from collections.abc import Callable, Sequence

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.definitions import Metric
from data.periods import Period
from pipelines.demo.forms import draw_calendar, draw_form
from pipelines.demo.hand import Hand
from pipelines.demo.pages import Book, Entries, Page, make_xlsx
from pipelines.demo.summaries import draw_grouped, draw_summary
from pipelines.gathering import read_content
from pipelines.hints import Hints
from pipelines.mapping import TableMapping
from pipelines.proposals import propose, settle
from tests.pipelines.test_round_trip import asked_of, hands, units, within
from tests.senders import Sender, senders

#: Hands that write the same headers every month.
plain_hands = st.builds(lambda seed: Hand(np.random.default_rng(seed), 1.0), st.integers(0, 2**31))
ROUNDS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def confirm(sender: Sender, content: bytes) -> dict[tuple[str, str], TableMapping]:
    """What a person who knows the sender's names confirms on the preview: every heading that is asked about."""
    kept = {}
    for table in propose(content, "报表.xlsx", sender.names).tables:
        choices = {}
        for entry in table.entries:
            meant = sender.meant(entry.text)
            assert entry.open == (meant is not None)
            if meant is not None:
                choices[entry.axis, entry.index] = meant
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
    again = [f"改名{place}之后" for place in range(len(called))]
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
