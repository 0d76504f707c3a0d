"""What `ledger explain` shows of the figures of an import and of a settlement."""

from __future__ import annotations

from datetime import date

import click

from subsidy_ledger.cli.options import session
from subsidy_ledger.cli.show import show, show_json, show_table
from subsidy_ledger.domain.sentences import Euro, Listed, Phrases, Sentence, say

# How a figure of the transfers comes out of others.
RULES: Phrases = {
    "proven": "the smaller of claimed and what proves it: the zone's list, or what is paid and due",
    "open": "claimed, less proven",
}


def explain_import(number: int, figure: str | None, known_on: date | None, format_: str) -> None:
    """The figures of an import, and the rows behind them."""
    from subsidy_ledger.operations import imported_rows
    from subsidy_ledger.reports.imported_rows import figures_table, rows_json, rows_table

    story = imported_rows.explain_import(session(), number, figure=figure, known_on=known_on)
    batch, entry = story.batch, story.entry
    if format_ == "json":
        recorded = {"file": batch.file, "sha256": batch.sha256, "sheet": batch.sheet, "entity": batch.entity}
        found = rows_json(story.rows, story.shown)
        show_json({"import": number, **recorded, "entry": entry.number, "undone_by": batch.undone_by, **found})
        return
    show(
        say(
            "import {number}: {file}, {sheet}, {entity}; entry {entry}, {by}, {at}",
            number=number, file=batch.file, sheet=batch.sheet, entity=batch.entity, entry=entry.number, by=entry.by,
            at=entry.at,
        )
    )  # fmt: skip
    if batch.undone_by is not None:
        show(say("undone by entry {entry}", entry=batch.undone_by))
    elif batch.redos:
        show(
            say("undone, and posted again by entry {entry}: these are the lines as first posted", entry=batch.redos[-1])
        )
    show_table(figures_table(story.rows))
    click.echo("")
    show_table(rows_table(story.ledger, story.shown))


def explain_settlement(figure: str, year: int, grant: str | None, known_on: date | None, format_: str) -> None:
    """A figure of a settlement with all that it is made of."""
    from subsidy_ledger.operations import settlement_parts
    from subsidy_ledger.reports.settlement import made_of
    from subsidy_ledger.reports.settlement_parts import TITLES, parts_json, parts_table

    story = settlement_parts.explain_settlement(session(), figure, year, grant=grant, known_on=known_on)
    if format_ == "json":
        show_json(parts_json(story.ledger, figure, year, story.parts))
        return
    show(
        say(
            "{title} {year} ({grants}): {amount}",
            title=Sentence(TITLES[figure], {}), year=str(year), grants=Listed(tuple(story.parts)),
            amount=Euro(story.cents),
        )
    )  # fmt: skip
    if figure in ("balance", "recovery"):
        show(made_of(story.ledger, story.settlement.grants[0], year)[figure])
    if not any(story.parts.values()):
        show(say("No line, receipt or allocation stands behind it."))
        return
    click.echo("")
    show_table(parts_table(story.ledger, story.parts))


def explain_transfers(figure: str, year: int, known_on: date | None, format_: str) -> None:
    """A figure of the transfers to the police zone with the lines of both sides."""
    from subsidy_ledger.domain.parts import cents_of
    from subsidy_ledger.operations import transfer_parts
    from subsidy_ledger.reports.transfer_parts import TITLES, is_due_known, parts_json, parts_table
    from subsidy_ledger.reports.transfer_sides import no_contribution

    found = transfer_parts.explain_transfers(session(), figure, year, known_on=known_on)
    if format_ == "json":
        show_json(parts_json(figure, year, found))
        return
    if figure == "due" and not is_due_known(found):
        show(no_contribution(year))
        return
    whole, title = sum(cents_of(parts) for _, parts in found), Sentence(TITLES[figure], {})
    show(say("transfers to the police zone {year}, {title}: {amount}",
             year=str(year), title=title, amount=Euro(whole)))  # fmt: skip
    if figure in RULES:
        show(Sentence(RULES[figure], {}))
    if not any(parts for _, parts in found):
        show(say("No line, receipt or allocation stands behind it."))
        return
    click.echo("")
    show_table(parts_table(found))
