"""The id of a plan: a short group for each thing it rests on, to name what changed, and a seal over all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from subsidy_ledger import __version__
from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.planning.file_plan import FilePlan

GROUP_DIGITS, SEAL_DIGITS = 4, 12
SHAPE = re.compile(rf"(?:[0-9a-f]{{{GROUP_DIGITS}}}-){{4}}[0-9a-f]{{{SEAL_DIGITS}}}")

# Why an id no longer fits, by the group that differs.
REASONS = {
    "files": say("The file has changed since: its name, its bytes, or which files are imported together."),
    "options": say("The options are others, or the profile of this list has changed: give the same ones again."),
    "rules": say("The tagging rules have changed since."),
    "ledger": say("The ledger has changed since: somebody wrote an entry."),
}
OTHER_PROGRAM = say("Another version of this program made that plan; it would write other lines.")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a plan rests on beside its files and the ledger, as texts: the officer's options with the profile that was
    used, and the tagging rules."""

    options: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True)
class PlanId:
    """ "3f2a-81d0-77aa-0c5b-9e1f6a2b7c4d": files, options, rules, ledger, and the seal over these and every line to be.

    The groups only say what differs; that two plans are the same is what the seal says.
    """

    files: str
    options: str
    rules: str
    ledger: str
    seal: str

    def __str__(self) -> str:
        return "-".join((self.files, self.options, self.rules, self.ledger, self.seal))


def plan_id(head: Head, parts: Sequence[FilePlan], grounds: Grounds) -> PlanId:
    """The id of what these parts would write on top of `head`."""
    files = _digest(f"{part.intake.name}\n{part.intake.sha256}" for part in parts)
    options, rules, ledger = _digest([grounds.options]), _digest([grounds.rules]), _digest([head.digest])
    seal = _digest((files, options, rules, ledger, __version__, *_outcome(parts)))
    short = slice(GROUP_DIGITS)
    return PlanId(files[short], options[short], rules[short], ledger[short], seal[:SEAL_DIGITS])


def _outcome(parts: Sequence[FilePlan]) -> Iterable[str]:
    """Every line to be by what counts of it; the rest follows from the file's bytes."""
    for part in parts:
        yield repr(sorted(part.count().items()))
        yield repr([(pair.row, pair.line, sorted(pair.facts)) for pair in part.matches.known if pair.facts])
        yield repr([(row.number, row.row, row.cents) for row in part.kept.rows])
        yield repr([(c.refused, c.line, c.successor) for c in part.kept.closings])
        for line in part.expenses:
            shares = [(share.code, share.cents) for share in line.shares]
            yield repr((line.number, line.details.year, line.amount, line.reverses, line.replaces, shares))
        yield repr([(each.expense, each.row) for each in part.superseded])


def _digest(texts: Iterable[str]) -> str:
    seal = hashlib.sha256()
    for text in texts:
        seal.update(f"{len(text)}:".encode())
        seal.update(text.encode("utf-8", "surrogatepass"))
    return seal.hexdigest()


def hold_to(wanted: str, found: PlanId) -> None:
    """Raises Refused, with a sentence for each thing that changed, where the plan is no longer the one wanted."""
    text = wanted.strip().lower()
    if not SHAPE.fullmatch(text):
        raise WrongUse(
            "plan-unreadable",
            '"{text}" is no plan id: it looks like {example}, as --dry-run prints it.',
            text=wanted,
            example=str(found),
        )
    if text != str(found):
        raise plan_changed(text, found)


def plan_changed(wanted: str, found: PlanId | None = None) -> Refused:
    """The refusal of a plan id; `found` is None where the ledger moved while the plan was being posted."""
    names, also = ["ledger"], [REASONS["ledger"]]
    if found is not None:
        names, also = _differing(PlanId(*wanted.split("-")), found)
    refused = Refused(
        "plan-changed",
        "This is not plan {wanted} any more, so nothing was posted. Look at it again with --dry-run, and give the id "
        "it prints.",
        wanted=wanted,
        plan=str(found) if found is not None else None,
        changed=", ".join(names),
    )
    refused.also = tuple(also)
    return refused


def _differing(wanted: PlanId, found: PlanId) -> tuple[list[str], list[Sentence]]:
    names = [name for name in REASONS if getattr(wanted, name) != getattr(found, name)]
    return (names, [REASONS[name] for name in names]) if names else (["program"], [OTHER_PROGRAM])
