"""When something of ours goes wrong: it is logged, and the reader sees one calm notice."""

import logging

from dash import set_props

from layouts import ids
from layouts.shell import notice_lines

log = logging.getLogger(__name__)
SORRY = "刚才的操作没有完成，页面上仍是之前的内容。请稍后再试；如一直如此，请告诉管理员。"


def report(error: Exception) -> None:
    """Log a callback's exception and say so on the page."""
    log.error("callback failed", exc_info=error)
    set_props(ids.NOTICE, {"children": notice_lines([SORRY])})
