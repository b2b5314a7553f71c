"""What a page does besides showing: files come in, and the department decides on them.

Flask routes, for Dash would carry files as text inside JSON. All of them answer with ``{}`` or, with
status 4xx, with ``{"message": …}`` for the person who acted.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from dash import Dash
from flask import Flask, request
from flask.typing import ResponseReturnValue

from callbacks.acting import acting_person, require_same_origin
from callbacks.mapping import confirm_choices, forget_choices
from data.problems import Problem, Refusal
from data.store import StaleDefinitions, Store
from pipelines.accepting import accept_each
from pipelines.answering import pick_warnings
from pipelines.inbox import receive
from pipelines.reading.bounds import MAX_BYTES
from pipelines.target_sheets import type_target

#: A reason is a sentence or two.
_FORM_BYTES = 200_000
_Act = Callable[..., None]


def register(app: Dash, store: Store) -> None:
    """Add the routes."""
    server: Flask = app.server
    server.post("/upload", endpoint="upload")(partial(take_upload, store))
    for rule, act in ACTS.items():
        server.post(rule, endpoint=rule)(partial(perform, store, act))
    server.post("/targets/<int:year>/<metric>", endpoint="target")(partial(set_target, store))
    server.post("/rebase/<metric>/<area>", endpoint="rebase")(partial(set_rebase, store))
    server.post("/rebase/<metric>/<area>/<int:month>/remove", endpoint="unbase")(partial(remove_rebase, store))


def take_upload(store: Store) -> ResponseReturnValue:
    """One file as the body of a request, its name and its batch in the query."""
    require_same_origin()
    # One byte more, so that a file that is too large is told so in its own words.
    request.max_content_length = MAX_BYTES + 1
    batch = request.args.get("batch", "")[:40]
    name = request.args.get("name", "")
    return answer(lambda: receive(store, batch, name, request.get_data(), acting_person(), datetime.now()))


def perform(store: Store, act: _Act, **named: int) -> ResponseReturnValue:
    """One act, on the submission or upload that the address numbers."""
    require_same_origin()
    request.max_content_length = _FORM_BYTES
    return answer(lambda: act(store, **named))


def set_target(store: Store, year: int, metric: str) -> ResponseReturnValue:
    """One unit's annual target of a metric, as typed in."""
    require_same_origin()
    request.max_content_length = _FORM_BYTES
    area, value = request.form.get("area", ""), request.form.get("value", "")
    return answer(lambda: type_target(store, year, metric, area, value, acting_person(), _now()))


def set_rebase(store: Store, metric: str, area: str) -> ResponseReturnValue:
    """A control chart begins anew with the month that the form names, for the reason given."""
    require_same_origin()
    request.max_content_length = _FORM_BYTES
    month, reason = request.form.get("month", 0, type=int), request.form.get("reason", "")
    return answer(lambda: store.set_rebase(metric, _rebased(store, area), month, acting_person(), _now(), reason))


def remove_rebase(store: Store, metric: str, area: str, month: int) -> ResponseReturnValue:
    """A control chart begins anew with a month no more, for the reason given."""
    require_same_origin()
    request.max_content_length = _FORM_BYTES
    reason = request.form.get("reason", "")
    return answer(lambda: store.remove_rebase(metric, _rebased(store, area), month, acting_person(), _now(), reason))


def _rebased(store: Store, area: str) -> list[str]:
    """The area, or the one that the form names ``within`` and all that it compares."""
    within = request.form.get("within", "")
    compared = store.places.compared(within) if within in store.places else ()
    return [within, *(unit.code for unit in compared)] if within else [area]


def answer(act: Callable[[], Any]) -> ResponseReturnValue:
    """``{}``, or why it was refused."""
    try:
        act()
    except (Refusal, StaleDefinitions) as refusal:
        return {"message": str(refusal)}, 409
    except LookupError as error:
        return {"message": str(error)}, 404
    return {}


def accept(store: Store, number: int) -> None:
    """接收."""
    store.accept(number, acting_person(), _now())


def accept_chosen(store: Store) -> None:
    """接收所选: those that the form numbers; the others of them are accepted though one may not be."""
    numbers = [int(number) for number in request.form.getlist("number") if number.isdecimal()]
    if not numbers:
        raise Refusal([Problem("nothing_chosen", "block", "没有选任何一份", "，什么也没有接收", "请先在左边打勾")])
    done = list(accept_each(store, numbers, acting_person(), _now()))
    if problems := [problem for one in done for problem in one.problems]:
        refused = sum(bool(one.problems) for one in done)
        said = f"接收了 {len(done) - refused} 份", f"，{refused} 份没有接收", "请逐份打开处理"
        raise Refusal([Problem("partly", "block", *said), *problems])


def give_back(store: Store, number: int) -> None:
    """退回, with the reason given."""
    store.return_submission(number, acting_person(), _now(), request.form.get("reason", "").strip())


def explain(store: Store, number: int) -> None:
    """Answer those of its warnings that something was written to, and by one reason those that were picked."""
    together = request.form.get("together", "").strip()
    answers: dict[int, str] = {}
    if together:
        picked = {int(place) for place in request.form.getlist("pick") if place.isdecimal()}
        places = pick_warnings(store.submission(number), picked, request.form.getlist("rule"))
        if not places:
            said = "没有选任何一条提醒", "，一起说明的理由没有记下", "请先在左边打勾，或选同类提醒"
            raise Refusal([Problem("nothing_chosen", "block", *said)])
        answers = dict.fromkeys(places, together)
    for field, reason in request.form.items():
        kind, _, place = field.partition("-")
        if kind == "answer" and place.isdecimal() and reason.strip():
            answers[int(place)] = reason.strip()
    for answered, reason in answers.items():
        store.answer_warning(number, answered, reason, acting_person(), _now())


def lock(store: Store, month: int) -> None:
    """锁定 a month."""
    store.lock(_real(month), acting_person(), _now())


def reopen(store: Store, month: int) -> None:
    """重新开放 a month, with the reason given."""
    store.reopen(_real(month), acting_person(), _now(), request.form.get("reason", "").strip())


def set_deadline(store: Store, month: int) -> None:
    """改期: until when a month is to be reported."""
    written = request.form.get("day", "")
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        said = f"“{written}”" if written else "没有填日期"
        raise Refusal([Problem("no_day", "block", said, "，截止日期没有改", "请填日期，如 2025-07-08")]) from error
    store.set_deadline(_real(month), day)


def _real(month: int) -> int:
    if not 190001 <= month <= 999912 or not 1 <= month % 100 <= 12:
        raise LookupError(f"没有 {month} 这个月")
    return month


def confirm_mapping(store: Store, number: int) -> None:
    """确认: what the headings of an upload mean."""
    confirm_choices(store, number, request.form)


ACTS: dict[str, _Act] = {
    "/submission/accept": accept_chosen,
    "/submission/<int:number>/accept": accept,
    "/submission/<int:number>/return": give_back,
    "/submission/<int:number>/answer": explain,
    "/month/<int:month>/lock": lock,
    "/month/<int:month>/reopen": reopen,
    "/month/<int:month>/deadline": set_deadline,
    "/mapping/<int:number>/confirm": confirm_mapping,
    "/mapping/<int:number>/forget": forget_choices,
}


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)
