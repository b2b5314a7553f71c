"""对应关系: a refused file is explained once, and the next month's goes in without asking."""

import re

import pytest
from flask.testing import FlaskClient

from callbacks.indexing import Dashboard
from callbacks.routing import render
from data.uploads import Upload
from layouts.prerender import to_html
from pipelines import inbox
from tests.callbacks.test_acts import OURS, hand_in
from tests.pipelines.forms import NAMES, book


def summary(month: int, *headers: str) -> bytes:
    named = headers or ("单位", "党员", "在册户口", "培训人次")
    return book(
        汇总=[[f"2025年{month}月党建汇总表"], named, ["霁川镇", 500, 12, 9], ["北片", 300, 0, 8], ["合计", 800, 12, 17]]
    )


@pytest.fixture
def number(made: Dashboard) -> int:
    """The upload of a summary with two headers and a place that nobody knows."""
    return hand_in(made, summary(6), "六月.xlsx")


def shown(made: Dashboard, number: int) -> str:
    return to_html(render(made.store, f"/mapping?record=upload-{number}"))


def upload(made: Dashboard, number: int) -> Upload:
    found = made.store.upload(number)
    assert found is not None
    return found


CHOICES = {
    "choice-0-column-2": "metric:party_members",
    "choice-0-column-3": "aside:",
    "choice-0-place-4": "place:yuyin",
}


def test_the_page_shows_parts_headings_and_what_they_may_be(made: Dashboard, number: int) -> None:
    page = shown(made, number)
    assert "有 3 处要说明。确认一次，以后没有写明单位的同样的表都照此读取，表头变了才会再问。" in page
    assert "2025年6月；各行是单位" in page
    assert re.findall(r'<select name="([^"]+)"', page) == list(CHOICES)
    # What is likely is chosen already; what is unknown waits.
    chosen = re.findall(r'<option[^>]* value="([^"]+)"[^>]* selected>|<option[^>]* selected[^>]* value="([^"]+)"', page)
    assert [a or b for a, b in chosen] == ["metric:party_members"]
    assert "党员总数（名）（少了“总数”）" in page
    rows = dict(re.findall(r'<tr class="part-(\w+)"><th scope="row">(\d)', page))
    assert {number: part for part, number in rows.items()} == {"1": "title", "2": "header", "4": "data", "5": "total"}
    assert re.search(r'<small class="sheet-part">表头</small>', page)
    assert re.search(r'class="heading-likely">党员<small class="heading-meaning">可能是：党员总数（名）</small>', page)
    assert re.search(r'class="heading-unknown">在册户口<small class="heading-meaning">未认出</small>', page)
    assert re.search(r'class="heading-certain">霁川镇<small class="heading-meaning">已认出：霁川镇</small>', page)


def test_a_refused_file_leads_to_the_page(made: Dashboard, number: int) -> None:
    page = to_html(render(made.store, f"/submission?record=upload-{number}"))
    [href] = re.findall(r'<a href="(/mapping[^"]+)">说明不认得的名称</a>', page)
    assert f"record=upload-{number}" in href


def test_confirming_keeps_it_and_reads_the_file_again(made: Dashboard, client: FlaskClient, number: int) -> None:
    assert upload(made, number).status == "faulty"
    answer = client.post(f"/mapping/{number}/confirm", data=CHOICES, headers=OURS)
    assert (answer.status_code, answer.json) == (200, {})
    assert "已重新读取：" in shown(made, number)
    while inbox.work(made.store, NAMES):
        pass
    again = made.store.last_upload(upload(made, number).sha256)
    assert again is not None
    assert (again.status, [problem.rule for problem in again.problems if problem.severity == "block"]) == ("passed", [])
    page = shown(made, number)
    assert "各栏都已认出。" in page
    assert 'class="heading-told">党员<small class="heading-meaning">已确认：党员总数（名）</small>' in page
    july = hand_in(made, summary(7), "七月.xlsx")
    assert upload(made, july).status == "passed"
    moved = hand_in(made, summary(8, "单位", "在册户口", "党员", "培训人次"), "八月.xlsx")
    assert upload(made, moved).status == "faulty"


