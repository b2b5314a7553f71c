"""A laptop and a tablet show every page whole: nothing is cut at the right."""

import pytest
from playwright.sync_api import Page

from callbacks.pages import PAGES
from callbacks.served import Served
from tests.journeys.seeing import list_cut, open_page

VIEW = "?metric=trainees&form=rate&units=yinghu,luting"


@pytest.mark.parametrize("width", [1366, 1024])
@pytest.mark.parametrize("served", PAGES, ids=lambda served: served.page.code)
def test_no_page_and_no_table_is_wider_than_its_room(page: Page, served: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    open_page(page, f"{served.page.path}{VIEW}")
    assert list_cut(page) == []
