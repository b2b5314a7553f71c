"""Many readers at once: each asks for the next view as soon as the last has come."""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import numpy as np

READERS = 50
VIEWS_EACH = 12


def list_questions(address: str, part: str, choices: Sequence[Sequence[Any]]) -> list[bytes]:
    """The requests by which a browser asks for ``part`` (``id.property``), one for each choice of input values."""
    with urlopen(f"{address}/_dash-dependencies") as answer:
        wired = next(one for one in json.load(answer) if part in one["output"] and not one["clientside_function"])
    outputs = [dict(zip(("id", "property"), end.rsplit(".", 1), strict=True)) for end in _ends(wired["output"])]
    inputs = [{"id": _read_id(one["id"]), "property": one["property"]} for one in wired["inputs"]]
    changed = [f"{one['id']}.{one['property']}" for one in wired["inputs"]]
    question = {"output": wired["output"], "outputs": outputs, "changedPropIds": changed}
    return [
        json.dumps(
            question | {"inputs": [one | {"value": value} for one, value in zip(inputs, choice, strict=True)]}
        ).encode()
        for choice in choices
    ]


def _ends(output: str) -> list[str]:
    return output.removeprefix("..").removesuffix("..").split("...")


def _read_id(text: str) -> Any:
    return json.loads(text) if text.startswith("{") else text


def crowd(address: str, questions: Sequence[bytes]) -> list[float]:
    """Milliseconds of every answer, the readers sharing out the questions. Raise ``RuntimeError`` for an error."""
    with ThreadPoolExecutor(READERS) as pool:
        taken = pool.map(_ask, [address] * READERS, [questions[reader::READERS] for reader in range(READERS)])
        return [moment for one in taken for moment in one]


def _ask(address: str, questions: Sequence[bytes]) -> list[float]:
    return list(_ask_each(HTTPConnection(urlsplit(address).netloc, timeout=120), questions))


def _ask_each(connection: HTTPConnection, questions: Sequence[bytes]) -> Iterator[float]:
    for question in questions:
        begun = time.perf_counter()
        connection.request("POST", "/_dash-update-component", question, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} for {question.decode()}")
        yield (time.perf_counter() - begun) * 1000
    connection.close()


def percentile(times: Sequence[float], share: int) -> float:
    return float(np.percentile(times, share))
