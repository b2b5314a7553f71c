"""对应关系: what a file's headings are taken for, and keeping what a person says of the others."""

from collections.abc import Mapping
from datetime import datetime
from itertools import islice

from callbacks.acting import acting_person
from callbacks.served import Served
from data.excerpts import Excerpt, Spot
from data.headings import LEAVABLE, Choice, Entry, HeadingPlace, Part
from data.problems import Problem, Refusal
from data.selection import Selection
from data.store import Store
from data.uploads import Upload
from layouts.components.headings import field_name, name_meaning
from layouts.pages import mapping as page
from pipelines.confirmations import confirm, forget, list_questions, settle_file
from pipelines.excerpts import MOST_SHEETS, excerpt_grid
from pipelines.harmonising import Names
from pipelines.hints import collect_hints
from pipelines.inbox import read_again
from pipelines.proposals import Proposal, TableProposal, propose

#: So many headings are asked about at once; the rest when these are told.
AT_ONCE = 60
GONE = "没有这个文件，或文件没有保留。"


def view(store: Store, selection: Selection) -> page.View:
    """The page's view of the upload that the address names."""
    upload, proposal = read_proposal(store, selection.record)
    questions = list_questions(proposal) if proposal else {}
    asked = dict(islice(questions.items(), AT_ONCE))
    tables = proposal.tables if proposal else ()
    return page.View(
        selection=selection,
        catalogue=store.catalogue,
        places=store.places,
        upload=upload,
        last=store.last_upload(upload.sha256) if upload else None,
        senders=list(dict.fromkeys(table.sender for table in tables if table.open)),
        tables=[_describe(store, number, table, asked) for number, table in enumerate(tables)],
        excerpts=_excerpt_sheets(store, tables, asked),
        kept=len({table.signature for table in tables if table.kept is not None}),
        more=len(questions) - len(asked),
    )


def read_proposal(store: Store, record: str) -> tuple[Upload | None, Proposal | None]:
    """The upload of a record (``upload-17``) and what its file is taken for; nothing where the file is not kept."""
    kind, _, number = record.partition("-")
    upload = store.upload(int(number)) if kind == "upload" and number.isdecimal() else None
    content = store.file(upload.sha256) if upload else None
    if upload is None or content is None:
        return None, None
    return upload, propose(content, upload.file_name, Names(store.catalogue, store.places), collect_hints(store))


def _describe(store: Store, number: int, table: TableProposal, asked: Mapping[HeadingPlace, Entry]) -> page.Described:
    own = {place: entry for place, entry in asked.items() if place[0] == number}
    area = store.places[table.area].name if table.area else ""
    return page.Described(table.table.sheet, table.rows_hold, area, table.month, own)


def _excerpt_sheets(
    store: Store, tables: tuple[TableProposal, ...], asked: Mapping[HeadingPlace, Entry]
) -> list[Excerpt]:
    """The sheets with something to explain, or all where there is nothing, with the parts of all their tables."""
    open_sheets = {tables[number].table.sheet for number, _, _ in asked}
    shown = [table for table in tables if table.table.sheet in open_sheets or not open_sheets]
    grids = {table.table.sheet: table.table.grid for table in shown}
    excerpts = []
    for sheet, grid in list(grids.items())[:MOST_SHEETS]:
        own = [table for table in shown if table.table.sheet == sheet]
        parts: dict[int, Part] = {row: part for table in own for row, part in table.parts.items()}
        marks = {entry.cell: _mark(store, entry) for table in own for entry in table.entries if entry.cell}
        sought = [entry.cell for (number, _, _), entry in asked.items() if tables[number] in own and entry.cell]
        excerpts.append(excerpt_grid(grid, marks, parts, sought))
    return excerpts


def _mark(store: Store, entry: Entry) -> Spot:
    meaning = name_meaning(Choice(entry.kind, entry.code), store.catalogue, store.places) if entry.kind else ""
    return Spot("", "", certainty=entry.certainty, meaning=meaning)


def confirm_choices(store: Store, number: int, form: Mapping[str, str]) -> None:
    """确认: keep what was chosen for an upload's headings, and have its file read again."""
    upload, proposal = read_proposal(store, f"upload-{number}")
    if upload is None or proposal is None:
        raise LookupError(GONE)
    asked = {place: entry for place, entry in islice(list_questions(proposal).items(), AT_ONCE) if entry.key}
    read = {place: Choice.read(form.get(field_name(place), "")) for place in asked}
    chosen = {place: choice for place, choice in read.items() if choice and _may_be(store, asked[place], choice)}
    if open_ := [entry.text for place, entry in asked.items() if place not in chosen]:
        named = "、".join(f"“{text}”" for text in open_[:5]) + ("等" if len(open_) > 5 else "")
        remedy = "请逐一选定，不用的选“不读取”"
        raise Refusal([Problem("not_told", "block", f"还有 {len(open_)} 处没有选定", f"：{named}", remedy)])
    at = datetime.now().replace(microsecond=0)
    if problems := confirm(store, proposal, settle_file(proposal, chosen), acting_person(), at):
        raise Refusal(problems)
    read_again(store, upload.sha256, acting_person(), at)


def _may_be(store: Store, entry: Entry, choice: Choice) -> bool:
    """Whether a choice is one that the page offers."""
    match choice.kind:
        case "metric":
            return "metric" in entry.kinds and choice.code in store.catalogue
        case "place":
            return "place" in entry.kinds and choice.code in store.places
        case None:
            return entry.axis in LEAVABLE
    return choice.kind in entry.kinds


def forget_choices(store: Store, number: int) -> None:
    """重新说明: forget what was confirmed for the layouts of an upload's tables."""
    _, proposal = read_proposal(store, f"upload-{number}")
    if proposal is None:
        raise LookupError(GONE)
    forget(store, proposal)


SERVED = Served(page.PAGE, view, live=True)
