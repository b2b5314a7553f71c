"""Every fault of the catalogue is told at once, with file and key; a district changes a file and nothing else."""

from pathlib import Path

import pytest

from data.catalogue_loading import CatalogueFault, load_catalogue
from data.settings import Settings

THEME = """
[theme]
label_zh = "思想引领"
label_en = "Leadership"
order = 1
"""
TRAINEES = """
[metrics.trainees]
label_zh = "培训人次"
label_en = "Attendances"
unit = "人次"
basis = "flow"
reported_by = ["township"]
polarity = "higher"
report_area = "whole"
definition = "本月参加培训的人次。"
why = "看覆盖。"
"""
MEMBERS = """
[metrics.members]
label_zh = "党员总数"
label_en = "Members"
unit = "名"
basis = "stock"
reported_by = ["township"]
polarity = "none"
report_area = "denominator"
definition = "报告期末党员总数。"
why = "作分母。"
"""


def faults_of(folder: Path, **files: str) -> list[str]:
    for name, content in files.items():
        (folder / f"{name}.toml").write_text(content, "utf-8")
    with pytest.raises(CatalogueFault) as raised:
        load_catalogue(folder)
    return raised.value.faults


def test_a_sound_catalogue_is_read_in_the_order_of_its_themes(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(THEME.replace("order = 1", "order = 2") + TRAINEES, "utf-8")
    (tmp_path / "b.toml").write_text(THEME + MEMBERS, "utf-8")
    catalogue = load_catalogue(tmp_path)
    assert [theme.code for theme in catalogue.themes] == ["b", "a"]
    assert list(catalogue.codes()) == ["members", "trainees"]
    assert catalogue["trainees"].theme == "a"
    assert "trainees" in catalogue
    assert "nobody" not in catalogue


def test_all_faults_of_all_files_come_together_with_file_and_key(tmp_path: Path) -> None:
    broken = TRAINEES.replace('basis = "flow"', 'basis = "monthly"').replace('why = "看覆盖。"', 'wy = "看覆盖。"')
    assert faults_of(
        tmp_path,
        a=THEME + broken + 'decimals = 9\nfigure = 0\nrate = { per = "ghost", label_zh = "每百名" }\n',
        b="[theme]\nlabel_zh = 1\n" + MEMBERS + 'at_least = "ghost"\n',
        c="[theme\n",
    ) == [
        "a.toml › metrics.trainees.basis：“monthly”不在允许的值之内（flow、cumulative、stock、ledger）",
        "a.toml › metrics.trainees.why：缺少这个键",
        "a.toml › metrics.trainees.figure：“0”小于最小值 1",
        "a.toml › metrics.trainees.decimals：“9”大于最大值 4",
        "a.toml › metrics.trainees.rate.label_en：缺少这个键",
        "a.toml › metrics.trainees.rate.unit：缺少这个键",
        "a.toml › metrics.trainees.wy：没有这个键，请检查拼写",
        "b.toml › theme.label_zh：“1”应为文字，写在引号里",
        "b.toml › theme.label_en：缺少这个键",
        "b.toml › theme.order：缺少这个键",
        "c.toml：不是有效的 UTF-8 TOML 文件（Expected ']' at the end of a table declaration (at line 1, column 7)）",
    ]


def test_a_reference_to_nothing_is_told_once_every_file_could_be_read(tmp_path: Path) -> None:
    assert faults_of(
        tmp_path,
        a=THEME
        + MEMBERS
        + 'part_of = "ghost"\nat_least = "spirit"\noverlapping_parts = ["phantom", "wraith"]\n'
        + 'difference = ["shade", "members"]\n'
        + 'rate = { per = "spook", label_zh = "每", label_en = "per", unit = "名/个" }\n',
    ) == [
        "a.toml › metrics.members.part_of：没有名为“ghost”的指标",
        "a.toml › metrics.members.at_least：没有名为“spirit”的指标",
        "a.toml › metrics.members.overlapping_parts：没有名为“phantom”的指标",
        "a.toml › metrics.members.overlapping_parts：没有名为“wraith”的指标",
        "a.toml › metrics.members.difference：没有名为“shade”的指标",
        "a.toml › metrics.members.difference：不能指向自己",
        "a.toml › metrics.members.rate.per：没有名为“spook”的指标",
    ]


def test_a_reference_to_a_metric_that_is_itself_at_fault_is_no_second_fault(tmp_path: Path) -> None:
    assert faults_of(
        tmp_path, a=THEME + TRAINEES + 'at_least = "members"\n' + MEMBERS.replace('unit = "名"', "unit = 3")
    ) == ["a.toml › metrics.members.unit：“3”应为文字，写在引号里"]


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        ("minimum = 3\nmaximum = 2", "maximum：小于 minimum 3"),
        ('ledger = { count = "found" }', 'ledger：basis = "ledger" 与 ledger 表必须同时出现'),
        ('overlapping_parts = ["members", "members"]', "overlapping_parts：至少两个不同的部分才谈得上交叉"),
        ('difference = ["members", "members"]', "difference：被减数与减数是同一个指标"),
        ('share = { label_zh = "占比", label_en = "Share" }', "share：占比需要 part_of 指明整体"),
        ('part_of = "members"', "part_of：单位“人次”与整体“members”的单位“名”不同"),
        (
            'rate = { per = "lectures", label_zh = "每次", label_en = "per", unit = "人次/次" }',
            "rate.per：分母“lectures”应为期末存量（stock），现为 flow",
        ),
        (
            'rate = { per = "organs", label_zh = "每个", label_en = "per", unit = "人次/个" }',
            "rate.per：没有哪一级同时填报本指标和分母“organs”，算不出比值",
        ),
        (
            'difference = ["members", "lectures"]',
            "difference：“members”的口径（stock）与本指标（flow）不同，不能核对",
        ),
        ('difference = ["members", "lectures"]', "difference：“members”的单位“名”与本指标的单位“人次”不同"),
    ],
)
def test_each_contradiction_is_found(tmp_path: Path, added: str, fault: str) -> None:
    lectures = (
        TRAINEES.replace("metrics.trainees", "metrics.lectures")
        .replace('unit = "人次"', 'unit = "次"')
        .replace('label_zh = "培训人次"', 'label_zh = "讲党课次数"')
    )
    organs = (
        MEMBERS.replace("metrics.members", "metrics.organs")
        .replace('"township"', '"district"')
        .replace('党员总数"\n', '部门数"\n', 1)
    )
    files = THEME + TRAINEES + added + MEMBERS + lectures + organs
    assert f"a.toml › metrics.trainees.{fault}" in faults_of(tmp_path, a=files)


