from layouts.pages.overview import note_coverage
from tests.layouts.seeing import catalogue


def test_a_card_says_who_is_asked_for_its_figure() -> None:
    # 16 townships and a department; 12 townships that have such households.
    assert note_coverage(catalogue()["trainees"], 15, 17, organs=True) == "本项应报17个单位（含区级部门），已报15个"
    assert note_coverage(catalogue()["lifted_households"], 10, 12, organs=True) == "本项应报12个单位，已报10个"
    assert note_coverage(catalogue()["trainees"], 3, 4, organs=False) == "本项应报4个单位，已报3个"
    assert note_coverage(catalogue()["trainees"], 17, 17, organs=True) == ""
