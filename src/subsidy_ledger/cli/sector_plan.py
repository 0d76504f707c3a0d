"""`ledger sector-plan`: what the city itself plans to spend by sector."""

from __future__ import annotations

import click

from subsidy_ledger.cli.options import Amount, common_options, decision_option, format_option, session
from subsidy_ledger.cli.show import show, show_as, tell
from subsidy_ledger.domain.sentences import Euro, say


@click.group(
    "sector-plan",
    short_help="The city's own plan by sector",
    epilog="\b\nExample:\n  ledger sector-plan list",
)
@common_options
def sector_plan_command() -> None:
    """What the city plans to spend on each sector: its own plan, which the agreement does not ask for.

    Spending above a plan is a warning (overspent-sector); the grant's allocation stays the limit.
    """


@sector_plan_command.command("list", epilog="\b\nExample:\n  ledger sector-plan list")
@format_option("table", "json", "csv")
@common_options
def list_command(format_: str) -> None:
    """Every plan with every version; the one that counts is marked."""
    from subsidy_ledger.reports.sector_plans import sector_plans_table

    show_as(sector_plans_table(session().ledger()), format_)


@sector_plan_command.command(
    "set",
    epilog="\b\nExample:\n  ledger sector-plan set G2 --year 2019 --amount 640000.00 \\\n"
    '      --decision "college of mayor and aldermen, 12 January 2019"',
)
@click.argument("sector", metavar="SECTOR")
@click.option("--year", required=True, type=int, metavar="YEAR", help="The budget year.")
@click.option("--amount", required=True, type=Amount(), help="What is planned, not a difference.")
@decision_option
@common_options
def set_command(sector: str, year: int, amount: int, decision: str) -> None:
    """Records what is planned for a sector and year; an earlier plan stays in the history."""
    from subsidy_ledger.operations.decisions import set_sector_plan

    done = set_sector_plan(session(), sector, year, amount, decision=decision)
    if done.entry is None:
        show(say("{sector} {year} is planned so already; nothing was written", sector=done.sector, year=str(year)))
        return
    if done.before is None:
        show(say("planned for {sector} {year}: {amount}", sector=done.sector, year=str(year), amount=Euro(amount)))
    else:
        show(
            say(
                "planned for {sector} {year}: {amount} (before: {before})",
                sector=done.sector, year=str(year), amount=Euro(amount), before=Euro(done.before),
            )
        )  # fmt: skip
    if done.allocated is not None and done.plans > done.allocated:
        tell(
            say(
                "Warning: the plans of {grant} {year} come to {plans}, more than its {allocated}.",
                grant=done.grant,
                year=str(year),
                plans=Euro(done.plans),
                allocated=Euro(done.allocated),
            )
        )  # fmt: skip