def test_a_ledger_metric_without_its_table_is_found(tmp_path: Path) -> None:
    assert faults_of(tmp_path, a=THEME + TRAINEES.replace('"flow"', '"ledger"')) == [
        'a.toml › metrics.trainees.ledger：basis = "ledger" 与 ledger 表必须同时出现'
    ]


def test_parts_that_hold_one_another_are_found(tmp_path: Path) -> None:
    other = MEMBERS.replace("metrics.members", "metrics.others").replace("党员总数", "其他总数")
    assert faults_of(tmp_path, a=THEME + MEMBERS + 'part_of = "others"\n' + other + 'part_of = "members"\n') == [
        "a.toml › metrics.members.part_of：部分与整体互相包含",
        "a.toml › metrics.others.part_of：部分与整体互相包含",
    ]


def test_what_must_be_unique_is_told_with_everybody_who_claims_it(tmp_path: Path) -> None:
    others = (
        MEMBERS.replace("metrics.members", "metrics.others").replace("党员总数", "其他总数")
        + 'figure = 3\nheadline = 1\naliases = ["党 员 总 数（名）", "“其他”总数"]\n'
    )
    ledger = TRAINEES.replace('"flow"', '"ledger"') + 'ledger = { count = "found" }\n'
    again = ledger.replace("metrics.trainees", "metrics.again").replace("培训人次", "再数一遍")
    assert faults_of(
        tmp_path, a=THEME + MEMBERS + "figure = 3\nheadline = 1\n" + others, b=THEME + ledger + again + TRAINEES[:1]
    ) == [
        "a.toml › theme.order：次序“1”同属 a、b",
        "a.toml › metrics.members：名称或别名“党员总数”同属 members、others",
        "a.toml › metrics.members.figure：编号“3”同属 members、others",
        "a.toml › metrics.members.headline：次序“a 1”同属 members、others",
        "b.toml › metrics.trainees.ledger：统计项“全部来源 found”同属 trainees、again",
    ]


def test_a_code_declared_in_two_files_is_found(tmp_path: Path) -> None:
    second = THEME.replace("order = 1", "order = 2") + MEMBERS
    assert faults_of(tmp_path, a=THEME + MEMBERS, b=second) == ["b.toml › metrics.members：已在 a.toml 中声明过"]