def test_what_is_not_chosen_is_named_and_nothing_is_kept(made: Dashboard, client: FlaskClient, number: int) -> None:
    some = {**CHOICES, "choice-0-column-3": "", "choice-0-place-4": "place:nowhere"}
    answer = client.post(f"/mapping/{number}/confirm", data=some, headers=OURS)
    assert (answer.status_code, answer.json) == (
        409,
        {"message": "还有 2 处没有选定：“在册户口”、“北片”。请逐一选定，不用的选“不读取”。"},
    )
    assert made.store.mappings() == []


def test_a_choice_of_another_kind_is_no_choice(made: Dashboard, client: FlaskClient, number: int) -> None:
    odd = {**CHOICES, "choice-0-column-2": "place:jichuan"}
    assert client.post(f"/mapping/{number}/confirm", data=odd, headers=OURS).status_code == 409


def test_it_is_explained_anew(made: Dashboard, client: FlaskClient, number: int) -> None:
    client.post(f"/mapping/{number}/confirm", data=CHOICES, headers=OURS)
    assert len(made.store.mappings()) == 1
    assert client.post(f"/mapping/{number}/forget", headers=OURS).status_code == 200
    assert made.store.mappings() == []
    assert "有 3 处要说明。" in shown(made, number)


@pytest.mark.parametrize("act", ["confirm", "forget"])
def test_only_our_own_pages_may_confirm(made: Dashboard, client: FlaskClient, number: int, act: str) -> None:
    foreign = {"Origin": "http://elsewhere.example"}
    assert client.post(f"/mapping/{number}/{act}", data=CHOICES, headers=foreign).status_code == 403
    assert client.post(f"/mapping/9999/{act}", data=CHOICES, headers=OURS).status_code == 404


def test_without_a_file_the_page_says_where_to_go(made: Dashboard) -> None:
    assert "没有这个文件，或文件没有保留" in to_html(render(made.store, "/mapping"))
    assert '<a href="/mapping' not in to_html(render(made.store, "/"))


def test_sheets_of_one_layout_are_asked_about_once(made: Dashboard, client: FlaskClient) -> None:
    def sheet(unit: str) -> list[list[object]]:
        return [[f"填报单位：{unit}", "填报期间：2025年6月"], ["项目", "数量"], ["听课", 3], ["培训人次", 4]]

    number = hand_in(made, book(霁川=sheet("霁川镇"), 榆荫=sheet("榆荫街道")), "两镇.xlsx")
    page = shown(made, number)
    assert re.findall(r'<select name="([^"]+)"', page) == ["choice-0-row-3"]
    assert "霁川镇、榆荫街道以后报来同样的表都照此读取" in page
    client.post(f"/mapping/{number}/confirm", data={"choice-0-row-3": "metric:party_lectures"}, headers=OURS)
    while inbox.work(made.store, NAMES):
        pass
    again = made.store.last_upload(upload(made, number).sha256)
    assert again is not None
    assert again.status == "passed"


def test_many_names_are_asked_about_in_turn(made: Dashboard, client: FlaskClient) -> None:
    rows = [[f"怪名{place}号院", 1, 2] for place in range(70)]
    number = hand_in(made, book(汇总=[["2025年6月汇总表"], ["单位", "党员总数", "培训人次"], *rows]), "多.xlsx")
    page = shown(made, number)
    names = re.findall(r'<select name="([^"]+)"', page)
    assert (len(names), "有 70 处要说明，先说明这 60 处。" in page) == (60, True)
    answer = client.post(f"/mapping/{number}/confirm", data=dict.fromkeys(names, "aside:"), headers=OURS)
    assert answer.status_code == 200
    later = shown(made, number)
    assert len(re.findall(r'<select name="([^"]+)"', later)) == 10
    assert 'class="heading-unknown">怪名69号院' in later


def test_a_table_that_could_be_anybodys_is_not_kept(made: Dashboard, client: FlaskClient) -> None:
    number = hand_in(made, book(Sheet1=[["单位", "人数", "培训人次"], ["霁川镇", 500, 12]]), "6月.xlsx")
    answer = client.post(f"/mapping/{number}/confirm", data={"choice-0-column-2": "metric:party_members"}, headers=OURS)
    said = "6月.xlsx › Sheet1：没有写明是哪个单位的表，也没有标题，记不住。请在表上写明填报单位或标题后重新报送。"
    assert (answer.status_code, answer.json) == (409, {"message": said})
    assert made.store.mappings() == []
