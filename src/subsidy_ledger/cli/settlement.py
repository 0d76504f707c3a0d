"""`ledger settlement`: granted, claimed, accepted, received, and what is still to come or to go back."""

from __future__ import annotations

from datetime import date

import click

from subsidy_ledger.cli.options import common_options, format_option, known_on_option, session
from subsidy_ledger.cli.show import show_csv, show_json, show_table


@click.command(
    "settlement",
    short_help="Accepted, received, and what is still due",
    epilog="\b\nExamples:\n  ledger settlement --year 2019\n  ledger settlement --year 2019 --lines\n"
    "  ledger settlement --year 2019 --format json",
)
@click.option("--year", required=True, type=int, metavar="YEAR", help="The budget year.")
@click.option("--lines", is_flag=True, help="Also every line with what was decided of it.")
@known_on_option
@format_option("table", "json", "csv")
@common_options
def settlement_command(year: int, lines: bool, known_on: date | None, format_: str) -> None:
    """The settlement of a year, grant by grant: what was granted, claimed, accepted, rejected and received.

    The balance to receive is what was accepted, no more than was granted, less what was received; the recovery is what
    was received and not accepted. Below the figures stand the lines and receipts they are made of.
    """
    from subsidy_ledger.domain.codes import check_year
    from subsidy_ledger.domain.settlement import settlement
    from subsidy_ledger.reports.settled_lines import settled_lines_table
    from subsidy_ledger.reports.settlement import settlement_json, settlement_table

    ledger = session().ledger(known_on)
    check_year(ledger.agreement, year, frozenset(s.year for s in ledger.submissions))
    found = settlement(ledger, year)
    if format_ == "json":
        show_json(settlement_json(ledger, found, known_on))
    elif format_ == "csv":
        show_csv(settled_lines_table(ledger, found) if lines else settlement_table(ledger, found))
    else:
        show_table(settlement_table(ledger, found))
        if lines:
            click.echo("")
            show_table(settled_lines_table(ledger, found))