def test_things_that_are_no_tables_do_not_stop_the_reading(tmp_path: Path) -> None:
    assert faults_of(
        tmp_path,
        a="theme = 1\nmetrics = 2\nextra = 3\nanother = 4\n",
        b=THEME.replace("order", 'code = "b"\norder') + "[metrics]\nlectures = 5\n",
    ) == [
        "a.toml › another：没有这个键；只有 theme 和 metrics",
        "a.toml › extra：没有这个键；只有 theme 和 metrics",
        "a.toml › theme：应为一个表",
        "a.toml › metrics：应为若干个 [metrics.代码] 表",
        "b.toml › theme.code：由文件名或表名给出，不要再写",
        "b.toml › metrics.lectures：应为一个表",
    ]


def test_other_wrong_values_are_said_in_chinese(tmp_path: Path) -> None:
    wrong = (
        TRAINEES.replace("metrics.trainees", "metrics.Trainees")
        .replace('label_en = "Attendances"', 'label_en = " "')
        .replace('reported_by = ["township"]', "reported_by = []")
        + 'aliases = "培训"\ndifference = ["a", "b", "c"]\nminimum = "零"\ndecimals = 1.5\nshare = 2\n'
    )
    assert faults_of(tmp_path, a=THEME + wrong) == [
        "a.toml › metrics.Trainees.code：“Trainees”不能作代码，应符合 ^[a-z][a-z0-9_]*$",
        "a.toml › metrics.Trainees.label_en：不能为空",
        "a.toml › metrics.Trainees.reported_by：至少要有 1 项",
        "a.toml › metrics.Trainees.decimals：“1.5”应为整数",
        "a.toml › metrics.Trainees.minimum：“零”应为数",
        "a.toml › metrics.Trainees.difference：最多 2 项",
        "a.toml › metrics.Trainees.share：“2”应为一个表，如 { 键 = 值 }",
        "a.toml › metrics.Trainees.aliases：“培训”应为列表，如 [ … ]",
    ]


def test_a_folder_without_a_catalogue_is_said(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == [f"{tmp_path}：没有 .toml 文件"]
    assert faults_of(tmp_path, a=THEME) == [f"{tmp_path}：没有任何 metrics"]


def test_the_message_holds_every_line() -> None:
    assert str(CatalogueFault(["a.toml：一", "b.toml：二"])) == "指标目录有误：\na.toml：一\nb.toml：二"


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf" + (THEME + MEMBERS).replace("\n", "\r\n").encode())
    assert list(load_catalogue(tmp_path).codes()) == ["members"]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for path in Settings().catalogue_dir.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_a_district_adds_a_metric_by_editing_a_file(copied: Path) -> None:
    before = load_catalogue(copied)
    with (copied / "lead.toml").open("a", encoding="utf-8") as file:
        file.write(
            TRAINEES.replace("metrics.trainees", "metrics.volunteers").replace("培训人次", "志愿服务人次")
            + 'rate = { per = "party_members", times = 100, label_zh = "每百名党员志愿服务人次", '
            + 'label_en = "Per 100", unit = "人次/百名党员" }\n'
        )
    after = load_catalogue(copied)
    assert set(after.codes()) - set(before.codes()) == {"volunteers"}
    assert [metric.code for metric in after.of_theme("lead")][-1] == "volunteers"
    assert after["volunteers"].label("rate") == "每百名党员志愿服务人次"
    assert after.fingerprint != before.fingerprint


def test_a_district_adds_a_theme_by_adding_a_file(copied: Path) -> None:
    (copied / "serve.toml").write_text(
        THEME.replace("order = 1", "order = 6").replace("思想引领", "服务群众")
        + TRAINEES.replace("metrics.trainees", "metrics.volunteers").replace("培训人次", "志愿服务人次"),
        "utf-8",
    )
    catalogue = load_catalogue(copied)
    assert catalogue.themes[-1].label_zh == "服务群众"
    assert catalogue.theme("serve").code == "serve"
    assert [metric.code for metric in catalogue.of_theme("serve")] == ["volunteers"]


def test_events_are_counted_one_by_one(tmp_path: Path) -> None:
    found = faults_of(tmp_path, a=THEME + TRAINEES + 'nature = "events"\ndecimals = 1\n')
    assert found == ["a.toml › metrics.trainees.nature：偶发事件逐件计数，decimals 应为 0"]
