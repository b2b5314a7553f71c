"""What commands share: the settings' store, and how problems are printed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.console import Console

from data.catalogue_loading import CatalogueFault, load_catalogue
from data.definitions import Catalogue
from data.periods import month_label
from data.places import Places, PlacesFault, load_places
from data.problems import Problem, Refusal
from data.settings import Settings
from data.store import Store, UnknownSubmission, open_store
from pipelines.harmonising import Names
from pipelines.mapping import MappingFault, TableMapping, load_mapping
from pipelines.tidying.periods import find_month

console = Console()
complaints = Console(stderr=True)

ByOption = Annotated[str, typer.Option("--by", help="经手人")]


def load_definitions(settings: Settings) -> tuple[Catalogue, Places]:
    """The catalogue and the places of the settings; their faults are printed, all of them, and end the command."""
    try:
        catalogue = load_catalogue(settings.catalogue_dir)
        return catalogue, load_places(settings.places_file, catalogue)
    except (CatalogueFault, PlacesFault) as fault:
        complaints.print(str(fault), style="red", markup=False)
        raise typer.Exit(1) from fault


def open_settings_store(settings: Settings) -> Store:
    """The store of the settings."""
    catalogue, places = load_definitions(settings)
    return open_store(settings.database, catalogue, places, settings.files_dir)


def print_problems(problems: Iterable[Problem]) -> None:
    """One line each; warnings are marked as such."""
    for problem in problems:
        kind = "" if problem.severity == "block" else "（提醒）"
        style = "red" if problem.severity == "block" else "yellow"
        complaints.print(f"{kind}{problem}", style=style, markup=False, highlight=False, soft_wrap=True)


def read_month(text: str, option: str) -> int:
    """The month that an option or argument names; another text is said and ends the command."""
    month = find_month(text)
    if month is None:
        complaints.print(f"{option}：“{text}”应写作 2025-06 的样子", style="red", markup=False)
        raise typer.Exit(2)
    return month


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, each with its columns by name."""
    yield from frame.itertuples()


def tell_moment() -> datetime:
    """Now, by the local clock, to the second."""
    return datetime.now().replace(microsecond=0)


@contextmanager
def say_refusals() -> Iterator[None]:
    """What the store refuses within the block is said and ends the command."""
    try:
        yield
    except Refusal as refusal:
        print_problems(refusal.problems)
        raise typer.Exit(1) from refusal
    except UnknownSubmission as unknown:
        complaints.print(str(unknown), style="red")
        raise typer.Exit(1) from unknown


def find_unit(store: Store, name: str, month: int | None = None) -> str:
    """The code of the unit that an option or argument names, by code, name or alias; no such unit is said and ends
    the command."""
    match = Names(store.catalogue, store.places).match_area(name, month=month)
    if match.code is None:
        several = "、".join(f"{store.places[code].name}（{code}）" for code in match.candidates)
        unknown = f"不是{month_label(month)}有效的单位代码或名称" if month else "不是单位的代码或名称"
        said = f"同时是 {several} 的名称，请改用代码" if several else unknown
        complaints.print(f"“{name}”{said}", style="red", markup=False)
        raise typer.Exit(2)
    return match.code


def open_mapping(path: Path) -> TableMapping:
    """The mapping that a file declares; a fault in it is said and ends the command."""
    try:
        return load_mapping(path)
    except MappingFault as fault:
        complaints.print(str(fault), style="red", markup=False)
        raise typer.Exit(2) from fault
