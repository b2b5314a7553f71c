"""Figures as a Chinese reader writes them: 12,345、10.56万、12.3%、+3、−3.

What a form would leave blank has no number here: the words for it stand in ``layouts.words``.
"""

import math
from collections.abc import Sequence

MINUS = "−"
_WAN = 10_000
_YI = 100_000_000


def number(value: float, decimals: int = 0) -> str:
    """The exact figure with thousands separated: ``12345.6 -> 12,346`` without decimals."""
    text = f"{value:,.{decimals}f}"
    if text.startswith("-"):
        # A rounded -0.04 is no negative number.
        return MINUS + text[1:] if any(digit in text for digit in "123456789") else text[1:]
    return text


def short(value: float, decimals: int = 0) -> str:
    """The figure for a headline: from 100,000 on in 万, from a hundred million on in 亿.

    ``105571 -> 10.56万``; smaller figures stay exact.
    """
    if abs(value) >= _YI:
        return _trim(number(value / _YI, 2)) + "亿"
    if abs(value) >= 10 * _WAN:
        return _trim(number(value / _WAN, 2)) + "万"
    return number(value, decimals)


def tick(value: float, decimals: int = 0) -> str:
    """The figure on an axis: ``105000 -> 10.5万``, ``2000 -> 2,000``, no needless zeros."""
    if abs(value) >= _YI:
        return _trim(number(value / _YI, 4)) + "亿"
    if abs(value) >= _WAN:
        return _trim(number(value / _WAN, 4)) + "万"
    return _trim(number(value, decimals)) if decimals else number(value)


def with_unit(value: float, unit: str, decimals: int = 0) -> str:
    """``1,234人次``, ``12.3%``, ``0.52 次/支部`` (a compound unit stands apart)."""
    gap = " " if "/" in unit else ""
    return f"{number(value, decimals)}{gap}{unit}"


def signed(value: float, decimals: int = 0) -> str:
    """``+3``, ``−3``, ``0``."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text


def percent(value: float, decimals: int = 1) -> str:
    """A figure that already is in per cent: ``12.34 -> 12.3%``."""
    return f"{number(value, decimals)}%"


def signed_percent(value: float, decimals: int = 1) -> str:
    return f"{signed(value, decimals)}%"


def ticks(low: float, high: float, count: int = 5) -> tuple[list[float], list[str]]:
    """Round axis marks from at or below ``low`` to at or above ``high``, and their Chinese texts.

    Steps are 1, 2 or 5 times a power of ten, about ``count`` of them.
    """
    if not (math.isfinite(low) and math.isfinite(high)) or low >= high:
        high = max(low, 0.0) + 1.0 if math.isfinite(low) else 1.0
        low = min(low, 0.0) if math.isfinite(low) else 0.0
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999) * power
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    values = [round(index * step, decimals) for index in range(first, last + 1)]
    return values, [tick(value, decimals) for value in values]


def finite(values: Sequence[float | None]) -> list[float]:
    """The numbers among them: ``None`` and NaN left out."""
    return [float(value) for value in values if value is not None and math.isfinite(value)]


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
