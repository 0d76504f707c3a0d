"""What a file shows otherwise than the ledger, has no more, or has elsewhere: the sentences of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Phrases, Sentence, as_it_is, say
from subsidy_ledger.domain.vocabulary import field_name, field_names
from subsidy_ledger.importing.planning.file_plan import FilePlan
from subsidy_ledger.importing.planning.keys import KEY_DATES, KEY_TEXTS
from subsidy_ledger.importing.planning.matching import Pair
from subsidy_ledger.importing.planning.replacing import Change

NOTHING: Final = say("nothing")
DOUBTS: Final[Phrases] = {
    "taken-back": "that line was taken back as claimed in error; --as-new {row} posts this one",
    "corrected": "left alone, as line {line} was corrected by hand; if the file is right: ledger correct {line} "
    "--reason …",
    "twins": "left alone, as the ledger has that line several times, under different codes, and nobody can tell which "
    "one has changed: ledger correct {line} --reason …",
    "fewer": "left alone, as the document has more lines in the ledger (lines {lines}) than rows here: correct them or "
    "take them back with ledger correct",
    "ambiguous": "left alone, as nobody can tell which row is which of lines {lines}, which carry different codes: "
    "correct them with ledger correct",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which a row shows a line otherwise: what the line says, and what the row says."""

    field: str
    was: Fact
    now: Fact

    @property
    def is_money(self) -> bool:
        return self.field == "amount"


def differences(part: FilePlan, ledger: Ledger) -> Iterator[tuple[Pair, Details, tuple[Difference, ...]]]:
    """Each changed row with what its line says and what the row says, by field."""
    rows = {incoming.row: incoming.details for incoming in part.posting.ready}
    names = ("amount", "year", *(n for n in (*KEY_TEXTS, *KEY_DATES) if n in part.intake.reading.fields))
    for pair in part.matches.changed:
        line, row = ledger.expense(pair.line), rows[pair.row]
        pairs = [(name, getattr(line.details, name), getattr(row, name)) for name in names] if line else []
        yield pair, row, tuple(Difference(name, was, now) for name, was, now in pairs if was != now)


def _difference(difference: Difference) -> Sentence:
    return Sentence(
        "{field}: {was} -> {now}",
        {
            "field": field_name(difference.field),
            "was": _value(difference, difference.was),
            "now": _value(difference, difference.now),
        },
    )


def _value(difference: Difference, value: Fact) -> Sentence:
    if value is None:
        return NOTHING
    if difference.is_money and isinstance(value, int):
        return as_it_is(Euro(value))
    # A year is a number that is written without thousands.
    return as_it_is(str(value) if isinstance(value, int) else value)


def changed_lines(part: FilePlan, ledger: Ledger) -> Iterator[Sentence]:
    """Every changed row with what its line says now, and how to go on."""
    heirs = {e.source.row: e.number for e in part.expenses if e.replaces is not None and e.source is not None}
    change_of = {incoming.row: change for change in part.changes for incoming in change.rows}
    for pair, details, found in differences(part, ledger):
        facts: dict[str, Fact] = {
            "row": pair.row, "supplier": details.supplier or "", "amount": Euro(details.amount), "line": pair.line,
            "next": _next(pair, change_of.get(pair.row), heirs.get(pair.row)),
        }  # fmt: skip
        if [each.field for each in found] == ["year"]:
            yield say(
                "row {row}: {supplier} {amount} is line {line}, moved from budget year {was} to {now}; {next}",
                was=str(found[0].was), now=str(found[0].now), **facts,
            )  # fmt: skip
            continue
        yield say(
            "row {row}: {supplier} {amount} is line {line} shown otherwise ({differs}); {next}",
            differs=Listed(tuple(map(_difference, found)), between="; "), **facts,
        )  # fmt: skip


def _next(pair: Pair, change: Change | None, heir: int | None) -> Sentence:
    """What becomes of a changed row, or what can be done about it."""
    if heir is not None:
        return say("takes its place as line {heir}", heir=heir)
    if change is not None and change.doubt is not None:
        lines = Listed(tuple(line.number for line in change.lines))
        return Sentence(DOUBTS[change.doubt], {"row": pair.row, "line": pair.line, "lines": lines})
    return say(
        "use --replace-changed or `ledger correct {line}`, or --as-new {row} if it is another cost",
        line=pair.line, row=pair.row,
    )  # fmt: skip


def gone_sentences(part: FilePlan) -> Iterator[Sentence]:
    """Every line that is gone, with the file and row it came from, and what becomes of it."""
    backs = {e.reverses: e.number for e in part.expenses if e.reverses is not None}
    for line in part.gone:
        facts: dict[str, Fact] = {
            "line": line.number, "supplier": line.details.supplier or "", "amount": Euro(line.amount),
            "earlier": line.source.row if line.source else None, "file": line.source.file if line.source else None,
        }  # fmt: skip
        back = backs.get(line.number)
        if back is not None:
            yield say(
                "line {line}: {supplier} {amount}, from row {earlier} of {file}, is gone; taken back by line {back}",
                back=back, **facts,
            )  # fmt: skip
        else:
            yield say(
                "line {line}: {supplier} {amount}, from row {earlier} of {file}, is gone; it stays, unless you say "
                "--reverse-gone --reason …",
                **facts,
            )


def known_lines(part: FilePlan, ledger: Ledger) -> Iterator[Sentence]:
    """Every row left out because the ledger has it."""
    amounts = {incoming.row: incoming.details for incoming in part.posting.ready}
    for pair in part.matches.known:
        details = amounts[pair.row]
        facts: dict[str, Fact] = {
            "row": pair.row, "supplier": details.supplier or "", "amount": Euro(details.amount), "line": pair.line,
        }  # fmt: skip
        if ledger.reversed_by(pair.line) is not None:
            yield say(
                "row {row}: {supplier} {amount} is line {line}, which was taken back as claimed in error", **facts
            )
        elif pair.facts:
            adds = field_names(sorted(pair.facts))
            yield say("row {row}: {supplier} {amount} is line {line}, adds {fields}", fields=adds, **facts)
        elif (moved := other_code(pair, part, ledger)) is not None:
            now, was = moved
            yield say(
                "row {row}: {supplier} {amount} is line {line}, moved from {was} to {now} in the file; its tags "
                "stay as they are",
                was=was, now=now, **facts,
            )  # fmt: skip
        else:
            yield say("row {row}: {supplier} {amount} is line {line}", **facts)


def other_code(pair: Pair, part: FilePlan, ledger: Ledger) -> tuple[str, str] | None:
    """The code a known row carries and the one its line has, where they differ."""
    code, line = part.posting.codes[pair.row], ledger.expense(pair.line)
    if code is None or line is None or len(line.shares) != 1 or line.shares[0].code in (None, code):
        return None
    return code, str(line.shares[0].code)
