"""How strictly figures are checked is declared for all of them and for one."""

import tomllib
from pathlib import Path

from data.catalogue_loading import load_catalogue
from data.checks import Checks
from data.settings import Settings
from tests.data.test_catalogue_loading import MEMBERS, THEME, TRAINEES, faults_of


def test_checks_are_declared_for_all_figures_and_for_one(tmp_path: Path) -> None:
    members = MEMBERS + 'checks = { stock_jump = "off", history = 12 }\n'
    (tmp_path / "a.toml").write_text(THEME + TRAINEES + members, "utf-8")
    plain = load_catalogue(tmp_path)
    (tmp_path / "checks.toml").write_text(
        '[checks]\nstock_jump = "block"\noutlier = "off"\nzero_report = "block"\n', "utf-8"
    )
    catalogue = load_catalogue(tmp_path)
    assert [theme.code for theme in catalogue.themes] == ["a"]
    trainees, own = catalogue.checks_of("trainees"), catalogue.checks_of("members")
    assert (trainees.stock_jump, trainees.outlier, trainees.history) == ("block", "off", 8)
    assert (own.stock_jump, own.outlier, own.history) == ("off", "off", 12)
    assert (plain.checks.zero_report, catalogue.checks.zero_report) == ("warn", "block")
    # Checks change no figure that is kept: nothing is to be rebuilt.
    assert catalogue.fingerprint == plain.fingerprint


def test_faults_of_checks_come_with_file_and_key(tmp_path: Path) -> None:
    checks = 'chek = 1\n[checks]\nstok_jump = "off"\nbelow_minimum = "off"\n'
    checks += 'outlier = "hint"\nhistory = 2\nstrangeness = 0.5\n'
    metric = MEMBERS + 'checks = { zero_report = "off", strangeness = "big" }\n'
    assert faults_of(tmp_path, a=THEME + metric, checks=checks) == [
        "a.toml › metrics.members.checks.strangeness：“big”应为数",
        "a.toml › metrics.members.checks.zero_report：没有这个键，请检查拼写",
        "checks.toml › chek：没有这个键；只有 checks",
        "checks.toml › checks.below_minimum：“off”不在允许的值之内（block、warn）",
        "checks.toml › checks.outlier：“hint”不在允许的值之内（block、warn、off）",
        "checks.toml › checks.history：“2”小于最小值 3",
        "checks.toml › checks.strangeness：“0.5”小于最小值 1",
        "checks.toml › checks.stok_jump：没有这个键，请检查拼写",
    ]


def test_the_file_of_checks_says_what_holds_without_it() -> None:
    written = tomllib.loads((Settings().catalogue_dir / "checks.toml").read_text("utf-8"))
    assert written == {"checks": Checks().model_dump()}
