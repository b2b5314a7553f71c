"""Annual targets as the store keeps them: every change is a row, and the last one counts."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Engine, Row, select

from data.store.connection import reading, writing
from data.store.keeping import check_local, read_meta, save_file, set_version
from data.store.rows import insert_rows
from data.store.tree import Tree
from data.tables import targets
from data.targets import Target, TargetChange

_Key = tuple[str, int, str]


class Targets:
    """The part of the store that keeps annual targets; each act is one transaction."""

    _engine: Engine
    _tree: Tree
    _files_dir: Path

    def set_targets(
        self,
        wanted: Sequence[Target],
        by: str,
        at: datetime,
        file_name: str = "",
        sha256: str = "",
        content: bytes | None = None,
    ) -> int:
        """Note the targets that differ from those that count, with the file that brought them; how many they are."""
        if content is not None:
            save_file(self._files_dir, sha256, content)
        with writing(self._engine) as connection:
            years = {target.year for target in wanted}
            current = {_key(target): target.value for year in years for target in self._current(connection, year)}
            changed = [target for target in wanted if current.get(_key(target)) != target.value]
            rows = [
                {
                    "metric": target.metric,
                    "year": target.year,
                    "area_id": self._tree.ids[target.area],
                    "value": target.value,
                    "set_by": by,
                    "set_at": check_local(at),
                    "file_name": file_name,
                    "sha256": sha256,
                    "sheet": target.sheet,
                    "cell": target.cell,
                }
                for target in changed
            ]
            insert_rows(connection, targets, rows)
            if changed:
                set_version(connection, int(read_meta(connection)["version"]) + 1)
        return len(changed)

    def targets(self, year: int) -> list[Target]:
        """The targets that count for a year, by metric and area as they were first set."""
        with reading(self._engine) as connection:
            return [target for target in self._current(connection, year) if target.value is not None]

    def target_changes(self, year: int, metric: str | None = None) -> list[TargetChange]:
        """How a year's targets, or those of one metric, were set and changed, oldest first."""
        wanted = [targets.c.year == year]
        wanted += [targets.c.metric == metric] if metric else []
        before: dict[_Key, float | None] = {}
        changes = []
        with reading(self._engine) as connection:
            for row in self._rows(connection, *wanted):
                target = self._target(row)
                earlier = before.get(_key(target))
                changes.append(TargetChange(target, earlier, row.set_by, row.set_at, row.file_name, row.sha256))
                before[_key(target)] = target.value
        return changes

    def _current(self, connection: Connection, year: int) -> list[Target]:
        rows = map(self._target, self._rows(connection, targets.c.year == year))
        return list({_key(target): target for target in rows}.values())

    def _rows(self, connection: Connection, *wanted: ColumnElement[bool]) -> list[Row[tuple[object, ...]]]:
        """Rows in the order in which they were written; those of areas that are declared no more say nothing."""
        known = targets.c.area_id.in_(list(self._tree.codes))
        return list(connection.execute(select(targets).where(*wanted, known).order_by(targets.c.id)))

    def _target(self, row: Row[tuple[object, ...]]) -> Target:
        return Target(row.metric, row.year, self._tree.codes[row.area_id], row.value, row.sheet, row.cell)


def _key(target: Target) -> _Key:
    return target.metric, target.year, target.area
