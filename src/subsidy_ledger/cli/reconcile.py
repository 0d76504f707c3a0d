"""`ledger reconcile` and `ledger transfers`."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from typing import Any

import click

from subsidy_ledger.cli.against import against_options, compare, refuse_alone
from subsidy_ledger.cli.options import common_options, format_option, known_on_option, language, session, year_option
from subsidy_ledger.cli.show import show, show_csv, show_json, show_table
from subsidy_ledger.errors import ExitCode, WrongUse
from subsidy_ledger.i18n import words

# From which severity on the exit code asks for attention.
RANKS = {"info": 0, "warning": 1, "error": 2, "none": 3}


@click.command(
    "reconcile",
    short_help="Run the checks and list what they find",
    epilog="\b\nExamples:\n  ledger reconcile --year 2019\n"
    "  ledger reconcile --check duplicate-invoice --fail-on warning\n  ledger reconcile --explain overspent-envelope\n"
    "  ledger reconcile --against general-ledger-2019.xlsx --year 2019\n"
    "  ledger reconcile --against psp-2019.xlsx --funding PSP-2019",
)
@year_option
@click.option("--check", "checks", multiple=True, metavar="ID", help="Only this check; may be said more than once.")
@click.option("--explain", metavar="ID", help="What a check looks for, why, and what to do; or one finding by its id.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "none"]), default="error", show_default=True,
              help="Exit 3 from this severity on; accepted findings do not count.")  # fmt: skip
@against_options
@known_on_option
@format_option("table", "json", "csv")
@common_options
def reconcile_command(
    year: int | None,
    checks: tuple[str, ...],
    explain: str | None,
    fail_on: str,
    known_on: date | None,
    format_: str,
    **against: Any,
) -> None:
    """Runs the checks and lists what they find, most serious first; exit 3 when something needs attention.

    With --against FILE the city's general ledger is read as an import is and compared by budget article and document:
    matched, different, only here, only there, each in money; exit 3 where they differ. What it says is kept, so that
    the differences are findings from then on; nothing is posted.

    With --funding CODE the file is the list of another subsidy: costs that stand in both are shown and kept, and what
    both pay above 100 % of a document is a finding from then on (double-financing).

    The options from --sheet on say how that file is read, as those of ledger import do.
    """
    from subsidy_ledger.operations.reconcile import reconcile
    from subsidy_ledger.reports.against import list_json, list_sentence, lists_now
    from subsidy_ledger.reports.findings import findings_json, findings_table, summary
    from subsidy_ledger.reports.tied_out import tied_out_json, tied_out_now, tied_out_sentence

    if explain is not None:
        _explain(explain)
        return
    if against["against"] is None:
        refuse_alone(against)
    elif checks:
        raise WrongUse("against-check", "--against compares a file and runs no checks: leave --check out.")
    else:
        compare(year, fail_on, format_, known_on, **against)
        return
    done = reconcile(session(), year, checks, known_on=known_on)
    findings, ran = done.outcome.findings, done.outcome.checks
    tied, lists = tuple(tied_out_now(done.ledger, year)), tuple(lists_now(done.ledger, year))
    if format_ == "json":
        compared = {
            "tie_outs": [tied_out_json(one) for one in tied],
            "funding_lists": [list_json(one) for one in lists],
        }
        show_json({**findings_json(findings, ran, year), **compared})
    elif format_ == "csv":
        show_csv(findings_table(findings, ran))
    elif findings:
        show_table(findings_table(findings, ran, decided=any(f.standing.decision for f in findings)))
    else:
        show(summary(findings, ran))
    for sentence in (*map(tied_out_sentence, tied), *map(list_sentence, lists)) if format_ == "table" else ():
        show(sentence)
    if any(RANKS[f.severity] >= RANKS[fail_on] for f in findings if f.asks_attention):
        sys.exit(ExitCode.ATTENTION)


def _explain(wanted: str) -> None:
    """The manual of a check; for the id of a finding, the finding first."""
    from subsidy_ledger.checks.registry import manual
    from subsidy_ledger.errors import NotReady
    from subsidy_ledger.operations.reconcile import reconcile
    from subsidy_ledger.reports.findings import findings_table

    agreement = None
    if len(wanted) == 10 and all(c in "0123456789abcdef" for c in wanted):
        done = reconcile(session())
        found = [f for f in done.outcome.findings if f.id == wanted]
        if not found:
            raise WrongUse("finding-unknown", "There is no finding {id} now. `ledger reconcile` lists them.", id=wanted)
        show_table(findings_table(found, (found[0].check,)))
        click.echo("")
        wanted, agreement = found[0].check, done.ledger.agreement
    if agreement is None:
        # The manual can be read without a ledger; with one, its agreement says how serious a finding is.
        with suppress(NotReady):
            agreement = session().ledger().agreement
    click.echo(manual(wanted, agreement).page(words().text, language()))


@click.command(
    "transfers", short_help="Transfers to the police zone", epilog="\b\nExample:\n  ledger transfers --year 2019"
)
@click.option("--year", type=int, required=True, metavar="YEAR", help="The budget year.")
@format_option("table", "json", "csv")
@common_options
def transfers_command(year: int, format_: str) -> None:
    """Transfers to the police zone: what is due, claimed, paid, proven and open by objective, and every payment.

    A project transfer is proven by the zone's own list, as far as it was paid for the city; a deduction by the payment
    and the contribution due. Open is what is claimed and not proven. csv has the payments alone.
    """
    from subsidy_ledger.domain.codes import check_year
    from subsidy_ledger.reports.transfer_sides import sides_table
    from subsidy_ledger.reports.transfers import transfers, transfers_json, transfers_table

    ledger = session().ledger()
    check_year(ledger.agreement, year, frozenset(e.details.year for e in ledger.expenses))
    found = transfers(ledger, year)
    if format_ == "json":
        show_json(transfers_json(found))
    elif format_ == "csv":
        show_csv(transfers_table(found))
    else:
        show_table(sides_table(found))
        click.echo("")
        show_table(transfers_table(found))
