"""Options that many commands share, and the session they come to."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from subsidy_ledger.domain.money import from_text
from subsidy_ledger.i18n import LANGUAGES, language_of, speak

if TYPE_CHECKING:
    from subsidy_ledger.operations.session import Session

# Years in which a budget can be meant; what falls outside is a typing mistake.
BUDGET_YEAR = click.IntRange(1990, 2100)
# Ten thousand billion euros: more is a typing mistake, and would not fit the database.
CENTS_MAX = 10**15
DEFAULT_URL = "sqlite:///ledger.db"
F = TypeVar("F", bound=Callable[..., Any])

_SHARED = ("db", "agreement", "by", "lang")


def common_options(function: F) -> F:
    """--db, --agreement, --by and --lang, which may stand before or after the command's name."""

    @functools.wraps(function)
    def with_options(*args: Any, **options: Any) -> Any:
        context = click.get_current_context()
        said = {name: options.pop(name) for name in _SHARED}
        above = context.find_object(dict) or {}
        context.obj = {name: said[name] if said[name] is not None else above.get(name) for name in _SHARED}
        return function(*args, **options)

    for option in reversed(
        (
            click.option("--db", metavar="URL", help="The ledger; else LEDGER_DB, else sqlite:///ledger.db."),
            click.option("--agreement", metavar="CODE", help="Needed where the ledger holds several."),
            click.option("--by", metavar="NAME", help="Who acts; else LEDGER_USER, else the system's user."),
            click.option("--lang", type=click.Choice(LANGUAGES), help="Language; else LEDGER_LANG, else the system's."),
        )
    ):
        with_options = option(with_options)
    return with_options  # type: ignore[return-value]


def shared(name: str) -> str | None:
    """What was said with a common option, before or after the command's name."""
    found = click.get_current_context().find_object(dict) or {}
    return found.get(name)


def session() -> Session:
    """The session the options come to."""
    from subsidy_ledger.operations.session import Session

    return Session(
        shared("db") or os.environ.get("LEDGER_DB") or DEFAULT_URL,
        shared("agreement") or os.environ.get("LEDGER_AGREEMENT") or None,
        shared("by"),
    )


def language() -> str:
    """The language of titles, in machine formats too: --lang, else LEDGER_LANG, else the locale's, else English."""
    return language_of(shared("lang"), os.environ)


class Day(click.ParamType[date]):
    """A day, ISO or Belgian: 2019-03-31 or 31/03/2019."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        text = str(value).strip()
        try:
            if "/" in text:
                day, month, year = text.split("/")
                found = date(int(year), int(month), int(day))
            else:
                found = date.fromisoformat(text)
            if not 1900 <= found.year <= 2200:
                raise ValueError
            return found
        except ValueError:
            self.fail(speak('"{value}" is not a date; write 31/03/2019 or 2019-03-31.', value=str(value)), param, ctx)


class Amount(click.ParamType[int]):
    """An amount in euros, in cents once read: 1856982.33, or Belgian 1.856.982,33."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        text = str(value).strip().removeprefix("€").removesuffix("€").strip()
        if "," in text:
            whole, _, decimals = text.rpartition(",")
            text = f"{whole.replace('.', '')}.{decimals}"
        try:
            cents = from_text(text)
            if abs(cents) > CENTS_MAX:
                raise ValueError
            return cents
        except ValueError:
            self.fail(
                speak('"{value}" is not an amount; write 1856982.33 (two decimals at most).', value=str(value)),
                param,
                ctx,
            )


year_option = click.option("--year", type=int, metavar="YEAR", help="The budget year.")
as_of_option = click.option("--as-of", type=Day(), help="Count only lines dated up to this day.")
known_on_option = click.option("--known-on", type=Day(), help="The ledger as it stood recorded on this day.")


def _reason(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if not value.strip():
        raise click.BadParameter(speak("it is empty, and explains nothing to an auditor"))
    return value.strip()


decision_option = click.option(
    "--decision", required=True, metavar="TEXT", callback=_reason, help="The decision that states it."
)  # fmt: skip
reason_option = click.option(
    "--reason", required=True, metavar="TEXT", callback=_reason, help="Why; kept with the entry."
)  # fmt: skip


def format_option(*choices: str) -> Callable[[F], F]:
    """--format with the first choice as default."""
    return click.option(
        "--format", "format_", type=click.Choice(choices), default=choices[0], show_default=True, help="How to show it."
    )
