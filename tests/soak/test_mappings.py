"""Names that only their sender uses, in random layouts: refused until they are explained, then read exactly or not."""

from hypothesis import given
from hypothesis import strategies as st

from data.headings import LEAVABLE, Choice, Entry
from pipelines.confirmations import list_questions, settle_file
from pipelines.demo.pages import make_xlsx
from pipelines.gathering import read_content
from pipelines.hints import Hints
from pipelines.proposals import propose
from tests.senders import Sender, senders
from tests.soak.crosses import Cross, crosses
from tests.soak.layouts import PLAIN, Layout, lay_out, layouts
from tests.soak.test_layouts import ROUNDS, blocking, stated

FILE = "报表.xlsx"


@st.composite
def sent(draw: st.DrawFn) -> tuple[Sender, Cross]:
    """A sender and one way of looking at his district that states something."""
    sender = draw(senders())
    return sender, draw(crosses(sender.own))


def explain(sender: Sender, content: bytes) -> Hints:
    """What the sender, who knows his names, says of each heading that is asked about."""
    proposal = propose(content, FILE, sender.names)
    choices = {place: choice for place, entry in list_questions(proposal).items() if (choice := choose(sender, entry))}
    told = {table.signature: mapping for table, mapping in settle_file(proposal, choices)}
    tables = [table for table in proposal.tables if table.signature in told]
    return Hints(kept={(table.sender, table.signature): told[table.signature] for table in tables})


def choose(sender: Sender, entry: Entry) -> Choice | None:
    meant = sender.meant(entry.text)
    if meant is not None and meant.kind in entry.kinds:
        return meant
    if "数" in entry.text and "figures" in entry.kinds:
        return Choice("figures")
    return Choice() if entry.axis in LEAVABLE else None


@ROUNDS
@given(sent(), layouts)
def test_a_sheet_under_own_names_is_read_exactly_or_refused(given: tuple[Sender, Cross], layout: Layout) -> None:
    sender, cross = given
    content = make_xlsx([lay_out(cross, layout)])
    untold = read_content(content, FILE, sender.names)
    assert blocking(untold) or stated(untold) == cross.entries
    told = read_content(content, FILE, sender.names, explain(sender, content))
    assert blocking(told) or stated(told) == cross.entries


@ROUNDS
@given(sent())
def test_a_plain_sheet_under_own_names_is_read_exactly_once_explained(given: tuple[Sender, Cross]) -> None:
    sender, cross = given
    content = make_xlsx([lay_out(cross, PLAIN)])
    told = read_content(content, FILE, sender.names, explain(sender, content))
    assert (blocking(told), stated(told)) == ([], cross.entries)
