"""What a page does: files come in, and the department decides; only from our own pages."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.indexing import Dashboard
from callbacks.submission import find_record, list_form_months
from data.submissions import Submission
from layouts.components.warnings import warning_table
from pipelines import inbox
from tests.layouts.seeing import text_of
from tests.pipelines.forms import CATALOGUE, NAMES, PLACES, form

OURS = {"Origin": "http://localhost"}
GOOD = form(("党员总数", "名", 500), ("培训人次", "人次", 12))
ASKED = [metric for metric in CATALOGUE.metrics if metric.asked and PLACES["jichuan"].asked_for(metric)]
#: All that is asked but two figures, which are asked after.
WARNED = form(*[(metric.label_zh, metric.unit, 0) for metric in ASKED[:-2]])


def hand_in(made: Dashboard, content: bytes, name: str = "霁川镇2025年6月.xlsx") -> int:
    """Hand a file in through the page, and have it read; the number of its upload."""
    query = {"name": name, "batch": "one"}
    answer = made.server.test_client().post("/upload", query_string=query, data=content, headers=OURS)
    assert (answer.status_code, answer.json) == (200, {})
    while inbox.work(made.store, NAMES):
        pass
    return made.store.uploads(1)[0].id


def submission_of(made: Dashboard, number: int) -> Submission:
    found = find_record(made.store, f"upload-{number}")
    assert found is not None
    assert found.submission is not None
    return found.submission


def test_a_file_comes_in_and_is_accepted(made: Dashboard, client: FlaskClient) -> None:
    number = hand_in(made, GOOD, "../霁川镇2025年6月.xlsx")
    submission = submission_of(made, number)
    assert (submission.file_name, submission.status, submission.received_by) == (
        "霁川镇2025年6月.xlsx",
        "reported",
        "组织部",
    )
    answer = client.post(f"/submission/{submission.id}/accept", headers=OURS)
    assert (answer.status_code, answer.json) == (200, {})
    assert submission_of(made, number).status == "accepted"
    assert made.store.figures(["trainees"], [202506], ["jichuan"])["value"].tolist() == [12]


def test_a_return_needs_a_reason(made: Dashboard, client: FlaskClient) -> None:
    number = submission_of(made, hand_in(made, GOOD)).id
    refused = client.post(f"/submission/{number}/return", data={"reason": "  "}, headers=OURS)
    assert refused.status_code == 409
    assert refused.json is not None
    assert "理由" in refused.json["message"]
    done = client.post(f"/submission/{number}/return", data={"reason": "培训人次请核对"}, headers=OURS)
    assert done.status_code == 200
    submission = made.store.submission(number)
    assert submission is not None
    assert [(event.what, event.by, event.reason) for event in submission.events] == [
        ("received", "组织部", ""),
        ("returned", "组织部", "培训人次请核对"),
    ]


def test_warnings_are_answered_before_acceptance(made: Dashboard, client: FlaskClient) -> None:
    upload = hand_in(made, WARNED)
    number = submission_of(made, upload).id
    places = [place for place, _ in enumerate(submission_of(made, upload).warned)]
    assert places
    refused = client.post(f"/submission/{number}/accept", headers=OURS)
    assert refused.status_code == 409
    assert refused.json is not None
    assert "说明" in refused.json["message"]
    answers = {f"answer-{place}": f" 第{place}项属实 " for place in places}
    assert client.post(f"/submission/{number}/answer", data=answers, headers=OURS).status_code == 200
    told = [warned.answer.reason if warned.answer else "" for warned in submission_of(made, upload).warned]
    assert told == [f"第{place}项属实" for place in places]
    assert client.post(f"/submission/{number}/accept", headers=OURS).status_code == 200
    assert submission_of(made, upload).status == "accepted"


def test_one_reason_answers_several_warnings(made: Dashboard, client: FlaskClient) -> None:
    # Names with a slip of the pen are taken for what they are near to, and asked after.
    slips = ("主体班、轮训班、专题讲坐期数", "期", 3), ("违反中央八项规定精神查出人数", "人", 2)
    upload = hand_in(made, form(*slips, ("漠视侵害群众利益问题立安件数", "件", 1)))
    found = submission_of(made, upload)
    warned = [one.problem.rule for one in found.warned]
    assert warned.count(warned[0]) == len(warned) == 3
    shown = text_of(warning_table(found, [one.problem for one in found.warned], linked=False))
    assert "同类的 3 条，如：" in shown
    unpicked = client.post(f"/submission/{found.id}/answer", data={"together": "属实"}, headers=OURS)
    assert (unpicked.status_code, "没有选任何一条提醒" in str(unpicked.json)) == (409, True)
    data = {"together": "属实", "pick": ["0"], "answer-1": "另有原因"}
    assert client.post(f"/submission/{found.id}/answer", data=data, headers=OURS).json == {}
    told = [one.answer.reason if one.answer else "" for one in submission_of(made, upload).warned]
    assert told == ["属实", "另有原因", *[""] * (len(warned) - 2)]
    client.post(f"/submission/{found.id}/answer", data={"together": "都属实", "rule": warned}, headers=OURS)
    told = [one.answer.reason if one.answer else "" for one in submission_of(made, upload).warned]
    assert told == ["属实", "另有原因", *["都属实"] * (len(warned) - 2)]


def test_several_are_accepted_and_one_does_not_hold_up_the_others(made: Dashboard, client: FlaskClient) -> None:
    contents = {"霁川镇": GOOD, "萤湖镇": form(("党员总数", "名", 300), unit="萤湖镇"), "待说明": WARNED}
    numbers = {
        name: submission_of(made, hand_in(made, content, f"{name}.xlsx")).id for name, content in contents.items()
    }
    nothing = client.post("/submission/accept", headers=OURS)
    assert (nothing.status_code, nothing.json) == (
        409,
        {"message": "没有选任何一份，什么也没有接收。请先在左边打勾。"},
    )
    answer = client.post("/submission/accept", data={"number": [str(one) for one in numbers.values()]}, headers=OURS)
    assert answer.status_code == 409
    assert answer.json is not None
    first, *others = answer.json["message"].splitlines()
    assert first == "接收了 2 份，1 份没有接收。请逐份打开处理。"
    assert others
    assert {line.split(" › ")[0].split("：")[0] for line in others} == {"待说明.xlsx"}
    stand = {name: made.store.submission(number) for name, number in numbers.items()}
    assert {name: one.status for name, one in stand.items() if one} == {
        "霁川镇": "accepted",
        "萤湖镇": "accepted",
        "待说明": "reported",
    }


def test_a_month_is_locked_reopened_and_given_another_deadline(made: Dashboard, client: FlaskClient) -> None:
    def act(what: str, **data: str) -> tuple[int, str]:
        answer = client.post(f"/month/202506/{what}", data=data, headers=OURS)
        return answer.status_code, (answer.json or {}).get("message", "")

    assert act("lock") == (200, "")
    assert made.store.locked_months([202506]) == [202506]
    assert act("lock") == (409, "2025年6月已经锁定。不必再锁。")
    status, message = act("reopen", reason=" ")
    assert (status, message.startswith("重新开放2025年6月没有写理由。")) == (409, True)
    assert act("reopen", reason="更正漏报") == (200, "")
    assert made.store.locked_months([202506]) == []
    assert act("deadline", day="2025-07-08") == (200, "")
    assert act("deadline", day="") == (409, "没有填日期，截止日期没有改。请填日期，如 2025-07-08。")
    assert act("deadline", day="7月8日") == (409, "“7月8日”，截止日期没有改。请填日期，如 2025-07-08。")
    assert made.store.deadline(202506) == date(2025, 7, 8)
    for month in (202513, 99):
        assert client.post(f"/month/{month}/lock", headers=OURS).status_code == 404


def test_what_is_not_there_is_said(client: FlaskClient) -> None:
    answer = client.post("/submission/77/accept", headers=OURS)
    assert answer.status_code == 404
    assert answer.json is not None
    assert "77" in answer.json["message"]


@pytest.mark.parametrize(
    "path", ["/upload?name=a.xlsx&batch=b", "/submission/1/accept", "/month/202506/lock", "/rebase/trainees/jichuan"]
)
@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", None])
def test_another_sites_page_does_nothing(made: Dashboard, client: FlaskClient, path: str, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    assert client.post(path, data=b"x", headers=headers).status_code == 403
    assert made.store.uploads() == []


def test_too_large_a_request_is_not_read(made: Dashboard, client: FlaskClient, monkeypatch: Any) -> None:
    monkeypatch.setattr("callbacks.acts.MAX_BYTES", 1000)
    answer = client.post("/upload?name=a.xlsx&batch=b", data=bytes(1002), headers=OURS)
    assert answer.status_code == 413
    assert made.store.uploads() == []


def test_a_record_that_is_not_there_is_said(client: FlaskClient) -> None:
    shown = client.get("/submission?record=upload-77").get_data(as_text=True)
    assert "没有“upload-77”这份材料" in shown


def test_the_form_of_the_month_to_be_reported_is_offered() -> None:
    assert list_form_months([202505, 202506], date(2025, 8, 2)) == [202507, 202506, 202505]
    assert list_form_months([202505, 202506], date(2026, 11, 24)) == [202610, 202507, 202506, 202505]
    assert list_form_months([], date(2025, 1, 2)) == [202412]


def test_a_control_chart_begins_anew_and_no_more(made: Dashboard, client: FlaskClient) -> None:
    for month in ("5", "6"):
        number = submission_of(
            made, hand_in(made, form(("培训人次", "人次", 12), month=f"2025年{month}月"), f"{month}.xlsx")
        )
        client.post(f"/submission/{number.id}/accept", headers=OURS)
    unexplained = client.post("/rebase/trainees/jichuan", data={"month": "202506"}, headers=OURS)
    assert (unexplained.status_code, "没有写理由" in str(unexplained.json)) == (409, True)
    assert client.post("/rebase/trainees/nowhere", data={"month": "202506"}, headers=OURS).status_code == 409
    said = {"month": "202506", "reason": "两村合并"}
    assert client.post("/rebase/trainees/jichuan", data=said, headers=OURS).json == {}
    gone = client.post("/rebase/trainees/jichuan/202506/remove", data={"reason": "推迟合并"}, headers=OURS)
    assert gone.status_code == 200
    together = {"month": "202506", "reason": "口径调整", "within": "qingwu"}
    assert client.post("/rebase/trainees/jichuan", data=together, headers=OURS).json == {}
    for area in ("qingwu", "yinghu"):
        assert [event.reason for event in made.store.rebase_events("trainees", area)] == ["口径调整"]
    assert client.post("/rebase/trainees/jichuan/202506/remove", data=together, headers=OURS).json == {}
    nowhere = client.post("/rebase/trainees/jichuan", data={**together, "within": "nowhere"}, headers=OURS)
    assert nowhere.status_code == 409
    events = made.store.rebase_events("trainees", "jichuan")[:2]
    assert [(event.what, event.by, event.reason) for event in events] == [
        ("set", "组织部", "两村合并"),
        ("removed", "组织部", "推迟合并"),
    ]
