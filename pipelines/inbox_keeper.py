"""Sees to it that somebody reads the inbox: one process beside the web server's, for as long as there is work.

Every web worker has a keeper; the one that holds the lock on the instance's folder is on duty, and
the kernel hands the lock on when its process ends, however it ends.
"""

import fcntl
import logging
import multiprocessing
import os
import resource
import signal
import time
from threading import Thread

from data.catalogue_loading import load_catalogue
from data.places import load_places
from data.settings import Settings
from data.store import Store, open_store
from pipelines.harmonising import Names
from pipelines.inbox import work

log = logging.getLogger(__name__)

#: What reading one file may use; a process that goes beyond is ended by the kernel.
MAX_SECONDS = 120
MAX_MEMORY = 4 * 1024**3
#: A reader without work ends, and gives back its memory.
IDLE_SECONDS = 120
_PAUSE = 0.25


def keep_inbox(store: Store, settings: Settings) -> None:
    """Watch the inbox from a thread of this process until it ends."""
    Thread(target=_watch, args=(store, settings), name="inbox", daemon=True).start()


def _watch(store: Store, settings: Settings) -> None:
    settings.instance_dir.mkdir(parents=True, exist_ok=True)
    with open(settings.instance_dir / "inbox.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        while True:
            try:
                _have_read(store, settings)
            except Exception:
                # The database may be away for a moment; the inbox is still there when it is back.
                log.exception("the inbox could not be read")
            time.sleep(_PAUSE)


def _have_read(store: Store, settings: Settings) -> None:
    """Start a reader if anything waits, and be there until it ends."""
    if not store.count_uploads():
        return
    # Whoever had claimed them is no more: there is one reader at a time.
    store.release_uploads()
    reader = multiprocessing.get_context("spawn").Process(target=read_inbox, args=(settings, os.getpid()), daemon=True)
    reader.start()
    reader.join()


def read_inbox(settings: Settings, parent: int) -> None:
    """Read what waits, within bounds, until there was nothing for a while or the parent is no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    os.nice(5)
    catalogue = load_catalogue(settings.catalogue_dir)
    places = load_places(settings.places_file, catalogue)
    store = open_store(settings.database, catalogue, places, settings.files_dir)
    names = Names(catalogue, places)
    until = time.monotonic() + IDLE_SECONDS
    while os.getppid() == parent and time.monotonic() < until:
        signal.alarm(MAX_SECONDS)
        worked = work(store, names)
        signal.alarm(0)
        if worked:
            until = time.monotonic() + IDLE_SECONDS
        else:
            time.sleep(_PAUSE)
