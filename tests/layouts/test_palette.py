"""The colours: the same in style sheet and figures, readable, and apart for readers who see no red or green."""

import re
from pathlib import Path

import pytest

from layouts import palette

ASSETS = Path(__file__).parents[2] / "assets"
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", (ASSETS / "tokens.css").read_text(encoding="utf-8")))
HEAT = re.findall(r"\.heat-[1-5] \{\s+background: (#[0-9a-f]{6})", (ASSETS / "heat.css").read_text(encoding="utf-8"))


def channels(colour: str) -> list[float]:
    """Red, green and blue as light, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of lightness, 1 to 21."""
    light = [sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), channels(c), strict=True)) for c in (one, other)]
    return (max(light) + 0.05) / (min(light) + 0.05)


def test_style_sheet_and_figures_share_their_colours() -> None:
    shared = {
        "accent": palette.ACCENT,
        "ink": palette.INK,
        "ink-soft": palette.INK_SOFT,
        "ink-faint": palette.INK_FAINT,
        "rule": palette.RULE,
        "card": palette.CARD,
        "page": palette.PAGE,
        "better": palette.BETTER,
    }
    assert {name: TOKENS[name] for name in shared} == {name: colour.lower() for name, colour in shared.items()}
    assert [colour.lower() for colour in palette.FIFTHS] == HEAT


@pytest.mark.parametrize("ink", ["ink", "ink-soft", "ink-faint", "accent", "better", "worse"])
@pytest.mark.parametrize("paper", ["card", "page"])
def test_all_text_is_readable(ink: str, paper: str) -> None:
    assert contrast(TOKENS[ink], TOKENS[paper]) >= 4.5


def test_figures_on_the_heat_ramp_are_readable() -> None:
    inks = [palette.INK] * 3 + ["#ffffff"] * 2
    assert all(contrast(paper, ink) >= 4.5 for paper, ink in zip(palette.FIFTHS, inks, strict=True))


def test_the_ramp_only_grows_darker() -> None:
    steps = [contrast(colour, "#ffffff") for colour in palette.FIFTHS]
    assert steps == sorted(steps)
    assert all(later / earlier > 1.15 for earlier, later in zip(steps, steps[1:], strict=False))


@pytest.mark.parametrize(
    ("one", "other"),
    [(palette.BETTER, palette.WORSE), (palette.DONE, palette.OVERDUE), (palette.NOW, palette.BEFORE)],
)
def test_sides_stay_apart_without_red_and_green(one: str, other: str) -> None:
    # What a reader without red and green keeps is blue against yellow, and lightness.
    blue = abs(channels(one)[2] - channels(other)[2])
    assert blue > 0.15 or contrast(one, other) > 2
