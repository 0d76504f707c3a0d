"""The ledger beside a general ledger: by budget article in money, and line by line with the cells of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.records import TieOut
from subsidy_ledger.domain.sentences import Euro, Phrases, Sentence, say, say_n
from subsidy_ledger.domain.tie_out import SUMS, Group, Sums, parts_of, sums_of, used_articles
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

STATES: Final[Phrases] = {
    "matched": "matched", "different": "different", "only_here": "only here", "only_there": "only there",
}  # fmt: skip
ARTICLE_COLUMNS = (
    Column("article", "Article", "code"), Column("here", "Here", "money"), Column("matched", "Matched", "money"),
    Column("only_here", "Only here", "money"), Column("different_here", "Different, here", "money"),
    Column("there", "There", "money"), Column("not_claimed", "Not claimed", "money"),
    Column("only_there", "Only there", "money"), Column("different_there", "Different, there", "money"),
)  # fmt: skip
LINE_COLUMNS = (
    Column("finding", "Finding", "code"), Column("article", "Article", "code"), Column("document", "Document", "code"),
    Column("state", "Result"), Column("line", "Line", "integer"), Column("here", "Here", "money"),
    Column("cell", "Cell", "code"), Column("there", "There", "money"), Column("supplier", "Supplier"),
    Column("difference", "Difference", "money"), Column("status", "Status", "code"),
)  # fmt: skip

# What stands in the list of findings, by article and document.
Findings = Mapping[tuple[str, str], Finding]


def by_article(groups: Sequence[Group]) -> tuple[tuple[str, Sums], ...]:
    """What the groups of each article come to, in the order of the articles."""
    import pandas as pd

    parts = [(group.article, name, cents) for group in groups for name, cents in parts_of(group)]
    frame = pd.DataFrame(parts, columns=["article", "part", "cents"]).astype({"cents": "int64"})
    summed = frame.groupby(["article", "part"], sort=True, as_index=False)["cents"].sum()
    found: dict[str, dict[str, int]] = {}
    for article, part, cents in summed.itertuples(index=False):
        found.setdefault(str(article), {})[str(part)] = int(cents)
    return tuple((article, Sums(**of)) for article, of in found.items())


def articles_table(tie_out: TieOut, groups: Sequence[Group]) -> Table:
    """One row an article, and the total."""
    found = by_article(groups)
    rows: list[tuple[Value, ...]] = [
        (article or say("none"), *(getattr(sums, name) for name in SUMS)) for article, sums in found
    ]
    total = sums_of(groups)
    rows.append((say("Total"), *(getattr(total, name) for name in SUMS)))
    weights: list[Weight] = ["line" for _ in found]
    weights.append("total")
    return Table(
        "tie-out",
        say(
            "{file} beside the ledger: {entity}, {year}",
            file=tie_out.file, entity=tie_out.entity, year=str(tie_out.year),
        ),
        ARTICLE_COLUMNS,
        tuple(rows),
        tuple(weights),
    )  # fmt: skip


def lines_table(groups: Sequence[Group], findings: Findings, notes: Sequence[Sentence] = ()) -> Table:
    """Every line and booking of the groups side by side; what is said of the whole document, on its first row."""
    rows: list[tuple[Value, ...]] = []
    for group in groups:
        finding = finding_of(group, findings)
        state = Sentence(STATES[group.state], {})
        for place, (line, booking) in enumerate(zip_longest(group.lines, group.bookings)):
            supplier = line.details.supplier if line else booking.supplier
            rows.append((
                finding.id if finding and place == 0 else None, group.article, group.name, state,
                line.number if line else None, line.amount if line else None,
                _cell(booking.sheet, booking.cell) if booking else None, booking.cents if booking else None, supplier,
                group.difference if place == 0 else None,
                in_words(finding.status) if finding and place == 0 else None,
            ))  # fmt: skip
    return Table("tie-out-lines", "", LINE_COLUMNS, tuple(rows), (), tuple(notes))


def finding_of(group: Group, findings: Findings) -> Finding | None:
    """That of the document, else that of its article as a whole."""
    return findings.get((group.article, group.document)) or findings.get((group.article, "*"))


def _cell(sheet: str, cell: str) -> str:
    return f"{sheet}!{cell}" if sheet else cell


def tie_out_notes(groups: Sequence[Group], other_years: tuple[int, int], number: int | None) -> Iterator[Sentence]:
    """What stands below: rows left out, whether all is well, and what becomes of it."""
    rows, cents = other_years
    if rows:
        yield say_n(
            "{n} row of another year is left out: {amount}.", "{n} rows of other years are left out: {amount}.",
            n=rows, amount=Euro(cents),
        )  # fmt: skip
    if unused := [group for group in groups if group.article not in used_articles(groups)]:
        yield say_n(
            "{n} document stands on articles that no line here is on: {amount}. --format csv lists it too.",
            "{n} documents stand on articles that no line here is on: {amount}. --format csv lists them too.",
            n=len(unused), amount=Euro(sum(group.there for group in unused)),
        )  # fmt: skip
    if not any(group.difference for group in groups):
        yield say("Both sides are equal, to the cent.")
    if number is None:
        yield say("Nothing was kept.")
    else:
        yield say(
            "Kept as tie-out {number}; nothing was posted. ledger reconcile shows the differences from now on, and "
            "ledger finding accept ID --reason … settles one that is in order.",
            number=number,
        )


def tie_out_json(
    tie_out: TieOut, groups: Sequence[Group], findings: Findings, other_years: tuple[int, int], number: int | None
) -> dict[str, Any]:
    """`documents` are all that do not match; `tie_out` is the number it is kept under, null where it is not."""
    found = by_article(groups)
    states = {state: sum(1 for group in groups if group.state == state) for state in STATES}
    return {
        "file": tie_out.file, "sha256": tie_out.sha256, "sheet": tie_out.sheet, "year": tie_out.year,
        "entity": tie_out.entity, "rows": len(tie_out.bookings),
        "other_years": {"rows": other_years[0], "amount": to_text(other_years[1])},
        "articles": [{"article": article, **_sums_json(sums)} for article, sums in found],
        "total": _sums_json(sums_of(groups)),
        "documents": states,
        "differences": [_group_json(group, findings) for group in groups if group.state != "matched"],
        "false_totals": [
            {
                "sheet": t.sheet, "cell": t.cell, "label": t.label, "stated": to_text(t.stated),
                "computed": to_text(t.computed), "id": one.id if (one := findings.get(("total", t.place))) else None,
            }
            for t in tie_out.totals
        ],
        "tie_out": number,
    }  # fmt: skip


def _sums_json(sums: Sums) -> dict[str, str]:
    return {name: to_text(getattr(sums, name)) for name in SUMS}


def _group_json(group: Group, findings: Findings) -> dict[str, Any]:
    finding = finding_of(group, findings)
    return {
        "id": finding.id if finding else None, "status": finding.status if finding else None,
        "state": group.state, "article": group.article, "document": group.name,
        "here": to_text(group.here), "there": to_text(group.there), "difference": to_text(group.difference),
        "lines": [line.number for line in group.lines],
        "bookings": [
            {"sheet": b.sheet, "cell": b.cell, "amount": to_text(b.cents), "supplier": b.supplier}
            for b in group.bookings
        ],
    }  # fmt: skip
