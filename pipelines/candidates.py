"""Candidates: what an unknown name may stand for, the likeliest first, each with its reason.

They are shown to a person and never read without one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from data.headings import Candidate, Entry, Kind
from data.names import fold_name
from pipelines.harmonising import Names, says_the_same
from pipelines.tidying.harvest import convert

#: So many are worth showing, from this score on.
MOST = 5
LEAST = 55.0
#: From here on, and so far ahead of the next, a candidate is likely enough to be put forward.
LIKELY = 80.0
AHEAD = 4.0
#: What a count may be called after the thing that is counted.
_COUNTS = ("数", "总数", "人数", "次数", "户数", "个数", "数量")


def rank_metrics(path: Sequence[str], unit: str, names: Names) -> tuple[Candidate, ...]:
    """The metrics that a heading's path may mean, whose unit is none that the heading's excludes."""
    forms = dict.fromkeys(names.fold_metric("".join(path[start:])) for start in range(len(path) - 1, -1, -1))
    found = (
        candidate
        for metric in names.catalogue.metrics
        if metric.asked and convert(unit, metric) is not None
        for known in (metric.label_zh, *metric.aliases)
        for form in forms
        if (candidate := _compare(metric.code, form, names.fold_metric(known), metric.unit)) is not None
    )
    return _best(found)


def _compare(code: str, form: str, known: str, unit: str) -> Candidate | None:
    if not form:
        return None
    if known in (form + unit, *(form + count for count in _COUNTS)):
        return Candidate(code, f"少了“{known.removeprefix(form)}”", 95.0)
    if form in (known + unit, *(known + count for count in _COUNTS)):
        return Candidate(code, f"多了“{form.removeprefix(known)}”", 94.0)
    score = fuzz.ratio(form, known)
    if score >= LIKELY:
        return Candidate(code, "名称相近", score, says_the_same(form, known))
    if len(form) > 1 and form in known:
        return Candidate(code, "是它名称的一部分", 70.0 + score / 10, sound=False)
    if len(known) > 2 and known in form:
        return Candidate(code, "名称里含有它", 70.0 + score / 10, sound=False)
    return Candidate(code, "名称相近", score, sound=False) if score >= LEAST else None


def rank_places(name: str, names: Names, parent: str | None = None) -> tuple[Candidate, ...]:
    """The places that a name may mean, below ``parent`` where one is known."""
    plain = fold_name(name)
    within = names.places.below(parent) if parent else names.places.areas
    found = [candidate for area in within for candidate in _compare_place(plain, area.code, area.name, area.kind)]
    shared = names.match_area(name, parent).candidates
    return _best([*found, *(Candidate(code, "几处同名", 90.0, sound=False) for code in shared)])


def _compare_place(plain: str, code: str, name: str, kind: str) -> Iterable[Candidate]:
    known = fold_name(name)
    bare = known.removesuffix(kind)
    score = fuzz.ratio(plain, known)
    if len(bare) > 1 and plain.startswith(bare):
        yield Candidate(code, "名称相同，类型不同或另有字", 85.0 + score / 10)
    elif len(bare) > 1 and bare in plain:
        yield Candidate(code, "名称里含有它", 75.0 + score / 10, sound=False)
    elif score >= LEAST:
        yield Candidate(code, "名称相近", score)


def _best(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The best of each code, the best first."""
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.code not in best or candidate.score > best[candidate.code].score:
            best[candidate.code] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: -candidate.score)[:MOST])


def pick_likely(candidates: Sequence[Candidate]) -> str:
    """The code of the first where it is likely and clearly before the second; "" otherwise."""
    if not candidates or candidates[0].score < LIKELY or not candidates[0].sound:
        return ""
    clear = len(candidates) == 1 or candidates[0].score - candidates[1].score >= AHEAD
    return candidates[0].code if clear else ""


def guess(entry: Entry, ranked: Mapping[Kind, tuple[Candidate, ...]]) -> Entry:
    """A heading with its candidates, put forward for the one likely where there is just one kind that has any."""
    likely = {kind: code for kind, found in ranked.items() if (code := pick_likely(found))}
    if len(likely) != 1:
        return replace(entry, candidates=ranked)
    [(kind, code)] = likely.items()
    return replace(entry, candidates=ranked, certainty="likely", kind=kind, code=code)
