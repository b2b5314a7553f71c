"""Databases for tests: a fresh SQLite file, or a fresh database in a PostgreSQL of the tests' own.

``TEST_DATABASE_URL`` names a PostgreSQL server to use instead; its user must be allowed to create
databases. Without it a private cluster is made in a temporary folder and removed at the end.
"""

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, create_engine, make_url

from data.tables import metadata

_numbers = count(1)


@contextmanager
def run_postgresql() -> Iterator[URL]:
    """The address of a PostgreSQL server for as long as the block lasts.

    Without binaries the test is skipped with the reason; under continuous integration it fails.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    binaries = _find_binaries()
    if binaries is None:
        reason = "没有找到 PostgreSQL 的 initdb；请安装 postgresql，或用 TEST_DATABASE_URL 指定一个服务器"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="dashboard-postgresql-"))
    cluster = folder / "cluster"
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(folder, "postgres", "postgres")
    with _clean_up(folder, [binaries / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop"]):
        locale = ["--locale=C.UTF-8", "-E", "UTF8", "--auth=trust", "-U", "postgres", "--no-sync"]
        _run([binaries / "initdb", "-D", cluster, *locale], folder)
        port = _free_port()
        options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off -c max_connections=60"
        _run([binaries / "pg_ctl", "-D", cluster, "-o", options, "-l", folder / "log", "-w", "start"], folder)
        yield URL.create("postgresql+psycopg", "postgres", host="127.0.0.1", port=port, database="postgres")


@contextmanager
def _clean_up(folder: Path, stop: Sequence[str | Path]) -> Iterator[None]:
    """Stop the server and remove its folder at the end, also if this process is killed before.

    A shell waits for the end of a pipe that only this process holds open.
    """
    stopping = shlex.join(str(word) for word in (*_as_postgres(), *stop))
    script = f"read _; {stopping}; rm -rf {shlex.quote(str(folder))}"
    quiet = subprocess.DEVNULL
    waiting = subprocess.Popen(
        ["sh", "-c", script], cwd="/", stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield
    finally:
        assert waiting.stdin is not None
        waiting.stdin.close()
        waiting.wait()


@contextmanager
def make_database(server: URL, template: str = "template1") -> Iterator[URL]:
    """The address of a database of its own on a server, a copy of a template, dropped at the end."""
    name = f"dashboard_test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        try:
            yield server.set(database=name)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def write_address(url: URL) -> str:
    """A database's address as settings hold it."""
    return url.render_as_string(hide_password=False)


def _plain(url: URL) -> str:
    return write_address(url.set(drivername="postgresql"))


def _find_binaries() -> Path | None:
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return Path(on_path).resolve().parent if on_path else found[-1].parent if found else None


def _as_postgres() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _run(command: Sequence[str | Path], folder: Path) -> None:
    # The server outlives pg_ctl and would hold a pipe open: its output goes to a file.
    with open(folder / "commands.log", "ab+") as log:
        whole = [*_as_postgres(), *command]
        done = subprocess.run(whole, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        if done.returncode:
            log.seek(0)
            said = log.read().decode(errors="replace")
            pytest.fail(f"{command[0]} 没有成功：\n{said}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def read_table(database: str, table: str) -> list[tuple[Any, ...]]:
    """Every row of a table, in order."""
    engine = create_engine(database)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
    engine.dispose()
    return sorted(rows, key=repr)


def empty_database(database: str) -> None:
    """Delete every row of every table; the schema stays."""
    engine = create_engine(database)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()
