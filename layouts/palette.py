"""Every colour that a figure or a component draws with.

Blue and orange tell sides apart for readers who do not see red and green; the deep red is the
house's accent and marks what the reader picked out, never good or bad. Whatever a colour says is
said again by a word, a symbol or a pattern. ``assets/tokens.css`` holds the same values by name.
"""

FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif'

ACCENT = "#9B1C1C"
INK = "#1F2328"
INK_SOFT = "#5B626B"
INK_FAINT = "#69707A"
RULE = "#E3E1DC"
RULE_FAINT = "#EFEDE9"
CARD = "#FFFFFF"
PAGE = "#F7F6F3"

#: Better and worse, for judged metrics only.
BETTER = "#1F5F99"
WORSE = "#C2620E"
#: One colour where nothing is judged, and for the many between first and last.
NEUTRAL = "#A9B7C4"
UNJUDGED = "#7C8A99"

#: This period, the one before, the same one last year.
NOW = "#1F5F99"
BEFORE = "#8DB3D6"
YEAR_AGO = "#D5DCE3"

#: A peers' band and the whole district, behind the units.
BAND = "rgba(124,138,153,0.20)"
WHOLE = "#1F2328"
#: Up to six units: each has its own dash and symbol besides (see ``figures.trends``).
UNITS = ("#9B1C1C", "#1F5F99", "#C2620E", "#5E4B8B", "#2A9DB5", "#8C6D1F")

#: Rectification: done, under way, overdue.
DONE = "#1F5F99"
UNDER_WAY = "#9CC3E2"
OVERDUE = "#C2620E"

#: Fifths of a sequence, lowest first, with the ink that reads on each.
FIFTHS = ("#EEF4FA", "#CFE0F0", "#9CC3E2", "#3A78AD", "#1B4F80")
