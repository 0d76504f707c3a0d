"""The process that opens a file: the file may crash it, keep it busy for ever or take all memory, and nothing else.

It gets one pickled order on its standard input and carries it out within the limits the order names. Each answer is a
pickled message on its standard output, preceded by its length; the last one says how it ended.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable

from subsidy_ledger.errors import LedgerError
from subsidy_ledger.importing.opening.errand import LENGTH_BYTES, Ending, Order
from subsidy_ledger.importing.opening.limits import MEGABYTE, Limits

# Processor seconds beyond those on the wall: for the child whose parent was killed, and can no longer end it.
GRACE_SECONDS = 10


def main() -> None:
    # Ctrl-C reaches both processes, and the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not fall among the answers.
    os.dup2(2, 1)
    order: Order = pickle.load(sys.stdin.buffer)
    hold_to(order.limits)

    def send(message: object) -> None:
        answer = pickle.dumps(message, protocol=5)
        answers.write(len(answer).to_bytes(LENGTH_BYTES, "big"))
        answers.write(answer)
        answers.flush()

    # A parent that has given up does not read any more.
    with contextlib.suppress(BrokenPipeError):
        send(carry_out(order, send))


def carry_out(order: Order, send: Callable[[object], None]) -> LedgerError | Ending:
    """Sends all that the order yields; gives the error it ended with, or how it ended."""
    try:
        for message in order.carry_out():
            send(message)
    except BrokenPipeError:
        raise
    except LedgerError as error:
        return error
    except MemoryError:
        return Ending("out of memory")
    except BaseException as fault:  # noqa: BLE001 - a panic is no Exception; whatever it is, the parent tells it
        traceback.print_exc()
        return Ending("fault", f"{type(fault).__name__} {_place(fault)}")
    return Ending("done")


def _place(fault: BaseException) -> str:
    """The file and line where it happened, for whoever looks after this program."""
    where = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{os.path.basename(where.filename)}:{where.lineno}"


def hold_to(limits: Limits) -> None:
    """Has the system end this process where it goes beyond; Windows knows no such limits, macOS not that of memory."""
    try:
        import resource
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: limits.memory * MEGABYTE,
        resource.RLIMIT_CPU: limits.seconds + GRACE_SECONDS,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, hard))


if __name__ == "__main__":
    main()
