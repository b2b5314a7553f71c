"""Names to codes: a metric's or a place's, by name, by alias, or by an unambiguous near miss.

What is certain is taken, what is near is taken and said, what is unknown is never guessed.
"""

import copy
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from data.definitions import Catalogue
from data.names import fold_name
from data.places import KINDS, Places
from pipelines.reading.texts import strip_mark

#: A near miss is one or two wrong characters in a long name, and no other name as near.
NEAR = 88.0
CLEAR_OF_NEXT = 6.0
SHORTEST_NEAR = 5
_DIGITS = re.compile(r"\d+")
#: Characters that tell one count from another; a name that differs in one of them is another name.
_TELLING = frozenset(
    "未不无非已正在拟应男女老少新旧上下本去年月季前后内外大小人户名次件起期个村社镇乡街区市县组党团支部占比率增减"
)
#: Groups that count some of the whole: 党员总数 below 机关, 培训人次 below 村干部, 党支部数 below 东村.
_SUBSET = re.compile(
    r"(?:附[:：])?(?:(?:机关|农村|城市|社区|国有企业|国企|学校|高校|“?两新”?组织|非公(?:有制)?(?:企业|经济组织)|社会组织"
    r"|事业单位|企事业|企业)+(?:党员|党组织|党支部|单位|领域)?"
    r"|(?:贫困|脱贫|示范|薄弱|重点|空壳)村|离退休|离休|退休|在职|在岗|男性?|女性?|少数民族"
    r"|(?:流动|预备|正式|老|新|女|困难|大学生)党员|(?:入党)?积极分子|发展对象|(?:致富)?带头人|退役军人|公务员|选调生"
    r"|(?:村[“\"]?(?:两委)?[”\"]?|社区|驻村|年轻|后备|女|机关|乡镇|镇街|[科处股]级|领导|基层)?干部(?:职工)?"
    r"|妇女|青年|团员|群众|村民|居民|教师|职工|农民工?|(?:村|支部|第一)?书记|网格员|志愿者"
    r"|线上|线下|网上|网络|现场|新增|净增|增加|减少|净减|(?:新)?发展|[转调][入出]|未?达标|不达标|不?合格|优秀|软弱涣散"
    r"|拟建|在建|已建|新建|(?!基层|各|全|下辖|所辖|党支部|党总支)[\u4e00-\u9fff]{1,8}(?:村|社区|片区?|[村居]委会|支部|总支|网格)"
    r"|\d+(?:周)?岁.*|(?:大专|本科|大学|研究生|高中|初中)(?:及?以[上下])?"
    r"|(?:国家|省|市|县|区|乡|镇|村|街道)级(?:及?以[上下])?|[省市县区乡镇]?本级|试点.*)(?:情况|方面|部分|类)?"
)
#: Titles of tables that count some: 村干部培训情况.
_SUBSET_TITLE = re.compile(
    r"(?<!驻)(?:村干部|带头人)(?!队伍)|(?:农村|机关|社区|女|流动|老|预备|困难)党员|积极分子|发展对象|两新|非公|线上"
    r"|新增(?:情况|数|$)"
)
#: What a unit's own letterhead adds to its name.
_PARTY = re.compile(r"^(?:中共|中国共产党)")
_OFFICES = re.compile(
    r"(?:人民政府|政府|党工委|党委|工委|委员会|办事处|(?:党政|党建|党群|组织|基层党建|综合)(?:工作)?办(?:公室)?|组织委员)+$"
)


@dataclass(frozen=True)
class Match:
    """What a name stands for. ``code`` is empty when it is unknown or stands for several; ``read_as``
    is the name that a near miss was taken for."""

    code: str | None
    read_as: str = ""
    candidates: tuple[str, ...] = ()


UNKNOWN = Match(None)


