"""Taking answers from a process that has opened a stranger's file: nothing but plain values and a few known classes."""

from __future__ import annotations

import io
import pickle
import sys
from dataclasses import is_dataclass
from typing import IO, Any

from subsidy_ledger.errors import LedgerError
from subsidy_ledger.importing import dialect, intake, profile  # noqa: F401 - looked up by name below
from subsidy_ledger.importing.opening import errand, number_format, portions  # noqa: F401 - looked up by name below
from subsidy_ledger.importing.opening.errand import LENGTH_BYTES

# An answer may be made of the dataclasses that these modules define, and of their errors.
MODULES = frozenset(
    {
        "subsidy_ledger.domain.sentences",
        "subsidy_ledger.errors",
        "subsidy_ledger.importing.opening.errand",
        "subsidy_ledger.importing.dialect",
        "subsidy_ledger.importing.intake",
        "subsidy_ledger.importing.opening.number_format",
        "subsidy_ledger.importing.opening.portions",
        "subsidy_ledger.importing.profile",
    }
)
DATES = frozenset({"date", "datetime", "time", "timedelta"})
# How an error is made anew; see LedgerError.
AGAIN = ("subsidy_ledger.errors", "_again")


class Unreadable(Exception):
    """What came is no answer: the process was brought out of step, or somebody tried to get out of it."""


def next_answer(stream: IO[bytes], bytes_max: int) -> Any:
    """The next message of the child; EOFError where there is none, Unreadable where it is not what we let in."""
    length = int.from_bytes(_exactly(stream, LENGTH_BYTES), "big")
    if length > bytes_max:
        raise Unreadable
    answer = _exactly(stream, length)
    try:
        return _Unpickler(io.BytesIO(answer)).load()
    except Exception as error:
        raise Unreadable from error


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


class _Unpickler(pickle.Unpickler):
    """A pickle can call anything that can be imported; this one only what is on the list."""

    def find_class(self, module: str, name: str) -> Any:
        if (module == "datetime" and name in DATES) or (module, name) == AGAIN:
            return super().find_class(module, name)
        found = vars(sys.modules[module]).get(name) if module in MODULES else None
        if isinstance(found, type) and found.__module__ == module and _is_value(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _is_value(kind: type) -> bool:
    return is_dataclass(kind) or issubclass(kind, LedgerError)
