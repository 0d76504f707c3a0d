"""`ledger balance`."""

from __future__ import annotations

from datetime import date

import click

from subsidy_ledger.cli.options import (
    as_of_option,
    common_options,
    format_option,
    known_on_option,
    language,
    session,
    year_option,
)
from subsidy_ledger.cli.show import show_csv, show_json, show_table, tell
from subsidy_ledger.domain.sentences import say


@click.command(
    "balance",
    short_help="Allocated, spent and remaining",
    epilog="\b\nExamples:\n  ledger balance --year 2019\n  ledger balance --grant radicalisation\n"
    "  ledger balance --year 2019 --as-of 2019-06-30 --format json",
)
@year_option
@click.option("--grant", metavar="GRANT", help="Only this grant (code or alias).")
@as_of_option
@known_on_option
@format_option("table", "json", "csv")
@common_options
def balance_command(
    year: int | None, grant: str | None, as_of: date | None, known_on: date | None, format_: str
) -> None:
    """Allocated, spent, of which to the police zone, and what remains; without --year all years.

    Spent counts the lines of claiming entities, credit notes included. Untagged lines are in no grant and stand
    apart. Commitments that were not invoiced yet are not known to the ledger.
    """
    from subsidy_ledger.domain.codes import grant_of
    from subsidy_ledger.domain.refused import stake_text
    from subsidy_ledger.operations.balance import balance
    from subsidy_ledger.reports import balance as report
    from subsidy_ledger.reports.balance_json import year_json, years_json
    from subsidy_ledger.reports.expenses import undated
    from subsidy_ledger.reports.refused import stake_json

    found = balance(session(), year, as_of=as_of, known_on=known_on)
    only = grant_of(found.agreement, grant).code if grant else None
    speech = language()
    if format_ == "csv":
        show_csv(report.position_table(found.positions, only))
    elif format_ == "json":
        years = [
            year_json(found.agreement, p, speech, as_of=as_of, known_on=known_on, grant=only) for p in found.positions
        ]
        shown = years[0] if year is not None else years_json(found.agreement, years, found.positions, only)
        show_json({**shown, "refused": stake_json(found.refused)})
    elif year is not None:
        show_table(report.balance_table(found.positions[0], speech, only))
    else:
        show_table(report.years_table(found.positions, only))
    if found.refused.rows:
        tell(
            say(
                "Not in these figures: {rows}, refused by imports and still open: ledger refused",
                rows=stake_text(found.refused),
            )
        )
    if found.undated:
        tell(undated(found.undated))
