"""What pages have drawn, kept as long as the data are the same.

Leaders look at the same few views; the second reader of a view should not wait for it to be drawn
again. Kept under the store's version, never for a time: an accepted correction is seen at once.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from callbacks.served import Served
from data.selection import Selection
from data.store import Store
from layouts.components.plain import Plain, plain
from layouts.parts import Part

#: Views kept for each store; one is some 100 KB.
MOST = 200
_Key = tuple[int, str, str]
_drawn: WeakKeyDictionary[Store, OrderedDict[_Key, list[Any]]] = WeakKeyDictionary()
_lock = Lock()


def draw(store: Store, served: Served, selection: Selection) -> list[Any]:
    """The values of a page's parts for a selection; whose figure is traced does not matter to them."""
    asked = selection.but(trace="")
    if served.live:
        return draw_anew(store, served, asked)
    key = (store.version(), served.page.code, asked.query())
    with _lock:
        kept = _drawn.setdefault(store, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    values = draw_anew(store, served, asked)
    with _lock:
        kept[key] = values
        while len(kept) > MOST:
            kept.popitem(last=False)
    return values


def draw_anew(store: Store, served: Served, selection: Selection) -> list[Any]:
    """The same, whatever was drawn before."""
    drawn = served.page.draw(served.view(store, selection))
    return [_put(served, part, value) for part, value in zip(served.page.parts, drawn, strict=True)]


def _put(served: Served, part: Part, value: Any) -> Any:
    match part.prop:
        case "children":
            return plain(value)
        case "tree":
            return Plain(value, id=served.page.id_of(part.name))
    return value
