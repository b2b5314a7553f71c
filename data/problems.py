"""Problems: what is wrong with something a user handed in.

A message says where › what was found › what was expected › what to do.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "warn"]


@dataclass(frozen=True)
class Problem:
    """One fault at one place.

    ``file``, ``sheet`` and ``cell`` (``C14``) may be empty where the fault is the whole file's.
    ``rule`` names the check (``below_minimum``, ``unknown_area``) for filters and tests.
    """

    rule: str
    severity: Severity
    found: str
    expected: str
    remedy: str
    file: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)

    def __str__(self) -> str:
        where = f"{self.place}：" if self.place else ""
        return f"{where}{self.found}{self.expected}。{self.remedy}。"


class Refusal(Exception):
    """A whole file that cannot be taken in, or an act that cannot be done; carries the problems that say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
