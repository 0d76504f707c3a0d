"""`ledger finding`: listing findings and deciding on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from subsidy_ledger.cli.options import (
    common_options,
    format_option,
    known_on_option,
    reason_option,
    session,
    year_option,
)
from subsidy_ledger.cli.show import show, show_csv, show_json, show_table, tell
from subsidy_ledger.domain.sentences import Phrase, Phrases, say

if TYPE_CHECKING:
    from subsidy_ledger.domain.findings import Act

F = TypeVar("F", bound=Callable[..., Any])

STATUSES = ("open", "disputed", "accepted")
SAID: Phrases = {
    "accept": "Finding {id} is accepted.",
    "dispute": "Finding {id} is disputed; it keeps asking for attention.",
    "reopen": "Finding {id} is open again.",
    "confirm": "Finding {id} is accepted, and confirmed by a second person.",
}
ALREADY: Phrases = {
    "accept": "Finding {id} stands so already, for the same reason; nothing was written.",
    "dispute": "Finding {id} stands so already, for the same reason; nothing was written.",
    "reopen": "Finding {id} is open, so there is nothing to reopen; nothing was written.",
    "confirm": "Finding {id} is confirmed already; nothing was written.",
}
AWAITS: Phrase = (
    "Finding {id} is accepted, and stays open until a second person confirms it: ledger finding confirm {id}"
)


@click.group(
    "finding",
    short_help="Decide on findings: accept, dispute, reopen",
    epilog="\b\nExamples:\n  ledger finding list --year 2019\n"
    '  ledger finding accept 3f2a9c01be --reason "two invoices for two halls, both seen" --by "An Peeters"',
)
@common_options
def finding_command() -> None:
    """Decisions on what the checks find, with reason and person; they hold until the finding's figure changes."""


@finding_command.command(
    "list",
    epilog="\b\nExamples:\n  ledger finding list --year 2019\n  ledger finding list --status accepted --format csv\n"
    "  ledger finding list --known-on 2020-06-30",
)
@year_option
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only these; else all.")
@click.option("--check", "checks", multiple=True, metavar="ID", help="Only of this check; may be said more than once.")
@known_on_option
@format_option("table", "json", "csv")
@common_options
def list_command(
    year: int | None, statuses: tuple[str, ...], checks: tuple[str, ...], known_on: date | None, format_: str
) -> None:
    """What the checks find now, each with what was decided on it: status, reason, person and day."""
    from subsidy_ledger.operations.reconcile import reconcile
    from subsidy_ledger.reports.findings import findings_json, findings_table

    done = reconcile(session(), year, checks, known_on=known_on)
    found = [f for f in done.outcome.findings if not statuses or f.status in statuses]
    if format_ == "json":
        show_json(findings_json(found, done.outcome.checks, year))
    else:
        shown = show_csv if format_ == "csv" else show_table
        shown(findings_table(found, done.outcome.checks))


@finding_command.command("show", epilog="\b\nExample:\n  ledger finding show 3f2a9c01be")
@click.argument("finding", metavar="ID")
@format_option("table", "json")
@common_options
def show_command(finding: str, format_: str) -> None:
    """One finding and every decision on it, also where it is no longer found."""
    from subsidy_ledger.operations.findings import story
    from subsidy_ledger.reports.findings import findings_table, history_json, history_table

    found = story(session(), finding)
    if format_ == "json":
        show_json(history_json(found.finding, found.decisions))
        return
    if found.finding is not None:
        show_table(findings_table([found.finding], (found.finding.check,)))
    else:
        show(say("Finding {id} is no longer found.", id=found.id))
    if found.decisions:
        click.echo("")
        show_table(history_table(found.decisions))


def _decide(act: Act, findings: tuple[str, ...], reason: str, format_: str) -> None:
    from subsidy_ledger.operations.findings import decide
    from subsidy_ledger.reports.findings import finding_json

    done = decide(session(), act, findings, reason=reason)
    if format_ == "json":
        show_json([finding_json(one.finding) for one in done])
        return
    for one in done:
        template: Phrase = ALREADY[act] if not one.written else AWAITS if one.finding.standing.awaits else SAID[act]
        show(say(template, id=one.finding.id))
    if act == "accept" and any(one.finding.severity == "error" for one in done):
        tell(say("An accepted error stays in every list and in the workbook, with its reason and your name."))


def _findings(function: F) -> F:
    """The ids, and how to show the outcome."""
    return click.argument("findings", metavar="ID…", nargs=-1, required=True)(format_option("text", "json")(function))


@finding_command.command(
    "accept",
    epilog='\b\nExample:\n  ledger finding accept 3f2a9c01be --reason "both invoices seen, two different halls"',
)
@_findings
@reason_option
@common_options
def accept_command(findings: tuple[str, ...], reason: str, format_: str) -> None:
    """Accepts findings as they are now: they stay listed and no longer ask for attention.

    When the euros or the lines of an accepted finding change, it is open again by itself.
    """
    _decide("accept", findings, reason, format_)


@finding_command.command(
    "dispute",
    epilog='\b\nExample:\n  ledger finding dispute 3f2a9c01be --reason "the supplier sent the same number twice"',
)
@_findings
@reason_option
@common_options
def dispute_command(findings: tuple[str, ...], reason: str, format_: str) -> None:
    """Disputes findings: they go on asking for attention, with the reason beside them."""
    _decide("dispute", findings, reason, format_)


@finding_command.command(
    "reopen", epilog='\b\nExample:\n  ledger finding reopen 3f2a9c01be --reason "accepted by mistake"'
)
@_findings
@reason_option
@common_options
def reopen_command(findings: tuple[str, ...], reason: str, format_: str) -> None:
    """Opens findings again that were accepted or disputed."""
    _decide("reopen", findings, reason, format_)


@finding_command.command("confirm", epilog='\b\nExample:\n  ledger finding confirm 3f2a9c01be --by "Luc Maes"')
@_findings
@click.option("--reason", default="", metavar="TEXT", help="What the second person adds.")
@common_options
def confirm_command(findings: tuple[str, ...], reason: str, format_: str) -> None:
    """Confirms, as a second person, that findings are accepted; whoever accepted them cannot.

    Needed where the agreement's file asks for four eyes (four-eyes-from), and possible everywhere.
    """
    _decide("confirm", findings, reason, format_)
