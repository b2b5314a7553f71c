"""Workbooks given out: the blank form of a unit and month, and what was handed in with its problems marked."""

import io
from datetime import datetime
from urllib.parse import unquote

import openpyxl
import pytest
from flask.testing import FlaskClient

from callbacks.indexing import Dashboard
from pipelines import inbox
from tests.pipelines.forms import NAMES, book, form

AT = datetime(2025, 7, 3, 9)


def hand_in(made: Dashboard, content: bytes) -> int:
    number = inbox.receive(made.store, "one", "霁川镇2025年6月.xlsx", content, "组织部", AT)
    while inbox.work(made.store, NAMES):
        pass
    return number


def test_the_blank_form_bears_its_unit_and_month(client: FlaskClient) -> None:
    answer = client.get("/submission/form.xlsx?unit=jichuan&month=202506")
    assert answer.status_code == 200
    assert "霁川镇2025-06月报表.xlsx" in unquote(answer.headers["Content-Disposition"])
    texts = [str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(answer.data)).active for cell in row]  # type: ignore[union-attr]
    assert "填报单位：霁川镇" in "".join(texts)
    assert "党员总数" in texts


@pytest.mark.parametrize("query", ["", "unit=nobody&month=202506", "unit=jichuan&month=202513", "unit=jichuan&month=x"])
def test_there_is_no_other_form(client: FlaskClient, query: str) -> None:
    assert client.get(f"/submission/form.xlsx?{query}").status_code == 404


def test_a_faulty_workbook_comes_back_with_its_cells_marked(made: Dashboard, client: FlaskClient) -> None:
    number = hand_in(made, form(("党员总数", "名", 500), ("培训人次", "人次", -3)))
    answer = client.get(f"/submission/marked/upload-{number}")
    assert answer.status_code == 200
    comment = openpyxl.load_workbook(io.BytesIO(answer.data))["月报"]["D5"].comment
    assert comment is not None
    assert "“-3”小于最小值 0" in comment.text


@pytest.mark.parametrize("record", ["upload-77", "submission-1", "upload-x", "nothing", f"upload-{'9' * 30}"])
def test_what_is_not_there_is_not_given(client: FlaskClient, record: str) -> None:
    assert client.get(f"/submission/marked/{record}").status_code == 404


def test_what_was_rejected_is_not_given_back(made: Dashboard, client: FlaskClient) -> None:
    number = hand_in(made, book(名单=[["序号", "身份证号"], [1, "340000200001010000"]]))
    assert client.get(f"/submission/marked/upload-{number}").status_code == 404
