"""`ledger settle --from`: the auditor's workbook shown as a plan, asked about, and kept all or nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from subsidy_ledger.cli.options import session
from subsidy_ledger.cli.problems import mark_filled, problems_json, show_refused
from subsidy_ledger.cli.show import is_agreed, show, show_json, show_table, tell
from subsidy_ledger.cli.submitted import warn_if_twice
from subsidy_ledger.domain.findings import ranges
from subsidy_ledger.domain.sentences import Euro, say, say_n
from subsidy_ledger.errors import ExitCode, WrongUse

if TYPE_CHECKING:
    from pathlib import Path

    from subsidy_ledger.operations.problem_files import ProblemFile
    from subsidy_ledger.operations.settling_file import Audit

RULINGS_SHOWN_MAX = 200
WARNINGS_SHOWN_MAX = 50


def settle_from(
    path: str,
    *,
    dry_run: bool,
    yes: bool,
    reason: str,
    as_json: bool,
    problems: Path | None = None,
    overturn: bool = False,
) -> None:
    """Ends with exit code 4 where a cell is refused; nothing is kept then, and the workbook is marked."""
    from subsidy_ledger.operations.settling_file import keep, read_audit

    here = session()
    audit = read_audit(here, path, overturn=overturn)
    if not as_json:
        _show(audit)
    if audit.problems or dry_run or not audit.news:
        made = mark_filled(audit.filled, problems) if audit.problems and not dry_run else None
        if as_json:
            show_json(_json(audit, None, made))
        _say_unkept(audit, dry_run=dry_run)
        sys.exit(ExitCode.REFUSED if audit.problems else ExitCode.OK)
    if not yes:
        if as_json or not sys.stdin.isatty():
            raise WrongUse("yes-needed-settle", "Nothing was kept: say --yes to keep it without being asked.")
        if not is_agreed(say("Keep these decisions?")):
            raise click.Abort
    entry = keep(here, audit, reason=reason)
    if as_json:
        show_json(_json(audit, entry))
    else:
        show(
            say_n(
                "{n} decision kept (entry {entry}): ledger settlement --year {year}",
                "{n} decisions kept (entry {entry}): ledger settlement --year {year}",
                n=len(audit.news), entry=entry, year=str(audit.year),
            )
        )  # fmt: skip


def _show(audit: Audit) -> None:
    from subsidy_ledger.reports.rulings import credit_warning, raised_by, rulings_table

    show_refused(audit.problems)
    _show_alone(audit)
    if audit.problems:
        return
    cut = [(each.grant, each.ruling, each.written) for each in audit.ruled if each.ruling.act != "accept"]
    if cut:
        show_table(rulings_table(cut[:RULINGS_SHOWN_MAX], audit.year))
    if len(cut) > RULINGS_SHOWN_MAX:
        more = len(cut) - RULINGS_SHOWN_MAX
        show(say_n("  and {n} more that is not accepted in full (--format json lists all)",
                   "  and {n} more that are not accepted in full (--format json lists all)", n=more))  # fmt: skip
    _show_whole(audit)
    _show_changes(audit)
    for each in audit.ruled:
        if each.written and raised_by(each.ruling):
            tell(credit_warning(each.grant, each.ruling))
    if audit.ruled:
        _show_sums(audit)
    for sentence in audit.cut_elsewhere:
        tell(sentence)
    warn_if_twice(audit.twice)
    if audit.missing:
        from subsidy_ledger.reports.settlement import lines_sentence

        show(
            say(
                "  rows of the export are not in this workbook, and nothing is decided of them: {lines}",
                lines=lines_sentence(audit.missing),
            )
        )  # fmt: skip


def _show_alone(audit: Audit) -> None:
    """What stands in yellow cells and is not kept, because no amount stands beside it."""
    for warning in audit.warnings[:WARNINGS_SHOWN_MAX]:
        show(say('  warning: {sheet}!{cell}: "{value}": {message}',
                 sheet=warning.sheet, cell=warning.cell, value=warning.value, message=warning.message))  # fmt: skip
    if (more := len(audit.warnings) - WARNINGS_SHOWN_MAX) > 0:
        show(say_n("  and {n} more reason without an amount (--format json lists all)",
                   "  and {n} more reasons without an amount (--format json lists all)", n=more))  # fmt: skip
    if audit.seen_alone:
        show(say("  seen, but neither accepted nor deducted, so not kept: lines {lines}",
                 lines=ranges(audit.seen_alone)))  # fmt: skip


def _show_sums(audit: Audit) -> None:
    accepted, claimed = (sum(getattr(e.ruling, name) for e in audit.ruled) for name in ("accepted", "claimed"))
    show(
        say(
            "{file}, {year}: accepted {accepted}, deducted {deducted}; rows not decided: {open}",
            file=audit.delivery.name, year=str(audit.year), accepted=Euro(accepted), deducted=Euro(claimed - accepted),
            open=audit.open,
        )
    )  # fmt: skip


def _show_whole(audit: Audit) -> None:
    whole = [each.ruling.line for each in audit.ruled if each.ruling.act == "accept"]
    if whole:
        show(say_n("{n} line is accepted in full: {lines}", "{n} lines are accepted in full: {lines}",
                   n=len(whole), lines=ranges(whole)))  # fmt: skip


def _show_changes(audit: Audit) -> None:
    from subsidy_ledger.reports.rulings import change_sentence

    if audit.changes:
        show(say_n("{n} decision takes the place of another:", "{n} decisions take the place of others:",
                   n=len(audit.changes)))  # fmt: skip
    for change in audit.changes:
        show(change_sentence(change))


def _say_unkept(audit: Audit, *, dry_run: bool) -> None:
    if audit.problems:
        tell(
            say_n(
                "Nothing was kept; {n} cell is refused.",
                "Nothing was kept; {n} cells are refused.",
                n=len(audit.problems),
            )
        )
    elif not audit.ruled:
        tell(say("Nothing is decided in this workbook: no row says what is accepted or deducted."))
    elif not audit.news:
        tell(say("Nothing new: all of this is decided so already, and no entry was written."))
    elif dry_run:
        tell(say("Dry run: nothing was kept."))


def _json(audit: Audit, entry: int | None, made: ProblemFile | None = None) -> dict[str, Any]:
    from subsidy_ledger.domain.money import to_text
    from subsidy_ledger.reports.moved_claims import twice_json
    from subsidy_ledger.reports.rulings import raised_by

    before = {
        (each.grant, each.after.line): {
            "status": each.before.act, "accepted": to_text(each.before.accepted), "reason": each.before.reason,
            "by": each.entry.by, "at": each.entry.at.isoformat(), "entry": each.entry.number,
        }
        for each in audit.changes
    }  # fmt: skip
    return {
        "file": audit.delivery.name,
        "sha256": audit.delivery.sha256,
        "year": audit.year,
        "decisions": [
            {
                "number": each.ruling.line, "grant": each.grant, "status": each.ruling.act,
                "claimed": to_text(each.ruling.claimed), "accepted": to_text(each.ruling.accepted),
                "raises_accepted": to_text(raised_by(each.ruling)),
                "reason": each.ruling.reason, "document_seen": each.ruling.document_seen,
                "payment_seen": each.ruling.payment_seen, "cell": each.ruling.cell, "new": each.written,
                "before": before.get((each.grant, each.ruling.line)),
            }
            for each in audit.ruled
        ],
        "open": audit.open,
        "claimed_twice": twice_json(audit.twice, audit.year),
        "missing": list(audit.missing),
        "warnings": problems_json(audit.warnings),
        "seen_alone": list(audit.seen_alone),
        "problems": problems_json(audit.problems),
        "problems_file": None if made is None else str(made.path),
        "entry": entry,
    }  # fmt: skip
