"""Accepting several submissions one after another: what may not be accepted does not hold up the others."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from data.problems import Problem, Refusal
from data.store import Store, UnknownSubmission


class Acceptance(NamedTuple):
    """What became of one submission: how many figures it changed, or the ``problems`` for which it was not accepted."""

    number: int
    changed: int
    problems: tuple[Problem, ...]


def accept_each(store: Store, numbers: Iterable[int], by: str, at: datetime) -> Iterator[Acceptance]:
    """Accept submissions by their numbers, each in a transaction of its own."""
    for number in numbers:
        try:
            store.accept(number, by, at)
        except Refusal as refusal:
            yield Acceptance(number, 0, tuple(refusal.problems))
        except UnknownSubmission as unknown:
            yield Acceptance(number, 0, (Problem("unknown_submission", "block", str(unknown), "", "请核对编号"),))
        else:
            yield Acceptance(number, len(store.changes(number)), ())