class Names:
    """Every name that the catalogue and the area tree answer to."""

    def __init__(self, catalogue: Catalogue, places: Places) -> None:
        self.catalogue = catalogue
        self.places = places
        self.units = {metric.unit for metric in catalogue.metrics}
        self._metrics: dict[str, str] = {}
        for metric in catalogue.metrics:
            for name in (metric.code, metric.label_zh, *metric.aliases):
                self._metrics[self.fold_metric(name)] = metric.code
        self._seen: dict[tuple[str, ...], Match] = {}
        self._areas_seen: dict[tuple[str, str | None, int | None], Match] = {}
        self._told: dict[str, str] = {}
        self._told_apart: dict[tuple[tuple[str, str], ...], Names] = {}

    def knowing(self, places: Mapping[str, str]) -> "Names":
        """These names and a sender's own names for places, codes by name; what is certain without them stays."""
        if not places:
            return self
        told = tuple(sorted((fold_name(name), code) for name, code in places.items()))
        if told not in self._told_apart:
            more = copy.copy(self)
            more._told, more._areas_seen = dict(told), {}
            self._told_apart[told] = more
        return self._told_apart[told]

    def is_told(self, name: str) -> bool:
        """Whether a place's name is the sender's own."""
        return fold_name(name) in self._told

    def match_metric(self, *path: str) -> Match:
        """A metric from a header's or a row's path, outermost first: the leaf alone, else the leaf
        together with the groups above it (党员 / 发展 -> 党员发展)."""
        if path not in self._seen:
            self._seen[path] = self._match_metric(path)
        return self._seen[path]

    def _match_metric(self, path: tuple[str, ...]) -> Match:
        names = [self.fold_metric("".join(path[start:])) for start in range(len(path) - 1, -1, -1)]
        narrowed = any(names_subset(part) and part not in path[-1] for part in path[:-1])
        for name in names[1:] if narrowed else names:
            if name in self._metrics:
                return Match(self._metrics[name])
        return self._near(names[0], self._metrics) if names and not narrowed else UNKNOWN

    def knows_metric(self, name: str) -> bool:
        """Whether a name by itself, as it stands, is a metric's."""
        return self.fold_metric(name) in self._metrics

    def fold_metric(self, name: str) -> str:
        """One spelling for a metric's name."""
        return fold_name(name, self.units).replace("其中:", "其中")

    def _near(self, name: str, known: dict[str, str]) -> Match:
        if len(name) < SHORTEST_NEAR:
            return UNKNOWN
        found = process.extract(name, list(known), scorer=fuzz.ratio, limit=6, score_cutoff=NEAR - CLEAR_OF_NEXT)
        best: dict[str, tuple[float, str]] = {}
        for text, score, _ in found:
            best.setdefault(known[text], (score, text))
        ordered = sorted(best.items(), key=lambda item: -item[1][0])
        if not ordered or ordered[0][1][0] < NEAR or not says_the_same(name, ordered[0][1][1]):
            return UNKNOWN
        if len(ordered) > 1 and ordered[0][1][0] - ordered[1][1][0] < CLEAR_OF_NEXT:
            return Match(None, candidates=tuple(code for code, _ in ordered[:2]))
        return Match(ordered[0][0], read_as=ordered[0][1][1])

    def match_area(self, name: str, parent: str | None = None, month: int | None = None) -> Match:
        """An area by its name; ``parent`` narrows to the areas below it, ``month`` to those that existed."""
        key = (name, parent, month)
        if key not in self._areas_seen:
            self._areas_seen[key] = self._match_area(name, parent, month)
        return self._areas_seen[key]

    def _match_area(self, name: str, parent: str | None, month: int | None) -> Match:
        within = {area.code for area in self.places.below(parent)} if parent else None

        def fits(code: str) -> bool:
            return (within is None or code in within) and (month is None or self.places[code].valid_in(month))

        for form in self._forms_of(name):
            codes = tuple(code for code in self._areas.get(form, ()) if fits(code))
            if codes:
                return Match(codes[0]) if len(codes) == 1 else Match(None, candidates=codes)
        told = self._told.get(fold_name(name), "")
        return Match(told) if told and fits(told) else UNKNOWN

    def suggest_area(self, name: str) -> str:
        """The place whose name is nearest to one that nobody bears: something to ask about, never to take."""
        found = process.extractOne(name, [area.name for area in self.places.areas], scorer=fuzz.ratio, score_cutoff=60)
        return found[0] if found else ""

    @cached_property
    def _areas(self) -> dict[str, tuple[str, ...]]:
        known: dict[str, set[str]] = {}
        bare: dict[str, set[str]] = {}
        for area in self.places.areas:
            for name in (area.code, area.name, *area.aliases):
                known.setdefault(fold_name(name), set()).add(area.code)
            # 街口 for 街口街道: only where no area goes by the bare name itself.
            if area.name.endswith(area.kind) and len(area.name) > len(area.kind) + 1:
                bare.setdefault(fold_name(area.name.removesuffix(area.kind)), set()).add(area.code)
        return {name: tuple(sorted(codes)) for name, codes in (bare | known).items()}

    def find_place(self, text: str) -> str | None:
        """The one area below the root whose name a text holds; a name inside a longer one of them does not count."""
        held = [
            (name, code)
            for length in self._inner_places
            for name in dict.fromkeys(text[at : at + length] for at in range(len(text) - length + 1))
            for code in self._inner_places[length].get(name, ())
        ]
        longest = [code for name, code in held if not any(name in o and code != c for o, c in held)]
        return longest[0] if len(longest) == 1 else None

    @cached_property
    def _inner_places(self) -> dict[int, dict[str, list[str]]]:
        """Codes by name, by the name's length: a province has far more names than a text has beginnings."""
        found: dict[int, dict[str, list[str]]] = {}
        for area in self.places.areas:
            if area.parent is not None:
                found.setdefault(len(area.name), {}).setdefault(area.name, []).append(area.code)
        return found

    @cached_property
    def place_pattern(self) -> re.Pattern[str]:
        """Finds the name of any area in a folded text, the longest first."""
        named = sorted({name for name in self._areas if len(name) > 1}, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, named)))

    def _forms_of(self, name: str) -> Iterable[str]:
        """The spellings to try, the most literal first."""
        plain = fold_name(strip_mark(name.strip()))
        root = fold_name(self.places.root.name)
        forms = [fold_name(name), plain]
        for form in (plain, _OFFICES.sub("", _PARTY.sub("", plain))):
            forms += [form, form.removeprefix(root), form.removeprefix(root.rstrip("".join(KINDS)))]
        forms += [f"{form}道" for form in list(forms) if form.endswith("街")]
        return [form for form in dict.fromkeys(forms) if form]


def names_subset(group: str) -> bool:
    """Whether what a group counts is only some of the whole: 机关, 村干部, 线上, 东村."""
    return _SUBSET.fullmatch(group) is not None


def titles_subset(title: str) -> bool:
    """Whether a title says that the figures below are of some only."""
    return _SUBSET_TITLE.search(title) is not None


def says_the_same(name: str, other: str) -> bool:
    """Whether two near names differ by a slip of the pen only: neither by a number (35岁以下, 36岁以下) nor by a
    word that changes what is counted (未达标, 老党员, 立案人数), nor by something put before or after the other."""
    if _DIGITS.findall(name) != _DIGITS.findall(other) or name.endswith(other) or other.endswith(name):
        return False
    apart = (Counter(name) - Counter(other)) + (Counter(other) - Counter(name))
    return not apart.keys() & _TELLING
