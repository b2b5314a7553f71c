"""Whatever is done with submissions in whatever order, the store says what a plain list of them says."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.problems import Refusal
from data.store import Store, open_store
from tests.databases import empty_database
from tests.small_district import CATALOGUE, PLACES, observe, send

START = datetime(2025, 2, 1, 9)
TODAY = date(2025, 2, 10)
ACTS = ("keep", "keep", "accept", "accept", "return", "lock", "reopen")


class Model:
    """One unit's month: each submission's value and status in order of arrival, and who was accepted when."""

    def __init__(self) -> None:
        self.values: list[int] = []
        self.statuses: list[str] = []
        self.accepted: list[int] = []
        self.locked = False

    def allows(self, act: str, place: int) -> bool:
        status = self.statuses[place] if self.statuses else ""
        match act:
            case "accept":
                return status == "accepted" or (status == "reported" and not self.locked)
            case "return":
                return status == "reported"
            case "lock":
                return not self.locked
            case "reopen":
                return self.locked
        return True

    def act(self, act: str, place: int, value: int) -> None:
        if act == "keep":
            self.values.append(value)
            self.statuses.append("reported")
        elif act == "accept" and place not in self.accepted:
            self.statuses[place] = "accepted"
            self.accepted.append(place)
        elif act == "return":
            self.statuses[place] = "returned"
        elif act in ("lock", "reopen"):
            self.locked = act == "lock"

    @property
    def state(self) -> str:
        if self.accepted:
            return "accepted"
        waiting = [place for place, status in enumerate(self.statuses) if status == "reported"]
        if waiting:
            return "resent" if "returned" in self.statuses[: waiting[-1]] else "reported"
        return "returned" if self.statuses else "pending"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 3)), min_size=8, max_size=16))
def test_any_order_of_acts(database: str, tmp_path: Path, acts: list[tuple[str, int, int]]) -> None:
    open_store(database, CATALOGUE, PLACES, tmp_path / "files").close()
    empty_database(database)
    model, numbers = Model(), list[int]()
    with closing(open_store(database, CATALOGUE, PLACES, tmp_path / "files")) as store:
        for minute, (act, drawn, value) in enumerate(acts):
            if act in ("accept", "return") and not numbers:
                continue
            place = drawn % len(numbers) if numbers else 0
            done = perform(store, act, numbers, place, value, START + timedelta(minutes=minute))
            assert done == model.allows(act, place)
            if done:
                model.act(act, place, value)
        check_against(store, model, numbers)


def perform(store: Store, act: str, numbers: list[int], place: int, value: int, at: datetime) -> bool:
    """Do it; whether it was allowed."""
    deeds: dict[str, Callable[[], object]] = {
        "accept": lambda: store.accept(numbers[place], "组织部", at),
        "return": lambda: store.return_submission(numbers[place], "组织部", at, "漏报"),
        "lock": lambda: store.lock(202501, "组织部", at),
        "reopen": lambda: store.reopen(202501, "组织部", at, "更正"),
    }
    if act == "keep":
        incoming = send(f"{len(numbers)}.xlsx", observe("meetings", 202501, "a", value), at=at)
        numbers.append(store.keep(incoming).submission_id)
        return True
    try:
        deeds[act]()
    except Refusal:
        return False
    return True


def check_against(store: Store, model: Model, numbers: list[int]) -> None:
    """State, what is current, who is called in, and what each acceptance changed from the one before it."""
    row = store.reporting([202501], "a", TODAY).iloc[0]
    assert row["state"] == model.state
    assert row["days_overdue"] == (5 if model.state in ("pending", "returned") else 0)
    reminded = store.reminders(TODAY, "a")
    assert len(reminded) == (model.state in ("pending", "returned") and not model.locked)
    assert [store.submission(number).status for number in numbers] == model.statuses  # type: ignore[union-attr]
    versions = [model.values[place] for place in model.accepted]
    assert store.figures(["meetings"], [202501], ["a"])["value"].tolist() == versions[-1:]
    assert [trace.value for trace in store.trace("meetings", 202501, "a")] == versions[::-1]
    before: int | None = None
    for place in model.accepted:
        changed = store.changes(numbers[place])[["before", "after"]]
        after = model.values[place]
        expected = [] if before == after else [[before, after]]
        assert changed.astype(object).where(changed.notna(), None).to_numpy().tolist() == expected
        before = after
