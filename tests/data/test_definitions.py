"""Definitions as models: copies stand for themselves."""

from tests.pipelines.derived import CATALOGUE


def test_a_copy_is_asked_anew() -> None:
    first, second = CATALOGUE.metrics[:2]
    assert CATALOGUE[first.code].label_zh == first.label_zh
    assert CATALOGUE.checks_of(first.code)
    renamed = CATALOGUE.model_copy(update={"metrics": (first.model_copy(update={"label_zh": "改名"}),)})
    assert renamed[first.code].label_zh == "改名"
    assert second.code not in renamed
    assert list(renamed.codes()) == [first.code]
    assert second.code in CATALOGUE
