"""What is decided of submitted lines: accepted, reduced, rejected; spare lines let in; decisions taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from subsidy_ledger.domain.codes import check_year, grant_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, Fact, Listed, say
from subsidy_ledger.domain.settlement import GrantSettlement, SettledLine, settlement
from subsidy_ledger.domain.submitted import Act, Ruling
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lines import live_line
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Ruled:
    """A submitted line of one grant, as it stood, what was ruled, and whether that says anything new."""

    grant: str
    before: SettledLine
    ruling: Ruling
    written: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A submitted line where it is claimed."""

    held: GrantSettlement
    line: SettledLine

    @property
    def submission(self) -> int:
        if self.held.submission is None:
            raise AssertionError("a line without a submission")
        return self.held.submission.number


class Places:
    """The lines of the submissions that count, by number, each in every grant that claims a part of it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._found: dict[int, list[Place]] = {}
        for year in sorted({s.year for s in ledger.submissions}):
            for held in settlement(ledger, year).grants:
                for line in held.lines:
                    self._found.setdefault(line.line, []).append(Place(held, line))

    def of(self, number: int, grant: str | None = None) -> list[Place]:
        """Where the line is claimed; raises WrongUse where no submission that counts has it."""
        found = self.found(number, grant)
        if not found:
            line = live_line(self._ledger, number)
            if not self._ledger.agreement.is_claiming(line.details.entity):
                raise WrongUse(
                    "line-evidence",
                    "Line {n} is evidence of {entity}: it shows what a transfer was spent on and is never claimed, so "
                    "nothing can be decided of it. Decide of the transfer that paid for it; what is open: ledger "
                    "settle --year {year}",
                    n=number, entity=line.details.entity, year=str(line.details.year),
                )  # fmt: skip
            raise WrongUse(
                "line-not-submitted",
                "Line {n} is in no submission that counts, so nothing can be decided of it. `ledger submissions` lists "
                "them; `ledger explain {n}` tells what became of the line.",
                n=number,
            )
        return found

    def found(self, number: int, grant: str | None = None) -> list[Place]:
        """The same; nothing where no submission that counts has the line."""
        return [p for p in self._found.get(number, ()) if grant in (None, p.held.grant.code)]

    def all(self) -> Iterator[Place]:
        return (place for places in self._found.values() for place in places)


def settle(
    session: Session,
    lines: Sequence[int],
    act: Act,
    *,
    reason: str,
    amount: int | None = None,
    grant: str | None = None,
    open_of: int | None = None,
) -> tuple[Ruled, ...]:
    """Records one decision on each line, or on every open line of the year `open_of`, all under one entry.

    What holds already for the same reason is not written again. Raises WrongUse for a line that was not submitted, an
    amount that does not fit, or a spare line without room.
    """
    done: list[Ruled] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        places = Places(ledger)
        code = grant_of(ledger.agreement, grant).code if grant else None
        chosen = [place for number in dict.fromkeys(lines) for place in places.of(number, code)]
        if open_of is not None:
            check_year(ledger.agreement, open_of)
            chosen += [p for p in places.all() if _is_open(p, open_of, code)]
        done[:] = list(_ruled(chosen, act, amount, reason))
        new = tuple(each.ruling for each in done if each.written)
        return Draft("settlement", reason, rulings=new) if new else None

    try:
        session.write(think)
    except WrongUse as error:
        if error.code == "line-unknown":
            _refuse_elsewhere(session, error.sentence.facts["n"])
        raise
    return tuple(done)


def _refuse_elsewhere(session: Session, number: Fact) -> None:
    """A line of another agreement is not submitted here, and nothing here can tell of it."""
    from subsidy_ledger.storage.lookups import agreement_of_line

    with session.reading() as (connection, tenancy, _):
        other = agreement_of_line(connection, tenancy, number) if isinstance(number, int) else None
    if other not in (None, tenancy.agreement):
        raise WrongUse(
            "line-elsewhere",
            "Line {n} is of the agreement {other}, and this is {agreement}. Say --agreement {other}.",
            n=number, other=other, agreement=tenancy.agreement,
        )  # fmt: skip


def _is_open(place: Place, year: int, grant: str | None) -> bool:
    submission, line = place.held.submission, place.line
    wanted = submission is not None and submission.year == year and grant in (None, place.held.grant.code)
    return wanted and line.ruling is None and not line.is_spare


def _ruled(chosen: Iterable[Place], act: Act, amount: int | None, reason: str) -> Iterator[Ruled]:
    """In the order given: the first spare lines take the room."""
    found = list(chosen)
    if act == "reduce":
        _refuse_several(found)
    taken: dict[str, int] = {}
    for place in found:
        code, line = place.held.grant.code, place.line
        accepted = _accepted(place, act, amount, taken.get(code, 0))
        if act == "use-spare":
            taken[code] = taken.get(code, 0) + accepted - line.accepted
        ruling = Ruling(place.submission, line.line, act, line.cents, accepted, reason)
        yield Ruled(code, line, ruling, is_news(line, ruling))


def _refuse_several(found: Sequence[Place]) -> None:
    """An amount is of one grant's part of a line."""
    for place in found:
        grants = tuple(p.held.grant.code for p in found if p.line.line == place.line.line)
        if len(grants) > 1:
            raise WrongUse(
                "reduce-which-grant",
                "Line {n} is claimed of several grants: say of which with --grant {grants}.",
                n=place.line.line, grants=Listed(grants, "or"),
            )  # fmt: skip


