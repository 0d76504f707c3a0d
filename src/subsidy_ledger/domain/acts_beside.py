"""Acts beside lines and claim as changes: samples, general ledgers, other subsidies, rules, refused rows."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.domain.changes import Change
from subsidy_ledger.domain.funding import percent
from subsidy_ledger.domain.funding_lists import FundingList
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, say, say_n
from subsidy_ledger.domain.vocabulary import in_words


def others(ledger: Ledger, year: int) -> Iterator[Change]:
    """Samples, general ledgers, other subsidies, rules, and refused rows that were closed or opened again."""
    for sample in (s for s in ledger.samples if s.year == year):
        told = say_n(
            "sample {sample}: {n} line, seed {seed}", "sample {sample}: {n} lines, seed {seed}",
            n=len(sample.drawn.chosen), sample=sample.number, seed=sample.seed,
        )  # fmt: skip
        yield Change(sample.entry, "sampled", {}, {}, told=(told,))
    for tie_out in (t for t in ledger.tie_outs if t.year == year):
        yield Change(tie_out.entry, "tied-out", {}, {}, decision=tie_out.file)
    for funding in ledger.fundings:
        told = say("{code}: {title}, {funder}", code=funding.code, title=funding.title, funder=funding.funder)
        yield Change(funding.entry, "funding", {}, {}, told=(told, *(() if funding.is_live else (say("retired"),))))
    yield from _lists(ledger, year)
    yield from _paid_by_others(ledger, year)
    for rule in ledger.rules:
        told = say("rule {n}, version {version}: {code}", n=rule.number, version=rule.version, code=rule.code)
        yield Change(
            rule.entry,
            "rule",
            {rule.code: 0},
            {rule.code: 0},
            told=(told, *(() if rule.is_live else (say("retired"),))),
        )
    rows = {row.number: row for row in ledger.refused if row.year in (year, None)}
    for closing in (c for c in ledger.refused_closings if c.refused in rows):
        row, lines = rows[closing.refused], (closing.line,) if closing.line is not None else ()
        states = ("open", "closed") if closing.act == "close" else ("closed", "open")
        told = say(
            "refused row {n} ({amount}): {before} -> {after}",
            n=row.number, amount=Euro(row.cents) if row.cents is not None else say("amount unknown"),
            before=in_words(states[0]), after=in_words(states[1]),
        )  # fmt: skip
        yield Change(closing.entry, "refused", {}, {}, lines, lines, told=(told,))


def _lists(ledger: Ledger, year: int) -> Iterator[Change]:
    """Lists of other subsidies that were kept; one without rows withdraws what the same file said before."""
    before: dict[str, FundingList] = {}
    for one in sorted((each for each in ledger.funding_lists if each.year == year), key=lambda each: each.number):
        last = before.get(one.funding)
        before[one.funding] = one
        is_back = last is not None and not one.stated[0] and last.sha256 == one.sha256
        rows, cents = last.stated if last is not None and is_back else one.stated
        if is_back:
            told = say_n(
                "list of {funding} for {year} withdrawn: {file}, {n} row, {amount}",
                "list of {funding} for {year} withdrawn: {file}, {n} rows, {amount}",
                n=rows, funding=one.funding, year=str(year), file=one.file, amount=Euro(cents),
            )  # fmt: skip
        else:
            told = say_n(
                "list of {funding} for {year} kept: {file}, {n} row, {amount}",
                "list of {funding} for {year} kept: {file}, {n} rows, {amount}",
                n=rows, funding=one.funding, year=str(year), file=one.file, amount=Euro(cents),
            )  # fmt: skip
        yield Change(one.entry, "listed", {}, {}, told=(told,))


def _paid_by_others(ledger: Ledger, year: int) -> Iterator[Change]:
    """Shares of documents by line, whatever corrections took its place since, and of one person's pay."""
    of_year = {line.number: ledger.origin(line) for line in ledger.expenses if line.details.year == year}
    known: dict[tuple[int, str], int] = {}
    for share in (s for s in ledger.funding_shares if s.expense in of_year):
        place = of_year[share.expense], share.funding
        told = say(
            "{funding} pays of the document: {before} -> {after}",
            funding=share.funding, before=Euro(known.get(place, 0)), after=Euro(share.cents),
        )  # fmt: skip
        known[place] = share.cents
        yield Change(share.entry, "funding", {}, {}, (share.expense,), (share.expense,), told=(told,))
    for pay in ledger.pay_shares:
        # What another subsidy carries is of no line, and of the year of its month.
        is_of_year = pay.month.startswith(f"{year}-") if pay.expense is None else pay.expense in of_year
        if is_of_year:
            lines = (pay.expense,) if pay.expense is not None else ()
            told = say(
                "{percent} of the pay of {person} in {month}",
                percent=percent(pay.basis), person=pay.person, month=pay.month,
            )  # fmt: skip
            yield Change(pay.entry, "funding", {}, {}, lines, lines, told=(told,))
