"""Forms as they are printed: accounts, yearbooks in two languages, tables of databases, blanks to fill in by hand."""

from tests.pipelines.reading.drawn import name_rows, read, sort_rows


def test_accounts_end_in_totals_of_their_own_name() -> None:
    (table,) = read(
        """
2023年一般公共预算收入决算表||
||单位：万元
项    目|预算数|决算数
一、税收收入|180|177
    增值税|70|68
二、非税收入|40|42
本年收入合计|220|219
转移性收入||98
收入总计||317
""",
        "A1:C1",
    )
    assert sort_rows(table) == "..hdddtdt"


def test_the_country_has_a_total_and_assets_are_an_item() -> None:
    (table,) = read("地区|投资额（亿元）|住宅\n全国总计|40632|30824\n东部地区|24838|18542\n资产总计|8371|6649")
    assert sort_rows(table) == "htdd"


def test_parts_marked_as_yearbooks_do() -> None:
    (table,) = read("""
指    标|单位|2022年|2023年
地区生产总值|亿元|412.5|438.9
  #工业|亿元|120.8|128.0
人均地区生产总值|元|73268|78235
""")
    assert (name_rows(table), table.part_rows) == (["地区生产总值", "工业", "人均地区生产总值"], frozenset({3}))