def is_news(line: SettledLine, ruling: Ruling) -> bool:
    """Whether the ruling says anything that does not hold already, wherever it was read."""
    held = line.ruling
    if held is None:
        return ruling.act != "reopen" or line.moved is not None
    same = replace(
        held, submission=ruling.submission, line=ruling.line, entry=0, sha256=ruling.sha256, cell=ruling.cell
    )  # fmt: skip
    return same != ruling


def _accepted(place: Place, act: Act, amount: int | None, taken: int) -> int:
    """How much of the line counts by this act; raises WrongUse where the act does not fit the line."""
    line = place.line
    facts: dict[str, Fact] = {"n": line.line, "claimed": Euro(line.cents)}
    if act == "reopen":
        return 0
    if line.is_spare != (act == "use-spare"):
        if line.is_spare:
            raise WrongUse(
                "line-spare",
                "Line {n} ({claimed}) was submitted as spare and claims nothing: it can only replace what was "
                "rejected, with --use-spare.",
                **facts,
            )  # fmt: skip
        raise WrongUse(
            "line-not-spare", "Line {n} ({claimed}) is claimed, not spare: --accept, --reduce or --reject it.", **facts
        )
    if act == "use-spare":
        return _spare(place, taken)
    if act == "reduce":
        if amount is None or not min(0, line.cents) < amount < max(0, line.cents):
            raise WrongUse(
                "reduced-amount",
                "Line {n} claims {claimed}, and {amount} does not lie between that and nothing. Use --accept for all "
                "of it, --reject for nothing of it.",
                amount=Euro(amount or 0), **facts,
            )  # fmt: skip
        return amount
    return line.cents if act == "accept" else 0


def _spare(place: Place, taken: int) -> int:
    line, figures = place.line, place.held.figures
    room = max(0, figures.spare_room - (figures.spare_chosen - line.accepted) - taken)
    if line.cents <= 0 or room == 0:
        raise WrongUse(
            "spare-no-room",
            "Spare line {n} ({claimed}) has nothing to replace in {grant}: {rejected} was rejected there, spare lines "
            "already replace {used}, and {granted} was granted.",
            n=line.line, claimed=Euro(line.cents), grant=place.held.grant.code, rejected=_rejected(place.held),
            used=Euro(figures.spare_used + taken), granted=Euro(figures.granted),
        )  # fmt: skip
    return min(line.cents, room)


def _rejected(held: GrantSettlement) -> Fact:
    credits_ = sum(line.rejected for line in held.rejected_credits)
    if not credits_:
        return Euro(held.figures.rejected)
    return say("{costs} of costs and {credits} of credit notes",
               costs=Euro(held.figures.rejected - credits_), credits=Euro(credits_))  # fmt: skip


def undecided(ledger: Ledger, year: int, grant: str | None) -> tuple[GrantSettlement, ...]:
    """Of each grant what is still open, and the spare lines; raises WrongUse where nothing is submitted."""
    check_year(ledger.agreement, year, frozenset(s.year for s in ledger.submissions))
    code = grant_of(ledger.agreement, grant).code if grant else None
    found = [g for g in settlement(ledger, year).grants if code in (None, g.grant.code) and g.submission]
    if not found:
        raise WrongUse(
            "nothing-submitted",
            "Nothing of {year} is submitted, so there is nothing to settle: ledger submit --year {year}",
            year=str(year),
        )
    return tuple(replace(g, lines=tuple(x for x in g.lines if x.ruling is None or x.is_spare)) for g in found)
