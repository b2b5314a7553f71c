"""Small random districts: a catalogue, places, months and a seed, and what the demo makes of them."""

from hypothesis import strategies as st

from data.areas import Area
from data.definitions import Basis, Catalogue, Metric, Reporter, Theme
from data.periods import months_between, shift_month
from data.places import Places
from pipelines.demo.district import District, make_district

_THEMES = (("ground", "基础数据"), ("lead", "思想引领"), ("clean", "清正之风"))
#: Names as catalogues have them: brackets, quotation marks, enumeration commas, one inside another.
_NAMES = (
    ("党员总数", ("党员数",)),
    ("村（社区）数", ("村居数", "行政村（社区）数")),
    ("“一肩挑”村（社区）", ("一肩挑村数",)),
    ("主体班、轮训班、专题讲座期数", ("培训期数",)),
    ("培训人次", ("参训人次", "培训总人次")),
    ("讲党课次数", ()),
    ("其中党纪政务处分人数", ("党纪政务处分人数",)),
    ("党纪处分人数", ("受党纪处分人数",)),
    ("35岁以下干部", ("35岁以下干部数",)),
    ("“土专家”“田秀才”", ("土专家田秀才人数",)),
    ("结对帮扶户数", ()),
    ("集体经济收入", ("村集体经济收入",)),
)
_TOWNSHIPS = (
    ("霁川镇", "镇", ("霁川", "霁川镇党委")),
    ("鹭汀镇", "镇", ("鹭汀",)),
    ("麦垄乡", "乡", ("麦垄", "麦垄乡人民政府")),
    ("榆荫街道", "街道", ("榆荫街道办事处",)),
    ("藤岭乡", "乡", ()),
    ("曲栏街道", "街道", ("曲栏",)),
)
_ORGANS = (("组织部", ("区委组织部",)), ("纪委监委", ("区纪委监委",)))
_UNITS = ("名", "个", "次", "人次", "户", "万元")


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """One to eight metrics of one to three themes, of every basis a form asks for, some tied to others."""
    names = draw(st.permutations(_NAMES))[: draw(st.integers(1, 8))]
    themes = _THEMES[: draw(st.integers(1, len(_THEMES)))]
    metrics: list[Metric] = []
    for index, (label, aliases) in enumerate(names):
        basis: Basis = draw(st.sampled_from(("flow", "cumulative", "stock")))
        reporters: tuple[Reporter, ...] = draw(
            st.sampled_from((("township",), ("township", "district"), ("district",)))
        )
        unit = draw(st.sampled_from(_UNITS))
        ties: dict[str, object] = {}
        peers = [metric for metric in metrics if metric.unit == unit]
        if peers:
            tied = draw(st.sampled_from(peers)).code
            ties = draw(st.sampled_from(({}, {"part_of": tied}, {"at_least": tied})))
        metrics.append(
            Metric.model_validate(
                {
                    "code": f"m{index}",
                    "theme": draw(st.sampled_from(themes))[0],
                    "label_zh": label,
                    "label_en": f"Metric {index}",
                    "unit": unit,
                    "basis": basis,
                    "reported_by": reporters,
                    "polarity": "higher",
                    "report_area": "whole",
                    "definition": "示例",
                    "why": "示例",
                    "aliases": aliases,
                    "decimals": 2 if unit == "万元" else 0,
                    **ties,
                }
            )
        )
    order = [code for code, _ in _THEMES]
    return Catalogue(
        themes=tuple(Theme(code=c, label_zh=z, label_en=c, order=i) for i, (c, z) in enumerate(themes)),
        metrics=tuple(sorted(metrics, key=lambda metric: order.index(metric.theme))),
        fingerprint="strategy",
    )


@st.composite
def places_for(draw: st.DrawFn, catalogue: Catalogue) -> Places:
    """A district of one to six townships, and departments for the metrics that the district reports."""
    townships = _TOWNSHIPS[: draw(st.integers(1, len(_TOWNSHIPS)))]
    areas = [Area(code="district", name="青梧区", kind="区", aliases=("全区",))]
    areas += [
        Area(code=f"t{index}", name=name, kind=kind, parent="district", aliases=aliases)
        for index, (name, kind, aliases) in enumerate(townships)
    ]
    asked = [metric.code for metric in catalogue.metrics if "district" in metric.reported_by]
    if asked:
        parts = (asked[::2], asked[1::2]) if len(asked) > 1 else (asked,)
        areas += [
            Area(
                code=f"o{index}",
                name=_ORGANS[index][0],
                kind="部门",
                parent="district",
                aliases=_ORGANS[index][1],
                reports=tuple(part),
            )
            for index, part in enumerate(parts)
        ]
    return Places(areas=tuple(areas), fingerprint="strategy")


@st.composite
def districts(draw: st.DrawFn, most_months: int = 14) -> District:
    """A whole small district over some months."""
    catalogue = draw(catalogues())
    places = draw(places_for(catalogue))
    first = draw(st.integers(2022, 2025)) * 100 + draw(st.integers(1, 12))
    months = months_between(first, shift_month(first, draw(st.integers(0, most_months - 1))))
    return make_district(draw(st.integers(0, 2**31)), catalogue, places, months)
