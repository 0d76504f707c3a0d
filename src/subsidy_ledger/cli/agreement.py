"""`ledger agreement` and `ledger contribution`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from subsidy_ledger.cli.options import (
    BUDGET_YEAR,
    Amount,
    common_options,
    decision_option,
    format_option,
    language,
    session,
)
from subsidy_ledger.cli.show import show, show_as, show_json, tell
from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.i18n import words


@click.group(
    "agreement",
    short_help="The catalogue of codes; load another agreement",
    epilog="\b\nExample:\n  ledger agreement show",
)
@common_options
def agreement_command() -> None:
    """The agreement: its catalogue of codes, and loading another."""


@agreement_command.command(
    "show", epilog="\b\nExamples:\n  ledger agreement show\n  ledger agreement show --full --lang nl"
)
@click.option("--full", is_flag=True, help="With operational objectives, expected results and indicators.")
@format_option("table", "json")
@common_options
def show_command(full: bool, format_: str) -> None:
    """The catalogue as a tree: grants, sectors and objectives with their codes."""
    from subsidy_ledger.reports.records import agreement_json, catalogue_lines

    agreement = session().ledger().agreement
    if format_ == "json":
        show_json(agreement_json(agreement))
    else:
        lines = catalogue_lines(agreement, language(), full=full)
        click.echo("\n".join(words().say(line) for line in lines))


@agreement_command.command("load", epilog="\b\nExample:\n  ledger agreement load our-city-2020.toml")
@click.argument("file", metavar="FILE")
@common_options
def load_command(file: str) -> None:
    """Loads a further agreement, or a new revision of one, from a TOML file.

    A faulty file is refused with all its faults, each with its place in the file.
    """
    from subsidy_ledger.cli.setup import loaded
    from subsidy_ledger.operations.setup import load_agreement, read_agreement

    done = load_agreement(session(), read_agreement(file), file)
    show(loaded(done))
    for note in done.notes:
        tell(say("Note: {note}", note=note))


@agreement_command.command(
    "template",
    epilog="\b\nExamples:\n  ledger agreement template our-city-2020.toml --year 2020 --year 2021\n"
    "  ledger agreement template --lang nl",
)
@click.option(
    "--year", "years", type=BUDGET_YEAR, multiple=True, metavar="YEAR", help="A budget year; may be repeated."
)
@click.argument("out", type=click.Path(path_type=Path), required=False, metavar="[OUT.toml]")
@common_options
def template_command(years: tuple[int, ...], out: Path | None) -> None:
    """An agreement file to fill in: printed, or written where a name is given.

    Every "" is a blank. Loading names those that are still empty; once none is, the file loads as it is.
    """
    from subsidy_ledger.render.files import place
    from subsidy_ledger.reports.agreement_template import template

    wanted = years or (local(datetime.now(UTC)).year,)
    text = "\n".join(remarked(line) for line in template(range(min(wanted), max(wanted) + 1))) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    kept = place(out, text.encode())
    show(say("wrote {file}", file=str(out)))
    if kept is not None:
        tell(say("the file that stood there before is kept as {file}", file=str(kept)))


def remarked(line: Sentence | str) -> str:
    """A line of the file as it is; a remark in the language spoken, behind a #."""
    return line if isinstance(line, str) else f"# {words().say(line)}"


@click.group(
    "contribution",
    short_help="What is due to the police zone each year",
    epilog="\b\nExample:\n  ledger contribution list",
)
@common_options
def contribution_command() -> None:
    """What the municipality owes the police zone each year: the bound for deductions."""


@contribution_command.command("list", epilog="\b\nExample:\n  ledger contribution list")
@format_option("table", "json", "csv")
@common_options
def contributions_command(format_: str) -> None:
    """The contribution due of each year, with every version."""
    from subsidy_ledger.reports.records import contributions_table

    table = contributions_table(session().ledger())
    show_as(table, format_)


@contribution_command.command(
    "set",
    epilog="\b\nExample:\n  ledger contribution set --year 2019 --amount 1200000.00 \\\n"
    '      --decision "city council of 17 December 2018" --document 2018/R/1234\n'
    "  ledger contribution set --year 2019 --amount 1180000.00 \\\n"
    '      --decision "city council of 3 June 2019" --reason "budget change no. 1"',
)
@click.option("--year", required=True, type=int)
@click.option("--amount", required=True, type=Amount(), help="What is due for the year.")
@decision_option
@click.option("--document", default="", metavar="TEXT", help="Where the decision can be found.")
@click.option("--reason", default="", metavar="TEXT", help="Why; needed to change what is recorded.")
@common_options
def set_command(year: int, amount: int, decision: str, document: str, reason: str) -> None:
    """Records the contribution due for a year; deductions may not exceed it.

    What was recorded before stays in the history, with who changed it, when and why.
    """
    from subsidy_ledger.operations.decisions import set_contribution

    done = set_contribution(
        session(), year, amount, decision=decision, document=document.strip(), reason=reason.strip()
    )
    if done.entry is None:
        show(say("contribution {year} is recorded so already; nothing was written", year=str(year)))
    elif done.before is None:
        show(say("contribution due {year}: {amount}", year=str(year), amount=Euro(amount)))
    else:
        show(
            say(
                "contribution due {year}: {amount} (before: {before})",
                year=str(year), amount=Euro(amount), before=Euro(done.before),
            )
        )  # fmt: skip
