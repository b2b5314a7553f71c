"""The hand of whoever fills in a form: which name is written, how a number is typed."""

from numpy.random import Generator

from data.areas import Area
from data.definitions import Metric

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
#: Headers that every form has, as different offices write them.
_WORDS: dict[str, tuple[str, ...]] = {
    "序号": ("序号", "序 号", "编号"),
    "项目": ("项目", "指标名称", "项　目", "指标"),
    "单位": ("单位", "计量单位", "单　位"),
    "数量": ("数量", "数　量", "本月数", "数值"),
    "备注": ("备注", "备　注", "说明"),
    "乡镇": ("乡镇（街道）", "乡镇", "填报单位", "单位名称", "乡镇街道"),
    "合计": ("合计", "合　计", "总计"),
}


class Hand:
    """One office's habits, drawn from ``random``; ``care`` 1 writes everything plainly."""

    def __init__(self, random: Generator, care: float = 0.97) -> None:
        self._random = random
        self._care = care

    def slips(self, times: float = 1.0) -> bool:
        """Whether something is written in another than the plain way."""
        return bool(self._random.random() < (1 - self._care) * times)

    def word(self, plain: str) -> str:
        return self._pick(_WORDS[plain]) if self.slips(8) else plain

    def area(self, area: Area) -> str:
        return self._pick((area.name, *area.aliases)) if self.slips(6) else area.name

    def metric(self, metric: Metric, unit: bool = False, number: int = 0) -> str:
        """The metric by name or alias; with its unit in brackets, with its number before it."""
        name = self._pick((metric.label_zh, *metric.aliases)) if self.slips(5) else metric.label_zh
        # 1.35岁以下 would be read as a decimal by anybody.
        if number and not name[0].isdigit() and self.slips(4):
            name = f"{number}.{name}"
        if unit:
            name += self._pick((f"（{metric.unit}）", f"\n（{metric.unit}）", f"({metric.unit})"))
        return f" {name}　" if self.slips() else name

    def number(self, value: float | None) -> str | float:
        """A figure as typed: now and then as text, with thousands separators or in full width."""
        if value is None:
            return "不适用"
        whole = float(value).is_integer()
        if not self.slips():
            return int(value) if whole else value
        text = f"{value:,.0f}" if whole else f"{value:,}"
        return self._pick((text, text.replace(",", "").translate(_FULL_WIDTH), f" {text} "))

    def _pick(self, choices: tuple[str, ...]) -> str:
        return choices[int(self._random.integers(len(choices)))]
