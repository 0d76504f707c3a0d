"""`ledger indicator` and `ledger evaluation`: what the money of a year brought about."""

from __future__ import annotations

from datetime import date

import click

from subsidy_ledger.cli.options import common_options, format_option, known_on_option, language, session, year_option
from subsidy_ledger.cli.show import show, show_as, show_json
from subsidy_ledger.domain.sentences import Fact, say


@click.group(
    "indicator",
    short_help="What the agreement's indicators came to",
    epilog="\b\nExample:\n  ledger indicator list --year 2019",
)
@common_options
def indicator_command() -> None:
    """What each indicator of the agreement came to in a year, for the yearly evaluation."""


@indicator_command.command(
    "set",
    epilog="\b\nExamples:\n  ledger indicator set G2.1 1 --year 2019 --value 42\n"
    '  ledger indicator set G2.1 1 --year 2019 --value 45 --document "yearly report 2019, page 12" \\\n'
    '      --note "two patrols were counted late"',
)
@click.argument("code", metavar="CODE")
@click.argument("number", type=int, metavar="NUMBER")
@click.option("--year", required=True, type=int, metavar="YEAR", help="The budget year.")
@click.option("--value", required=True, metavar="TEXT", help="What it came to: a number, a share or a word.")
@click.option("--document", default="", metavar="TEXT", help="Where that can be seen.")
@click.option("--note", default="", metavar="TEXT", help="What is to be known of it.")
@common_options
def set_command(code: str, number: int, year: int, value: str, document: str, note: str) -> None:
    """Records what an indicator came to in a year; an earlier value stays in the history.

    NUMBER is the indicator's place in the agreement's list of the objective CODE: `ledger evaluation` shows it.
    """
    from subsidy_ledger.operations.indicators import set_indicator

    done = set_indicator(session(), code, number, year, value, document=document, note=note, language=language())
    facts: dict[str, Fact] = {
        "code": done.value.objective, "number": number, "year": str(year), "value": done.value.value, "text": done.text,
    }  # fmt: skip
    if done.entry is None:
        show(say("indicator {number} of {code} {year} is recorded so already; nothing was written", **facts))
    elif done.before is None:
        show(say("indicator {number} of {code} {year} is {value}: {text}", **facts))
    else:
        facts["before"] = done.before.value
        show(say("indicator {number} of {code} {year} is {value} (before: {before}): {text}", **facts))


@indicator_command.command(
    "list", epilog="\b\nExamples:\n  ledger indicator list\n  ledger indicator list --year 2019 --format csv"
)
@year_option
@known_on_option
@format_option("table", "json", "csv")
@common_options
def list_command(year: int | None, known_on: date | None, format_: str) -> None:
    """Every value with every version; the one that counts is marked."""
    from subsidy_ledger.reports.indicators import indicators_table

    show_as(indicators_table(session().ledger(known_on), language(), year), format_)


@click.command(
    "evaluation",
    short_help="By objective: spent, expected results, indicators",
    epilog="\b\nExamples:\n  ledger evaluation --year 2019\n  ledger evaluation --year 2019 --format json",
)
@click.option("--year", required=True, type=int, metavar="YEAR", help="The budget year.")
@known_on_option
@format_option("table", "json", "csv")
@common_options
def evaluation_command(year: int, known_on: date | None, format_: str) -> None:
    """The yearly evaluation: what was spent on each objective, what was expected, and what its indicators came to.

    Indicators without a value for the year are named. `ledger export evaluation` makes a workbook of it.
    """
    from subsidy_ledger.operations.balance import position_of
    from subsidy_ledger.reports.indicators import evaluation_json, evaluation_table

    ledger = session().ledger(known_on)
    position = position_of(ledger, year)
    if format_ == "json":
        show_json(evaluation_json(ledger, position, language(), known_on))
    else:
        show_as(evaluation_table(ledger, position, language()), format_)
