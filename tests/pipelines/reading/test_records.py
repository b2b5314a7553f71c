"""What was recognised, as it is written down."""

from pipelines.reading.records import describe_workbook
from pipelines.reading.workbook import open_workbook
from tests.pipelines.reading.drawn import write


def test_a_list_folded_to_fit_the_page_is_one_record() -> None:
    content = write("城市|环比|城市|环比\n北京|1|唐山|2\n天津|3||\n注：略|||")
    (record,) = describe_workbook(open_workbook(content, "a.xlsx"))
    assert record["table"] == {
        "sheet": "月报",
        "header_rows": [1],
        "first_data_row": 2,
        "last_data_row": 3,
        "n_data_rows": 3,
        "total_rows": [],
        "section_rows": [],
        "note_rows": [4],
    }
    assert record["flattened_headers"] == ["城市", "环比", "城市", "环比"]


def test_other_tables_of_a_sheet_are_records_of_their_own() -> None:
    content = write("乡镇|党员||村|户数\n甲镇|1||东村|3\n||||\n乡镇|党员|||\n乙镇|2|||")
    records = describe_workbook(open_workbook(content, "a.xlsx"))
    assert [record["flattened_headers"] for record in records] == [["乡镇", "党员"], ["村", "户数"], ["乡镇", "党员"]]
    assert [record["table"]["n_data_rows"] for record in records] == [1, 1, 1]
