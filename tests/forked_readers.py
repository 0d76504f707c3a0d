"""Reading processes by fork: the tests open some thousands of files, and starting Python took most of the time of each.

The program starts a fresh process for every file (importing/opening/isolation.py). Here one that has loaded all that
reading needs forks itself, with the same pipes and limits. test_isolation.py and the test of the wheel start real ones.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import IO

NUMBER_BYTES = 8


class Forked:
    """What isolation.py asks of `subprocess.Popen`."""

    def __init__(self, _command: Sequence[str], **_pipes: int) -> None:
        self.returncode: int | None = None
        pipes = [os.pipe() for _ in range(3)]
        self._status, theirs = socket.socketpair()
        (their_in, mine_in), (mine_out, their_out), (mine_err, their_err) = pipes
        socket.send_fds(mother().orders, [b"!"], [their_in, their_out, their_err, theirs.fileno()])
        for fd in (their_in, their_out, their_err):
            os.close(fd)
        theirs.close()
        self.stdin: IO[bytes] = os.fdopen(mine_in, "wb")
        self.stdout: IO[bytes] = os.fdopen(mine_out, "rb")
        self.stderr: IO[bytes] = os.fdopen(mine_err, "rb")
        self.pid = self._told()

    def kill(self) -> None:
        if self.returncode is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                self.wait()

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(self._told())
            self._status.close()
        return self.returncode

    def _told(self) -> int:
        told = self._status.recv(NUMBER_BYTES, socket.MSG_WAITALL)
        assert len(told) == NUMBER_BYTES, "the mother of the reading processes is gone"
        return int.from_bytes(told, "big")


class Mother:
    """The process that forks, by the socket it takes orders from; it ends when that is closed."""

    def __init__(self) -> None:
        self.orders, theirs = socket.socketpair()
        fd = theirs.fileno()
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__, str(fd)], pass_fds=[fd], stdin=subprocess.DEVNULL
        )
        theirs.close()

    def end(self) -> None:
        self.orders.close()
        self._process.wait()


# The one of this test process, once a file was opened.
mother = cache(Mother)


@contextmanager
def forking() -> Iterator[SimpleNamespace]:
    """What stands in the place of the module `subprocess` in isolation.py."""
    try:
        yield SimpleNamespace(Popen=Forked, PIPE=subprocess.PIPE)
    finally:
        if mother.cache_info().currsize:
            mother().end()


def serve(orders: socket.socket) -> None:
    import subsidy_ledger.importing.opening.workbook
    import subsidy_ledger.importing.reading  # noqa: F401
    from subsidy_ledger.importing.opening import child

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, fds, _, _ = socket.recv_fds(orders, 1, 4)
        if not message:
            return
        if os.fork() == 0:
            orders.close()
            _attend(child.main, fds)
        for fd in fds:
            os.close(fd)


def _attend(read: Callable[[], None], fds: list[int]) -> None:
    """In a process between: has the reading done in one of its own, and tells its number and how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *pipes, told = fds
    if (reader := os.fork()) == 0:
        os.close(told)
        for place, fd in enumerate(pipes):
            os.dup2(fd, place)
            os.close(fd)
        read()
        sys.stderr.flush()
        os._exit(0)
    for fd in pipes:
        os.close(fd)
    os.write(told, reader.to_bytes(NUMBER_BYTES, "big"))
    _, status = os.waitpid(reader, 0)
    os.write(told, status.to_bytes(NUMBER_BYTES, "big"))
    os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
