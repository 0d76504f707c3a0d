"""`ledger refused`: rows that an import could not post, kept until they are mended or explained."""

from __future__ import annotations

from datetime import date

import click

from subsidy_ledger.cli.options import common_options, format_option, known_on_option, reason_option, session
from subsidy_ledger.cli.show import show, show_csv, show_json, show_table
from subsidy_ledger.domain.sentences import say


@click.group(
    "refused",
    short_help="Rows an import refused and kept",
    invoke_without_command=True,
    epilog="\b\nExamples:\n  ledger refused\n  ledger refused --import 3 --all --format csv\n"
    '  ledger refused close 4 --reason "paid by another department, not ours to claim"',
)
@click.option("--all", "everything", is_flag=True, help="Closed ones too, and those that went with an undone import.")
@click.option("--import", "number", type=int, metavar="IMPORT", help="Only those of this import.")
@known_on_option
@format_option("table", "json", "csv")
@common_options
def refused_command(everything: bool, number: int | None, known_on: date | None, format_: str) -> None:
    """Rows that were refused by an import with --accept-partial: they are in no figure until they are posted.

    Mend the cells in the workbook that the import has marked, and import that: each row that is posted closes the
    refused one whose place it takes. What will never be posted is closed with a reason.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    from subsidy_ledger.operations.refused import refused
    from subsidy_ledger.reports.refused import refused_json, refused_table

    found = refused(session(), everything=everything, number=number, known_on=known_on)
    if format_ == "json":
        show_json(refused_json(found.rows, found.held, found.ledger))
    else:
        shown = show_csv if format_ == "csv" else show_table
        shown(refused_table(found.rows, found.held, found.ledger, everything=everything))


@refused_command.command(
    "close",
    epilog='\b\nExample:\n  ledger refused close 4 5 --reason "subtotals of the maker, no costs"',
)
@click.argument("numbers", metavar="NUMBER…", type=int, nargs=-1, required=True)
@reason_option
@common_options
def close_command(numbers: tuple[int, ...], reason: str) -> None:
    """Closes refused rows that will not be posted, with the reason; nothing is posted by this."""
    from subsidy_ledger.operations.refused import settle

    for row in settle(session(), "close", numbers, reason=reason):
        show(say("Refused row {n} is closed: {reason}", n=row.number, reason=reason))


@refused_command.command("reopen", epilog='\b\nExample:\n  ledger refused reopen 4 --reason "it is ours after all"')
@click.argument("numbers", metavar="NUMBER…", type=int, nargs=-1, required=True)
@reason_option
@common_options
def reopen_command(numbers: tuple[int, ...], reason: str) -> None:
    """Opens refused rows again that were closed, by a person or by a line."""
    from subsidy_ledger.operations.refused import settle

    for row in settle(session(), "reopen", numbers, reason=reason):
        show(say("Refused row {n} is open again.", n=row.number))
