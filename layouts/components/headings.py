"""Headings to be explained: one a row, with what it may stand for in a select of its own."""

from collections.abc import Iterator, Mapping, Sequence

from dash.development.base_component import Component

from data.definitions import Catalogue
from data.headings import CERTAINTY_ZH, LEAVABLE, PART_ZH, Choice, Entry, HeadingPlace
from data.places import Area, Places
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.standing import Tone, standing

FIGURES_ZH = "填数的列"
ASIDE_ZH = "不读取"
_SIGNS: dict[str, tuple[str, Tone]] = {"likely": ("≈", "warn"), "unknown": ("?", "bad")}
#: With more places than this only those down to the townships are offered.
MOST_PLACES = 150


def field_name(place: HeadingPlace) -> str:
    """What a form calls the choice for a heading: ``choice-0-column-3``."""
    return "-".join(("choice", *map(str, place)))


def heading_table(asked: Mapping[HeadingPlace, Entry], catalogue: Catalogue, places: Places) -> Component:
    """The headings that somebody has to explain, each with what it may be and why."""
    head = [html.Th(name, scope="col") for name in ("位置", "表上写的", "它是什么", "为什么这样猜")]
    rows = [_row(place, entry, catalogue, places) for place, entry in asked.items()]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="figures headings")
    return html.Div(
        table, className="table-box headings-box", tabIndex="0", role="region", **aria(label="要说明的名称")
    )


def _row(place: HeadingPlace, entry: Entry, catalogue: Catalogue, places: Places) -> Component:
    where = html.Span(entry.cell or "整张表", className="address")
    state = standing(CERTAINTY_ZH[entry.certainty], *_SIGNS[entry.certainty])
    why = "；".join(
        f"{name_meaning(Choice(kind, one.code), catalogue, places)}（{one.why}）"
        for kind, found in entry.candidates.items()
        for one in found[:3]
    )
    return html.Tr(
        [
            html.Td(where, className="keep"),
            html.Th(entry.text, scope="row"),
            html.Td(
                _select(place, entry, catalogue, places) if entry.key else "同名的不止一处，无法对应，请在表上写明"
            ),
            html.Td([state, html.Span(why, className="heading-why")]),
        ],
        key=field_name(place),
    )


def _select(place: HeadingPlace, entry: Entry, catalogue: Catalogue, places: Places) -> Component:
    put_forward = Choice(entry.kind, entry.code) if entry.certainty == "likely" else None
    options = [html.Option("请选择", value="")]
    if entry.axis in LEAVABLE:
        options.append(html.Option(ASIDE_ZH, value=Choice().spelled))
    options += [
        html.Option(name_meaning(choice, catalogue, places), value=choice.spelled, selected=choice == put_forward)
        for choice in dict.fromkeys(_choices(entry, catalogue, places))
    ]
    return html.Select(options, name=field_name(place), className="form-select", **aria(label=f"“{entry.text}”是什么"))


def _choices(entry: Entry, catalogue: Catalogue, places: Places) -> Iterator[Choice]:
    """What a heading may be told to be, the candidates first."""
    for kind, found in entry.candidates.items():
        yield from (Choice(kind, one.code) for one in found)
    for kind in entry.kinds:
        if kind == "figures":
            yield Choice(kind)
        elif kind == "metric":
            yield from (Choice(kind, metric.code) for metric in catalogue.metrics if metric.asked)
        else:
            yield from (Choice(kind, area.code) for area in _offer_places(places))


def _offer_places(places: Places) -> Sequence[Area]:
    many = len(places.areas) > MOST_PLACES
    return [area for area in places.areas if area.parent is not None and not (many and area.tier == "village")]


def name_meaning(choice: Choice, catalogue: Catalogue, places: Places) -> str:
    """A choice in words: 培训人次（人次）, 霁川镇, 填数的列."""
    match choice.kind:
        case "metric":
            metric = catalogue[choice.code]
            return f"{metric.label_zh}（{metric.unit}）"
        case "place":
            return places[choice.code].name
        case "figures":
            return FIGURES_ZH
    return ASIDE_ZH


def legend() -> Component:
    """What the colours say, in words."""
    parts = [html.Li(word, className=f"part-{part}") for part, word in PART_ZH.items()]
    sure = [html.Li(word, className=f"heading-{certainty}") for certainty, word in CERTAINTY_ZH.items()]
    return html.Ul([*parts, *sure], className="sheet-key")
