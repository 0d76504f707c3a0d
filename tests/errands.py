"""Orders that do in the child what hostile files have done to readers, so that each end can be tested."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.opening.limits import Limits


@dataclass(frozen=True)
class Misdeed:
    """Does `what` after having sent `before` answers."""

    what: str
    before: int = 0
    limits: Limits = field(default_factory=lambda: Limits(memory=256, seconds=30))
    file: str = "lines.xlsx"

    def carry_out(self) -> Iterator[object]:
        yield from range(self.before)
        getattr(self, f"_{self.what}")()
        yield "the end"

    def _nothing(self) -> None:
        pass

    def _print(self) -> None:
        os.write(1, b"to stdout, as a library may")
        print("to stdout", flush=True)
        print("to stderr " * 100_000, file=sys.stderr, flush=True)

    def _abort(self) -> None:
        os.abort()

    def _segfault(self) -> None:
        os.kill(os.getpid(), signal.SIGSEGV)

    def _killed(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def _leave(self) -> None:
        os._exit(7)

    def _loop(self) -> None:
        while True:
            pass

    def _sleep(self) -> None:
        time.sleep(600)

    def _memory(self) -> None:
        held = [bytes(1 << 24) for _ in range(1 << 10)]
        raise AssertionError(len(held))

    def _rust_memory(self) -> None:
        os.write(2, b"memory allocation of 3458764513820540928 bytes failed\n")
        os.abort()

    def _recurse(self) -> None:
        self._recurse()

    def _raise(self) -> None:
        raise LookupError("a fault of ours")

    def _refuse(self) -> None:
        raise Refused("file-odd", "{file} is odd.", file=self.file)


@dataclass(frozen=True)
class Intruder:
    """Sends what a process that was taken over by a file might send."""

    reach_for: str
    limits: Limits = field(default_factory=Limits)
    file: str = "lines.xlsx"

    def carry_out(self) -> Iterator[object]:
        yield Reaching(self.reach_for)


class Reaching:
    """A pickle that calls something when it is opened."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __reduce__(self) -> tuple[object, ...]:
        import subprocess

        from subsidy_ledger.errors import LedgerError
        from subsidy_ledger.importing.opening import isolation

        calls: dict[str, tuple[object, ...]] = {
            "system": (os.system, ("touch intruder",)),
            "popen": (subprocess.Popen, (["touch", "intruder"],)),
            "eval": (eval, ("1 + 1",)),
            "getattr": (getattr, (LedgerError, "__init__")),
            "ours": (isolation.carry_out, (None, None)),
            "module": (vars, (isolation,)),
        }
        return calls[self.what]
