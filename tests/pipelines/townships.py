"""Drawn workbooks through reading and tidying."""

from pipelines.gathering import read_content
from pipelines.tidying.harvest import Harvest
from tests.pipelines.forms import NAMES
from tests.pipelines.reading.drawn import write

LECTURES, TRAINEES, MEMBERS = "party_lectures", "trainees", "party_members"


def take(text: str, merges: str = "", file: str = "报表.xlsx") -> Harvest:
    return read_content(write(text, merges), file, NAMES)


def figures(harvest: Harvest) -> dict[tuple[str, int, str], float | None]:
    return {key: observation.value for key, observation in harvest.observations.items()}


def said(harvest: Harvest) -> list[str]:
    return [str(problem).removeprefix(f"{harvest.file} › ") for problem in harvest.problems]
