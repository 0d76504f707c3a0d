"""Has a stranger's file opened in a process of its own, so that no file can hang or end this program."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from subsidy_ledger.errors import LedgerError, Refused
from subsidy_ledger.importing.opening.answers import Unreadable, next_answer
from subsidy_ledger.importing.opening.errand import Ending, Order
from subsidy_ledger.importing.opening.limits import MEGABYTE

# -P: a file of the folder where the officer happens to be must never be taken for a part of the program.
COMMAND = ("-P", "-m", "subsidy_ledger.importing.opening.child")
COMPLAINT_BYTES = 8192
# What the readers of values say when the system gives them no more memory, before they end the process.
NO_MEMORY = (b"memory allocation of", b"MemoryError", b"out of memory", b"Cannot allocate memory")


def carry_out(order: Order, take: Callable[[Any], None]) -> None:
    """Does `order` in a process of its own within the order's limits; `take` gets each thing it yields.

    Raises the LedgerError that the order ended with, and Refused where the process crashed, ran out of memory or
    took too long. The process never outlives the call, whatever ends it.
    """
    child = _Child(order)
    try:
        ending = child.ending(take)
    finally:
        child.end()
    if isinstance(ending, LedgerError):
        raise ending
    if ending.how == "out of memory":
        raise _too_large(order)
    if ending.how == "fault":
        raise _crashed(order, ending.where)


class _Child:
    """The running process. `ending` may be asked for once."""

    def __init__(self, order: Order) -> None:
        self._order = order
        try:
            self._process = subprocess.Popen(
                [sys.executable, *COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        except OSError as error:
            raise LedgerError(
                "reader-not-started",
                "The process that reads files could not be started ({reason}). Close other programs and try again.",
                reason=error.strerror or type(error).__name__,
            ) from error
        self._complaint = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._is_late = False
        self._timer = threading.Timer(order.limits.seconds, self._give_up)
        self._timer.daemon = True
        self._listener.start()
        self._timer.start()

    def ending(self, take: Callable[[Any], None]) -> LedgerError | Ending:
        """Hands the order over and every answer on, and gives the last."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            self._hand_over(stdin)
            while True:
                answer = next_answer(stdout, self._order.limits.memory * MEGABYTE)
                if isinstance(answer, LedgerError | Ending):
                    return answer
                take(answer)
        except (BrokenPipeError, EOFError, Unreadable):
            return self._post_mortem()

    def end(self) -> None:
        """Ends the process if it is still there, and waits until it is gone."""
        self._timer.cancel()
        self._process.kill()
        self._process.wait()
        self._listener.join()
        self._timer.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def _hand_over(self, stdin: IO[bytes]) -> None:
        with stdin:
            pickle.dump(self._order, stdin, protocol=5)

    def _listen(self) -> None:
        """Keeps the end of what the process says of itself; it must not fill the officer's screen."""
        stderr = self._process.stderr
        assert stderr is not None
        while said := stderr.read1(COMPLAINT_BYTES):  # type: ignore[attr-defined]
            self._complaint = (self._complaint + said)[-COMPLAINT_BYTES:]

    def _give_up(self) -> None:
        self._is_late = True
        self._process.kill()

    def _post_mortem(self) -> Ending:
        """Why the process went without a last word; raises Refused where it was too slow."""
        code = self._process.wait()
        if self._is_late:
            raise _too_slow(self._order)
        self._listener.join()
        # Where a system has no memory left at all, it kills without a word.
        if any(words in self._complaint for words in NO_MEMORY) or code == -getattr(signal, "SIGKILL", 0):
            return Ending("out of memory")
        return Ending("fault", _name_of(code))


def _name_of(code: int) -> str:
    """ "SIGSEGV", or the exit code where no signal ended the process."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return str(code)


def _too_slow(order: Order) -> Refused:
    return Refused(
        "reading-too-slow",
        "{file} could not be read within {limit} seconds. Open it in Excel or LibreOffice, save it as a new .xlsx and "
        "import that; if it is a very long list, give it more time: --time-limit {more}.",
        file=order.file,
        limit=order.limits.seconds,
        more=order.limits.seconds * 4,
    )


def _too_large(order: Order) -> Refused:
    return Refused(
        "reading-too-large",
        "{file} needs more than {limit} megabytes of memory to be read. Copy the table alone into a new workbook and "
        "import that; if it is a very long list, give it more memory: --memory-limit {more}.",
        file=order.file,
        limit=order.limits.memory,
        more=order.limits.memory * 2,
    )


def _crashed(order: Order, where: str) -> Refused:
    return Refused(
        "reader-crashed",
        "{file} could not be read: it brought the reader to a stop ({where}). Open it in Excel or LibreOffice, save it "
        "as a new .xlsx and import that.",
        file=order.file,
        where=where,
    )
