"""Costs of ours that stand in the list of another subsidy too, as it was last compared with the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from subsidy_ledger.checks import tags
from subsidy_ledger.checks.check import Found
from subsidy_ledger.checks.same_cost import Reach, Same, same_costs
from subsidy_ledger.checks.sharing import Part
from subsidy_ledger.domain.funding import Paid
from subsidy_ledger.domain.funding_lists import FundingList, ListRow, rows_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parameters import whole
from subsidy_ledger.domain.sentences import Euro, Listed, Phrases, Sentence, as_it_is, say

CELLS_SHOWN_MAX = 5
DOUBT: Final[Phrases] = {
    "likely": "Line {line} ({supplier}, {here}) looks like a cost in {file}, the list of {funding} ({cells}: {there}). "
    "If it is one cost, decide who pays what (ledger funding assign {line} {funding} --amount …, ledger correct "
    "{line}); else accept this with the reason.",
    "look": "Line {line} ({supplier}): {here} of a document is claimed here, and {there} of it stands in {file}, the "
    "list of {funding} ({cells}). Nothing says what the document comes to. Look it up and say so: ledger correct "
    "{line} --document-amount …",
    "recorded": "Line {line} ({supplier}): {recorded} is recorded as paid by {funding}, and {there} stands in its list "
    "{file} ({cells}). Record what it pays (ledger funding assign {line} {funding} --amount …), or have the list "
    "mended and compare again.",
}


@dataclass(frozen=True, slots=True)
class OnList:
    """Lines of ours and rows of a subsidy's list that are one cost; `recorded` is what is said to be paid by it."""

    funding: str
    same: Same
    rows: tuple[tuple[FundingList, ListRow], ...]
    recorded: int

    @property
    def here(self) -> int:
        return sum(line.amount for line in self.same.lines)

    @property
    def there(self) -> int:
        return sum(row.cents for _, row in self.rows)

    @property
    def counts(self) -> bool:
        """It is a part of what is paid of the document: surely the same, and no person has said what is paid."""
        return self.same.certainty == "certain" and not self.recorded

    def parts(self) -> list[Part]:
        return [Part(self.funding, row.cents, row.document_cents) for _, row in self.rows]

    def named(self) -> Sentence:
        """The subsidy and its cells, with what they say."""
        return say("{source}, {cells}: {amount}", source=self.funding, amount=Euro(self.there), cells=self.cells)

    @property
    def files(self) -> str:
        return ", ".join(dict.fromkeys(one.file for one, _ in self.rows))

    @property
    def cells(self) -> Sentence:
        """The first cells by file and name, and how many more there are."""
        places = [row.place for _, row in self.rows]
        shown = as_it_is(f"{self.files}: {', '.join(places[:CELLS_SHOWN_MAX])}")
        more = len(places) - CELLS_SHOWN_MAX
        return say("{cells} and {more} more", cells=shown, more=more) if more > 0 else shown


def costs_on_lists(ledger: Ledger, paid: Mapping[int, Paid]) -> list[OnList]:
    """What stands in both, by subsidy and in the order of its lists; `paid` is what is recorded as paid, by line."""
    reach = Reach(whole(ledger.agreement, "near-duplicate-likeness"), whole(ledger.agreement, "near-duplicate-days"))
    found = []
    for funding in sorted({one.funding for one in ledger.funding_lists}):
        rows = rows_of(ledger.funding_lists, funding)
        for same in same_costs(list(ledger.claiming()), [row.details(one.year) for one, row in rows], reach):
            shares = (s for line in same.lines if line.number in paid for s in paid[line.number].shares)
            recorded = sum(share.cents for share in shares if share.funding == funding)
            found.append(OnList(funding, same, tuple(rows[place] for place in same.places), recorded))
    return found


def doubts(ledger: Ledger, found: list[OnList]) -> Iterator[Found]:
    """What a person has to look at: costs that are only likely the same, and shares that the list says otherwise."""
    for one in found:
        if one.recorded:
            if one.same.certainty == "certain" and one.recorded != one.there:
                yield doubt(ledger, one, "recorded", abs(one.recorded - one.there))
        elif one.same.certainty == "likely" and one.same.cents > 0:
            yield doubt(ledger, one, "likely", one.same.cents)


def subject_of(ledger: Ledger, one: OnList) -> str:
    """What a doubt is about, whatever file and whichever version of the line shows it."""
    return f"list|{one.funding}|{ledger.first_origin(one.same.lines)}"


def doubt(ledger: Ledger, one: OnList, kind: str, cents: int) -> Found:
    first = one.same.lines[0]
    code = tags.sole(share.code for line in one.same.lines for share in line.shares)
    return Found(
        subject_of(ledger, one),
        max(line.details.year for line in one.same.lines),
        cents,
        say(
            DOUBT[kind],
            line=first.number, supplier=first.details.supplier or say("no supplier"), here=Euro(one.here),
            there=Euro(one.there), file=one.files, funding=one.funding, recorded=Euro(one.recorded),
            cells=Listed(tuple(row.place for _, row in one.rows[:CELLS_SHOWN_MAX])),
        ),
        grant=ledger.agreement.grant(code).code if code is not None else None,
        objective=code,
        expenses=[line.number for line in one.same.lines],
        severity="warning",
    )  # fmt: skip
