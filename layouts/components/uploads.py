"""Handing files in: where they are dropped, how far they are, what became of each."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from data.places import Places
from data.uploads import UNDER_WAY, UPLOAD_ZH, Upload, UploadStatus
from layouts import elements as html
from layouts.components.aria import aria
from layouts.components.decisions import name_units
from layouts.components.notices import empty_state
from layouts.components.standing import Tone, moment, standing

_SIGNS: dict[str, tuple[str, Tone]] = {
    "waiting": ("…", "plain"),
    "reading": ("…", "plain"),
    "passed": ("✓", "good"),
    "known": ("=", "plain"),
    "faulty": ("!", "warn"),
    "rejected": ("✕", "bad"),
    "failed": ("✕", "bad"),
}
#: So many are listed.
SHOWN = 60
_WANTING: tuple[UploadStatus, ...] = ("faulty", "rejected", "failed")


def drop_zone(bounds: str, most_bytes: int, most_files: int) -> Component:
    """Where files are dropped or chosen; ``assets/submission.js`` sends them and draws their bars."""
    limits = {"data-most-bytes": str(most_bytes), "data-most-files": str(most_files)}
    return html.Div(
        [
            html.P("把表格文件拖到这里，可以一次拖入多个", className="drop-title"),
            html.Button("选择文件", type="button", className="btn btn-primary drop-choose"),
            html.P(bounds, className="drop-bounds"),
            html.Div(className="sending", role="group", **aria(label="传送进度")),
        ],
        className="drop-zone",
        **limits,
    )


def upload_state(upload: Upload) -> Component:
    """The word for how an upload stands, or for what was decided on it since."""
    if upload.status == "passed":
        return submission_state(upload.decided)
    return standing(UPLOAD_ZH[upload.status], *_SIGNS[upload.status])


def submission_state(status: str) -> Component:
    """The word for how a submission stands."""
    if status == "accepted":
        return standing("已接收", "✓", "good")
    if status == "returned":
        return standing("已退回", "↩", "warn")
    return standing(UPLOAD_ZH["passed"], *_SIGNS["passed"])


def batch_progress(uploads: Sequence[Upload]) -> list[Component]:
    """How far the reading of what was handed in last is, and how it went; nothing where nothing was."""
    last = [upload for upload in uploads if upload.batch == uploads[0].batch]
    if not last:
        return []
    counts = Counter(upload.status for upload in last)
    done = len(last) - sum(counts[status] for status in UNDER_WAY)
    said = "，".join(f"{UPLOAD_ZH[status]} {counts[status]} 个" for status in UPLOAD_ZH if counts[status])
    words = html.Span(f"最近一次交来 {len(last)} 个：{said}")
    if done == len(last):
        return [html.P(words, className="reading-progress")]
    bar = html.Progress(value=str(done), max=str(len(last)), **aria(label="读取进度"))
    return [html.Div([bar, words], className="reading-progress")]


def upload_list(uploads: Sequence[Upload], places: Places, link: Any) -> Component:
    """What was handed in last, newest first, and before it what of the last batch wants attention: whose figures
    it states, as far as it could be read, and who handed it in.

    ``link`` gives the address of an upload's record.
    """
    if not uploads:
        return empty_state("还没有交来文件")
    last = uploads[0].batch
    rows = [
        html.Tr(
            [
                html.Th([_name(upload, link), *_beneath(name_units(upload.areas, upload.months, places))], scope="row"),
                html.Td(upload_state(upload), className="keep"),
                html.Td(_counts(upload)),
                html.Td([moment(upload.received_at), *_beneath(upload.received_by)], className="keep"),
            ],
            key=str(upload.id),
            className="upload-under-way" if upload.status in UNDER_WAY else "",
        )
        for upload in sorted(uploads, key=lambda one: one.batch != last or one.status not in _WANTING)[:SHOWN]
    ]
    headers = ("文件", "状态", "问题", "交来")
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in headers]))
    table = html.Table([head, html.Tbody(rows)], className="figures uploads")
    return html.Div(
        table, className="table-box uploads-box", tabIndex="0", role="region", **aria(label="最近交来的文件")
    )


def _beneath(words: str) -> list[Component]:
    return [html.Span(words, className="beneath")] if words else []


def _name(upload: Upload, link: Any) -> Any:
    return upload.file_name if upload.status in UNDER_WAY else html.Link(upload.file_name, href=link(upload))


def _counts(upload: Upload) -> str:
    blocking = sum(problem.severity == "block" for problem in upload.problems)
    warnings = len(upload.problems) - blocking
    parts = (f"{blocking} 必须改" if blocking else "", f"{warnings} 提醒" if warnings else "")
    return "，".join(part for part in parts if part)
