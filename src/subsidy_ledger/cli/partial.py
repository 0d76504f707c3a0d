"""An import that posts in part: what it keeps as refused and what it closes, and the exit code it ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_ledger.cli.show import show, tell
from subsidy_ledger.domain.sentences import say_n
from subsidy_ledger.errors import ExitCode

if TYPE_CHECKING:
    from subsidy_ledger.importing.planning.plan import Plan


def show_kept(planned: Plan) -> None:
    """The part of the plan that concerns refused rows, new ones and those on record."""
    from subsidy_ledger.importing.planning.kept_words import kept_lines

    for sentence in kept_lines(planned):
        show(sentence)


def say_kept(planned: Plan) -> None:
    """Once posted: where the refused rows are to be found."""
    if refused := sum(len(part.refused) for part in planned.files):
        tell(
            say_n(
                "{n} row stays refused and is not in the books: ledger refused",
                "{n} rows stay refused and are not in the books: ledger refused",
                n=refused,
            )
        )


def exit_code(planned: Plan) -> ExitCode:
    """Refused rows: nothing was posted (4), or they ask for attention beside what was (3)."""
    if planned.is_refused:
        return ExitCode.REFUSED
    return ExitCode.ATTENTION if planned.has_refused else ExitCode.OK
