"""A store that was filled directly holds exactly the truth that was reported."""

from datetime import date
from pathlib import Path

from data.store import open_store
from pipelines.demo.district import MONTHS, SEED, make_district
from tests.filling import fill_store, ledger_items
from tests.pipelines.demo.test_district import demo


def test_a_filled_store_answers_with_the_truth(tmp_path: Path) -> None:
    district = make_district(SEED, demo().catalogue, demo().places, MONTHS[-3:], silent=2)
    store = open_store(f"sqlite:///{tmp_path / 'demo.db'}", district.catalogue, district.places, tmp_path / "files")
    fill_store(store, district)
    fill_store(store, district)
    truth = district.reported.set_index(["metric", "month", "area"]).sort_index()
    codes = [metric.code for metric in district.catalogue.metrics if metric.asked]
    areas = [area.code for area in district.places.areas if area.parent is not None]
    figures = store.figures(codes, MONTHS[-3:], areas).set_index(["metric", "month", "area"]).sort_index()
    assert list(figures.index) == list(truth.index)
    assert figures["state"].tolist() == truth["state"].tolist()
    assert figures["value"].fillna(-1).tolist() == truth["value"].fillna(-1).tolist()
    assert store.months() == list(MONTHS[-3:])
    assert len(store.submissions(10)) == 4
    last_day = date(2025, 12, 31)
    assert sorted(store.ledger("qingwu", last_day)["number"]) == sorted(
        i.number for i in ledger_items(district, last_day)
    )
    store.close()
