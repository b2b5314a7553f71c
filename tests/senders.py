"""Senders: a district under names that only they use, for some of its metrics and places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hypothesis import strategies as st

from data.definitions import Catalogue, Metric
from data.headings import Choice
from data.places import Places
from pipelines.demo.district import District
from pipelines.demo.pages import Book, open_book
from pipelines.harmonising import Names
from tests.strategies import districts

#: Characters that no name of ours holds, and no name within another.
_STRANGE = st.text("鑫淼焱垚犇骉羴猋蟲麤", min_size=4, max_size=4)


@dataclass(frozen=True)
class Sender:
    """``district`` as it is, ``own`` as the sender calls it, and what each of his names means."""

    district: District
    own: District
    names: Names
    meaning: Mapping[str, Choice]

    @property
    def book(self) -> Book:
        return open_book(self.own.catalogue, self.own.places, self.own.figures)

    def called(self, metrics: Sequence[Metric]) -> list[Metric]:
        """Metrics as the sender calls them."""
        return [self.own.catalogue[metric.code] for metric in metrics]

    def meant(self, text: str) -> Choice | None:
        """What a text means that holds one of the sender's names."""
        return next((meaning for name, meaning in self.meaning.items() if name in text), None)


@st.composite
def senders(draw: st.DrawFn, most_months: int = 3) -> Sender:
    """A district some of whose metrics, at least one, and townships go by strange names."""
    district = draw(districts(most_months))
    catalogue, places = district.catalogue, district.places
    metrics = draw(st.sets(st.sampled_from([metric.code for metric in catalogue.metrics]), min_size=1))
    townships = draw(st.sets(st.sampled_from([area.code for area in places.areas if area.tier == "township"])))
    count = len(metrics) + len(townships)
    strange = iter(draw(st.lists(_STRANGE, min_size=count, max_size=count, unique=True)))
    meaning: dict[str, Choice] = {}

    def rename(kind: Literal["metric", "place"], code: str) -> str:
        name = next(strange)
        meaning[name] = Choice(kind, code)
        return name

    called = [
        metric.model_copy(update={"label_zh": rename("metric", metric.code), "aliases": ()})
        if metric.code in metrics
        else metric
        for metric in catalogue.metrics
    ]
    areas = [
        area.model_copy(update={"name": rename("place", area.code), "aliases": ()}) if area.code in townships else area
        for area in places.areas
    ]
    own = replace(
        district,
        catalogue=Catalogue(themes=catalogue.themes, metrics=tuple(called), fingerprint="sender"),
        places=Places(areas=tuple(areas), fingerprint="sender"),
    )
    return Sender(district, own, Names(catalogue, places), meaning)
