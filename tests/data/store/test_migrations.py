"""A database made with an earlier schema keeps what is in it."""

from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config

from data.store import open_store
from data.store.connection import MIGRATIONS, connect, writing
from data.submissions import Event, Scope
from tests.small_district import CATALOGUE, PLACES

FIRST = """
INSERT INTO areas (id, code) VALUES (1, 'q'), (2, 'a'), (3, 'b');
INSERT INTO submissions
       (id, sha256, file_name, layout, received_at, received_by, status, accepted_at, accepted_by, warnings)
VALUES (4, '4', '一.xlsx', '月报', '2025-02-05 09:00:00.000000', '青石镇', 'accepted',
        '2025-02-06 10:00:00.000000', '组织部', '[]'),
       (5, '5', '二.xlsx', '月报', '2025-02-07 09:00:00.000000', '白沙乡', 'reported', NULL, '', '[]');
INSERT INTO observations (id, submission_id, metric, month, area_id, value, state, sheet, cell, text)
VALUES (1, 4, 'meetings', 202501, 2, 3, 'reported', '月报', 'C1', '3'),
       (2, 4, 'cases', 202501, 2, 0, 'reported', '月报', 'C2', '0'),
       (3, 4, 'signs', 202501, 2, NULL, 'not_applicable', '月报', 'C3', '不适用'),
       (4, 4, 'members', 202501, 2, NULL, 'missing', '月报', 'C4', '未报'),
       (5, 5, 'meetings', 202501, 3, 0, 'reported', '月报', 'C1', '0')
"""


def test_the_first_tables_with_their_data(database: str, tmp_path: Path) -> None:
    engine = connect(database)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in FIRST.split(";"):
            connection.exec_driver_sql(statement)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT setval('areas_id_seq', 3)")
    engine.dispose()
    with closing(open_store(database, CATALOGUE, PLACES, tmp_path / "files")) as store:
        first, second = store.submission(4), store.submission(5)
        assert first
        assert second
        assert first.scopes == (Scope(202501, "a", 3, 1),)
        assert second.scopes == (Scope(202501, "b", 1, 1),)
        assert first.events == (
            Event("received", datetime(2025, 2, 5, 9), "青石镇", ""),
            Event("accepted", datetime(2025, 2, 6, 10), "组织部", ""),
        )
        assert second.events == (Event("received", datetime(2025, 2, 7, 9), "白沙乡", ""),)
        states = store.reporting([202501], "q", date(2025, 2, 10)).set_index("area")["state"].to_dict()
        assert states == {"a": "accepted", "b": "reported", "c": "pending", "o": "pending"}
        store.accept(5, "组织部", datetime(2025, 2, 8))
        assert store.figures(["meetings"], [202501], ["q"])["value"].tolist() == [3]
