"""What can go wrong for a person, and the exit code each kind ends with."""

from __future__ import annotations

from enum import IntEnum

from subsidy_ledger.domain.sentences import Fact, Sentence


class ExitCode(IntEnum):
    OK = 0
    ABORT = 1
    USAGE = 2
    ATTENTION = 3
    REFUSED = 4
    NOT_READY = 5


class LedgerError(Exception):
    """One clear sentence with a stable code; never a traceback for whoever runs the command.

    `also` are further sentences, where more than one thing has to be said.
    """

    exit_code = ExitCode.ABORT

    def __init__(self, code: str, template: str, /, **facts: Fact) -> None:
        self.code = code
        self.also: tuple[Sentence, ...] = ()
        self.sentence = Sentence(template, facts)
        super().__init__(str(self.sentence))

    def __reduce__(self) -> tuple[object, ...]:
        """An error made in another process comes back whole."""
        return _again, (type(self), self.code, self.sentence.template, dict(self.sentence.facts), self.also)


class WrongUse(LedgerError):
    """The command was asked for something that does not exist or does not fit (exit 2)."""

    exit_code = ExitCode.USAGE


class Refused(LedgerError):
    """A workbook, profile or agreement was refused and nothing was posted (exit 4)."""

    exit_code = ExitCode.REFUSED


class NotReady(LedgerError):
    """The database is absent, unreachable, locked, not migrated, or newer than this program (exit 5)."""

    exit_code = ExitCode.NOT_READY


def _again(
    kind: type[LedgerError], code: str, template: str, facts: dict[str, Fact], also: tuple[Sentence, ...]
) -> LedgerError:
    error = kind(code, template, **facts)
    error.also = also
    return error
