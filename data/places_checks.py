"""What must be true of an area tree beyond the types of its keys."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping

from data.areas import TIERS, Area
from data.definitions import Catalogue
from data.names import fold_name

Fault = tuple[str, str]


def find_contradictions(
    area: Area, above: Mapping[str, Area], named: Collection[str], catalogue: Catalogue
) -> Iterator[Fault]:
    """Key and complaint for one area; ``above`` are those declared before it, ``named`` also those at fault."""
    parent = above.get(area.parent or "")
    if area.parent is not None and area.parent not in named:
        yield "parent", f"上级“{area.parent}”不存在，或写在了它的后面"
    if parent and TIERS.index(parent.tier) >= TIERS.index(area.tier):
        yield "parent", f"{parent.kind}“{parent.name}”不能是{area.kind}的上级"
    if area.valid_to is not None and area.valid_to < area.valid_from:
        yield "valid_to", "早于 valid_from"
    if area.reports and area.tier != "organ":
        yield "reports", "只有部门逐项列出填报的指标；乡镇和村按指标的 reported_by 填报"
        return
    for code in area.reports:
        if code not in catalogue:
            yield "reports", f"目录中没有“{code}”"
        elif "district" not in catalogue[code].reported_by:
            yield "reports", f"“{code}”不由区级填报（reported_by 中没有 district）"
        elif not catalogue[code].asked:
            yield "reports", f"“{code}”由台账统计，不必填报"


def find_shared_names(areas: Iterable[Area]) -> Iterator[Fault]:
    """Two that answer to one name under one parent, unless the name passed from one to the next."""
    return _find_shared(areas, lambda area: dict.fromkeys(map(fold_name, (area.name, *area.aliases))), "同指")


def find_shared_tiles(areas: Iterable[Area]) -> Iterator[Fault]:
    """Two on one tile of the map."""
    return _find_shared(areas, lambda area: [area.tile] if area.tile else [], "格子同属")


def _find_shared(areas: Iterable[Area], keys: Callable[[Area], Iterable[Hashable]], verb: str) -> Iterator[Fault]:
    owners: dict[tuple[str | None, Hashable], list[Area]] = {}
    for area in areas:
        for key in keys(area):
            owners.setdefault((area.parent, key), []).append(area)
    for (_, key), sharing in owners.items():
        if any(one.valid_with(other) for index, one in enumerate(sharing) for other in sharing[index + 1 :]):
            yield sharing[0].code, f"同一上级下“{key}”{verb} {'、'.join(area.code for area in sharing)}"


def find_unanswered(areas: Iterable[Area], catalogue: Catalogue) -> list[str]:
    """District metrics that no organ reports; none where the tree has no organs at all."""
    organs = [area for area in areas if area.tier == "organ"]
    answered = {code for organ in organs for code in organ.reports}
    return [
        metric.code
        for metric in catalogue.metrics
        if organs and "district" in metric.reported_by and metric.asked and metric.code not in answered
    ]
