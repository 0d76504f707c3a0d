"""What a year declares: grant by grant what the last submission claims, or what would be submitted where none is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from subsidy_ledger.domain.agreement import Grant
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.findings import ranges
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, Sentence, say, say_n
from subsidy_ledger.domain.settlement import Figures, GrantSettlement, settlement
from subsidy_ledger.domain.submissions import Shares, claim_of, claimed, differences, origin_in
from subsidy_ledger.domain.submitted import SubmittedShare
from subsidy_ledger.reports.moved_claims import claim_sentence, ledger_claims
from subsidy_ledger.reports.settlement import above_grant, no_room

# A line of the books with the part of it that is declared.
Row = tuple[Expense, SubmittedShare]


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared of one grant, in cents; `shares` hold spare ones too, which claim nothing."""

    settled: GrantSettlement
    shares: Shares

    @property
    def grant(self) -> Grant:
        return self.settled.grant

    @property
    def allocated(self) -> int:
        return self.settled.figures.granted

    @property
    def claimed(self) -> int:
        return claimed(self.shares)

    @property
    def not_counted(self) -> int:
        """What was rejected of it already, less what spare lines replace."""
        return self.settled.figures.rejected - self.settled.figures.spare_used

    @property
    def received(self) -> int:
        return self.settled.figures.received

    @property
    def figures(self) -> Figures:
        """The settlement's figures of what is declared, all that is open accepted."""
        return replace(self.settled.figures, claimed=self.claimed).if_all_is_accepted()

    @property
    def to_receive(self) -> int:
        return self.figures.balance

    @property
    def to_pay_back(self) -> int:
        return self.figures.recovery

    @property
    def is_open(self) -> bool:
        """Whether anything declared is still to be decided, also where it adds up to nothing."""
        if self.settled.submission is None:
            return bool(self.shares)
        return any(line.ruling is None for line in self.settled.lines if not line.is_spare)

    @property
    def used(self) -> dict[int, int]:
        """The spare lines that replace rejected ones, and for how much: what of them has room."""
        counted = self.settled.counted
        return {s.line: cents for s in self.settled.lines if s.is_spare and (cents := counted.get(s.line, 0))}


@dataclass(frozen=True, slots=True)
class Declaration:
    """The declaration of a year, of all grants or of one."""

    ledger: Ledger
    year: int
    grants: tuple[Declared, ...]

    def rows(self, *, is_spare: bool = False) -> list[Row]:
        """Every claimed share with its line, or every spare one, by number of the line."""
        shares = (s for held in self.grants for s in held.shares if s.is_spare == is_spare)
        found = ((self.ledger.expense(s.line), s) for s in sorted(shares, key=lambda s: (s.line, s.code)))
        return [(line, share) for line, share in found if line is not None]

    def claimed_at(self, code: str) -> int:
        """What is claimed at a code and below it, in cents."""
        at = {code}
        for target in self.ledger.agreement.targets.values():
            if target.parent in at:
                at.add(target.code)
        return claimed(share for held in self.grants for share in held.shares if share.code in at)

    @property
    def is_decided(self) -> bool:
        """Whether the figures hold as they are: something was submitted, and all that is declared is decided."""
        return any(held.settled.submission for held in self.grants) and not any(held.is_open for held in self.grants)

    def notes(self) -> Iterator[Sentence]:
        """What whoever signs should know: what is not submitted, what is spare, and what the books have otherwise."""
        for held in self.grants:
            yield from _notes(self.ledger, held, self.year)


def declaration(ledger: Ledger, year: int, grant: str | None = None) -> Declaration:
    """What is declared of the year, of all grants or of one."""
    held = [each for each in settlement(ledger, year).grants if grant in (None, each.grant.code)]
    return Declaration(
        ledger,
        year,
        tuple(
            Declared(each, each.submission.shares if each.submission else claim_of(ledger, each.grant.code, year))
            for each in held
        ),
    )


def _notes(ledger: Ledger, held: Declared, year: int) -> Iterator[Sentence]:
    code, last = held.grant.code, held.settled.submission
    if held.figures.above_grant:
        yield above_grant(code, held.figures)
    if last is None:
        if held.shares:
            yield say(
                "{grant}: nothing is submitted yet. Declared is what ledger submit --year {year} --grant {grant} would "
                "claim now.",
                grant=code, year=str(year),
            )  # fmt: skip
        return
    yield from _spare_notes(held)
    if changes := differences(origin_in(ledger), last.shares, ledger_claims(ledger, held.settled, year)):
        yield say_n(
            "{grant}: version {version}, as it was submitted, is declared. The books have {n} line otherwise by now, "
            "and {claim}: ledger submissions diff {number}. To declare it so, submit again: ledger submit --year "
            "{year} --grant {grant}",
            "{grant}: version {version}, as it was submitted, is declared. The books have {n} lines otherwise by now, "
            "and {claim}: ledger submissions diff {number}. To declare it so, submit again: ledger submit --year "
            "{year} --grant {grant}",
            n=len(changes), grant=code, version=last.version, number=last.number, year=str(year),
            claim=claim_sentence(sum(change.difference for change in changes)),
        )  # fmt: skip


def _spare_notes(held: Declared) -> Iterator[Sentence]:
    code, figures = held.grant.code, held.figures
    if figures.spare_used:
        yield say_n(
            "{grant}: spare line {lines} replaces {used} of what was rejected, and so counts in what is to be received "
            "or paid back. Of all spare lines {left} is left; it claims nothing and is in no sum.",
            "{grant}: spare lines {lines} replace {used} of what was rejected, and so count in what is to be received "
            "or paid back. Of all spare lines {left} is left; it claims nothing and is in no sum.",
            n=len(held.used), grant=code, lines=ranges(held.used), used=Euro(figures.spare_used),
            left=Euro(figures.spare - figures.spare_used),
        )  # fmt: skip
    elif spare := {share.line for share in held.shares if share.is_spare}:
        yield say_n(
            "{grant}: {n} line ({amount}) is kept as spare. It claims nothing and is in no sum.",
            "{grant}: {n} lines ({amount}) are kept as spare. They claim nothing and are in no sum.",
            n=len(spare), grant=code, amount=Euro(figures.spare),
        )  # fmt: skip
    if figures.spare_chosen > figures.spare_used:
        yield no_room(code, figures)
