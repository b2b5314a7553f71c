"""Rebases of control charts as the store keeps them: events that are added, never changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from data.periods import month_label
from data.rebases import RebaseAct, RebaseEvent, list_rebases
from data.store.connection import reading, writing
from data.store.keeping import check_local, read_meta, set_version
from data.store.questions import read_months
from data.store.refusals import refuse, require_reason
from data.store.rows import insert_rows
from data.store.tree import Tree
from data.tables import rebase_events


class Rebases:
    """The part of the store that keeps rebases; each act is one transaction.

    Each raises ``Refusal`` for a metric or an area that is not declared.
    """

    _engine: Engine
    _tree: Tree

    def set_rebase(self, metric: str, areas: Sequence[str], month: int, by: str, at: datetime, reason: str) -> None:
        """Begin anew with a month, where what is counted changes in several areas at once. Raise ``Refusal``
        without a reason, where the month begins anew in all of them already, or where no figures stand on both
        sides of it."""
        self._require_declared(metric, areas)
        with writing(self._engine) as connection:
            months = read_months(connection)
            if not months or not months[0] < month <= months[-1]:
                expected = (
                    f"应在{month_label(months[0])}之后、{month_label(months[-1])}以前" if months else "还没有数据"
                )
                raise refuse("rebase_outside", month_label(month), f"前后没有数据，{expected}", "请另选一个月")
            fresh = [area for area in areas if not self._counts(connection, metric, area, month)]
            if not fresh:
                raise refuse("rebase_set", month_label(month), "已经设过重新起算", "要改理由请先撤销")
            self._note(connection, metric, fresh, month, "set", by, at, reason)

    def remove_rebase(self, metric: str, areas: Sequence[str], month: int, by: str, at: datetime, reason: str) -> None:
        """Begin anew with that month no more. Raise ``Refusal`` without a reason, or where none of them does."""
        self._require_declared(metric, areas)
        with writing(self._engine) as connection:
            counting = [area for area in areas if self._counts(connection, metric, area, month)]
            if not counting:
                raise refuse("no_rebase", month_label(month), "没有设过重新起算", "不必撤销")
            self._note(connection, metric, counting, month, "removed", by, at, reason)

    def rebase_events(self, metric: str, area: str) -> list[RebaseEvent]:
        """How the rebases of an area's metric were set and removed, oldest first."""
        self._require_declared(metric, [area])
        with reading(self._engine) as connection:
            return self._read(connection, metric, area)

    def _require_declared(self, metric: str, areas: Sequence[str]) -> None:
        if metric not in self._tree.catalogue:
            raise refuse("unknown_metric", f"“{metric}”", "不是指标代码", "请在指标口径页查代码")
        for area in areas:
            if area not in self._tree.places:
                raise refuse("unknown_area", f"“{area}”", "不是地区代码", "请用区划文件里的代码")

    def _counts(self, connection: Connection, metric: str, area: str, month: int) -> bool:
        return any(event.month == month for event in list_rebases(self._read(connection, metric, area)))

    def _read(self, connection: Connection, metric: str, area: str) -> list[RebaseEvent]:
        wanted = select(rebase_events).where(
            rebase_events.c.metric == metric, rebase_events.c.area_id == self._tree.ids[area]
        )
        return [
            RebaseEvent(metric, area, row.month, row.what, row.reason, row.by, row.at)
            for row in connection.execute(wanted.order_by(rebase_events.c.id))
        ]

    def _note(
        self,
        connection: Connection,
        metric: str,
        areas: Sequence[str],
        month: int,
        what: RebaseAct,
        by: str,
        at: datetime,
        reason: str,
    ) -> None:
        event = {
            "metric": metric,
            "month": month,
            "what": what,
            "reason": require_reason(reason, f"{month_label(month)}起重新起算" if what == "set" else "撤销重新起算"),
            "by": by,
            "at": check_local(at),
        }
        insert_rows(connection, rebase_events, [event | {"area_id": self._tree.ids[area]} for area in areas])
        set_version(connection, int(read_meta(connection)["version"]) + 1)
