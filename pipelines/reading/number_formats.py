"""Formats of cells that show something else than the cell holds: 0.45 as 45%, 12000 as 1.2万, a day as its month."""

import re
from typing import Literal

#: ``percent`` shows the hundredfold; ``rescaled`` thousands or 万, whose factor only a person can tell;
#: ``month`` the year and month of a date.
Format = Literal["percent", "rescaled", "month"]

#: The numbers of formats that files name without writing them down: 0%, 0.00%; mmm-yy, yyyy"年"m"月".
BUILT_IN: dict[int, Format] = {
    9: "percent", 10: "percent", 17: "month", 27: "month", 36: "month", 50: "month", 52: "month", 57: "month",
}  # fmt: skip

_LITERAL = re.compile(r'"[^"]*"|[\\!].|\[[^\]]*\]|[_*].')
_QUOTED = re.compile(r'"([^"]*)"|[\\!](.)')
_LARGE = re.compile("[十万亿%％‰]|百(?!分点)|千(?![米克瓦])")
#: Commas behind the last digit divide by a thousand each; between digits they only part thousands.
_DIVIDED = re.compile(r"[0#?],+(?![0#?,])")


def classify_format(code: str) -> Format | None:
    """What a format does to the number; ``None`` for one that shows it as it is, rounded at most."""
    positive = code.split(";")[0]
    plain = _LITERAL.sub("", positive)
    if {"y", "m"} <= set(plain.lower()) and not set("dhs") & set(plain.lower()):
        return "month"
    if "%" in plain:
        return "percent"
    said = "".join(quoted + escaped for quoted, escaped in _QUOTED.findall(positive)) + re.sub("[0-9#?.,]", "", plain)
    return "rescaled" if _DIVIDED.search(plain) or _LARGE.search(said) else None
