"""The ledger beside the general ledger it was last compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Booking, FalseTotal, TieOut
from subsidy_ledger.domain.sentences import Euro, Listed, Phrases, Sentence, as_it_is, say, say_n
from subsidy_ledger.domain.tie_out import Group, latest, tied_out, used_articles

CELLS_SHOWN_MAX = 5
DIFFERENCE: Final[Phrases] = {
    "different": "{article}, document {document}: {here} here, {there} in {file} ({cells}), a difference of "
    "{difference}. Correct the line (ledger correct LINE), or have the booking mended and compare again.",
    "only_here": "{article}, document {document}: {here} here, and {file} has no booking of it. See whether it is "
    "booked under another article or number, correct the line, or take it back.",
    "only_there": "{article}, document {document}: {there} in {file} ({cells}), and no line here. Import it if the "
    "agreement pays it; else accept this with the reason.",
    "only_here elsewhere": "{article}, document {document}: {here} here, and {file} has it on article {other}. Correct "
    "the article of the line (ledger correct LINE --budget-article), or have the booking mended and compare again.",
    "only_there elsewhere": "{article}, document {document}: {there} in {file} ({cells}), and the line here is on "
    "article {other}. Correct the article of the line (ledger correct LINE --budget-article), or have the booking "
    "mended and compare again.",
}


@check(
    "file-tie-out",
    severity="warning",
    title="The general ledger and this ledger differ",
    ground="Practice: what is claimed stands in the city's own accounts, to the cent, under the same budget article "
    "and document.",
    remedy="Look each document up in the accounts. Correct the line or have the booking mended, then compare again: "
    "ledger reconcile --against FILE. A difference that is in order is accepted with its reason.",
    assumption=True,
)
def file_tie_out(ledger: Ledger) -> Iterator[Found]:
    """Finds where the ledger differs from the general ledger that it was last compared with, by budget article and
    document.

    Why: a cost that is claimed and not booked, or booked with another amount, is rejected; one that is booked and not
    claimed is money left behind.

    How: the bookings of the last comparison of each year and entity are kept, and the lines as they are now stand
    beside them. All lines and all bookings of one document on one article are compared by their sums, credit notes
    taken off. The euros are the difference. Articles on which no line of that year stands are one finding each, and
    only information: most of a general ledger is not the agreement's.

    A total row of that file which is not the sum of the rows it closes is a finding too: bookings may be missing there.

    Edge: equal to the cent is no finding, nor is a document that is claimed in part and booked whole, where its line
    states the amount of the whole. What comes to 0.00 together is none either.
    """
    for tie_out in latest(ledger.tie_outs):
        groups = tied_out(ledger, tie_out)
        used = used_articles(groups)
        elsewhere = {
            "only_here": _articles(g for g in groups if g.state == "only_there"),
            "only_there": _articles(g for g in groups if g.state == "only_here"),
        }
        for group in groups:
            if group.article in used and group.state != "matched":
                yield _found(tie_out, group, elsewhere.get(group.state, {}).get(group.document, []))
        for article, members in groupby((g for g in groups if g.article not in used), key=lambda g: g.article):
            found = _unused(tie_out, article, list(members))
            if found.cents:
                yield found
        for total in tie_out.totals:
            yield _false_total(tie_out, total)


def subject_of(tie_out: TieOut, article: str, document: str) -> str:
    """What a difference is about, whatever file shows it."""
    return f"{tie_out.year}|{tie_out.entity}|{article}|{document}"


def subject_of_total(tie_out: TieOut, total: FalseTotal) -> str:
    return f"{tie_out.year}|{tie_out.entity}|total|{total.place}"


def _false_total(tie_out: TieOut, total: FalseTotal) -> Found:
    gap = abs(total.stated - total.computed)
    sentence = say(
        "{file}, {cell}: the total ({label}) is {stated}, but the rows it closes add up to {computed}, a difference of "
        "{difference}. Bookings may be missing: ask for an export that adds up, and compare again.",
        file=tie_out.file, cell=total.place, label=total.label,
        stated=Euro(total.stated), computed=Euro(total.computed), difference=Euro(gap),
    )  # fmt: skip
    return Found(subject_of_total(tie_out, total), tie_out.year, gap, sentence)


def _articles(groups: Iterable[Group]) -> Mapping[str, list[str]]:
    """The articles that each numbered document stands on."""
    found: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        if group.document and group.article:
            found[group.document].append(group.article)
    return found


def _found(tie_out: TieOut, group: Group, others: list[str]) -> Found:
    sentence = say(
        DIFFERENCE[f"{group.state} elsewhere" if others else group.state],
        article=article_name(group.article), document=document_name(group.name), here=Euro(group.here),
        there=Euro(group.there), file=tie_out.file, cells=cells_text(group.bookings),
        difference=Euro(abs(group.difference)), other=Listed(tuple(others), last="or"),
    )  # fmt: skip
    subject = subject_of(tie_out, group.article, group.document)
    lines = [line.number for line in group.lines]
    return Found(subject, tie_out.year, abs(group.difference), sentence, expenses=lines)


def _unused(tie_out: TieOut, article: str, groups: Sequence[Group]) -> Found:
    there = sum(group.there for group in groups)
    sentence = say_n(
        "{article}: {there} in {file}, {n} document, and no line of {year} here is on this article. Import what the "
        "agreement pays of it; else accept this with the reason.",
        "{article}: {there} in {file}, {n} documents, and no line of {year} here is on this article. Import what the "
        "agreement pays of it; else accept this with the reason.",
        n=len(groups), article=article_name(article), there=Euro(there), file=tie_out.file, year=str(tie_out.year),
    )  # fmt: skip
    return Found(subject_of(tie_out, article, "*"), tie_out.year, abs(there), sentence, severity="info")


def article_name(article: str) -> Sentence:
    return say("Article {article}", article=article) if article else say("Without an article")


def document_name(document: str) -> Sentence:
    return as_it_is(document) if document else say("without a number")


def cells_text(bookings: Sequence[Booking]) -> Sentence:
    """The first cells by name, and how many more there are."""
    shown = Listed(tuple(place_of(booking) for booking in bookings[:CELLS_SHOWN_MAX]))
    more = len(bookings) - CELLS_SHOWN_MAX
    return say("{cells} and {more} more", cells=shown, more=more) if more > 0 else as_it_is(shown)


def place_of(booking: Booking) -> str:
    return f"{booking.sheet}!{booking.cell}" if booking.sheet else booking.cell
