"""What the plan says of rules: what each tags, where they disagree, and suppliers that are only alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.rulebook import EXACT, Verdict
from subsidy_ledger.domain.rules import Fit, least
from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Sentence, say, say_n
from subsidy_ledger.importing.intake import Problem, Table
from subsidy_ledger.importing.planning.keys import Incoming
from subsidy_ledger.importing.planning.posting import Posting

# Suppliers named one by one; json has every rule, and every line says which rule tagged it.
SUPPLIERS_SHOWN_MAX = 15


@dataclass(frozen=True, slots=True)
class Tagging:
    """The new lines that one set of rules tags: how many, and their cents."""

    rules: tuple[int, ...]
    code: str
    lines: int
    cents: int


def taggings(posting: Posting, new: Sequence[Incoming]) -> list[Tagging]:
    """What rules tag of the new lines, in order of rules."""
    found: dict[tuple[tuple[int, ...], str], list[int]] = {}
    for incoming in new:
        if uses := posting.tagged_by.get(incoming.row):
            key = (tuple(use.rule for use in uses), str(posting.codes[incoming.row]))
            found.setdefault(key, []).append(incoming.details.amount)
    return [Tagging(rules, code, len(found[rules, code]), sum(found[rules, code])) for rules, code in sorted(found)]


def rules_json(posting: Posting, new: Sequence[Incoming]) -> list[dict[str, Any]]:
    return [
        {"rules": list(t.rules), "objective": t.code, "lines": t.lines, "amount": to_text(t.cents)}
        for t in taggings(posting, new)
    ]


def rule_notes(posting: Posting, new: Sequence[Incoming], agreement: Agreement) -> Iterator[Sentence]:
    """What rules do to the new lines, in sentences for the plan."""
    for tagging in taggings(posting, new):
        yield say_n(
            "tagged by rule {rules} as {code}: {n} new line, {euros}",
            "tagged by rule {rules} as {code}: {n} new lines, {euros}",
            rules=Listed(tagging.rules), code=tagging.code, n=tagging.lines, euros=Euro(tagging.cents),
        )  # fmt: skip
        if agreement.targets[tagging.code].is_transfer:
            yield say("{code}, which rule {rules} gives, is a transfer to the police zone",
                      code=tagging.code, rules=Listed(tagging.rules))  # fmt: skip
    suppliers = _suppliers(posting, new)
    for supplier, fit in suppliers[:SUPPLIERS_SHOWN_MAX]:
        yield _alike(supplier, fit)
    if len(suppliers) > SUPPLIERS_SHOWN_MAX:
        yield say_n(
            "{n} more supplier is alike, or nearly",
            "{n} more suppliers are alike, or nearly",
            n=len(suppliers) - SUPPLIERS_SHOWN_MAX,
        )


def _suppliers(posting: Posting, new: Sequence[Incoming]) -> list[tuple[str, Fit]]:
    """Each supplier that a rule takes, or nearly takes, for its own though the name is another; least alike first."""
    found: dict[tuple[str, int], Fit] = {}
    for incoming in new:
        verdict = posting.verdicts.get(incoming.row)
        if verdict is None or incoming.details.supplier is None:
            continue
        is_tagged = incoming.row in posting.tagged_by
        for fit in (*verdict.fits, *(() if is_tagged else verdict.near)):
            if fit.likeness not in (None, EXACT):
                found[incoming.details.supplier, fit.rule.number] = fit
    pairs = [(supplier, fit) for (supplier, _), fit in found.items()]
    return sorted(pairs, key=lambda pair: (pair[1].likeness or 0, pair[0], pair[1].rule.number))


def _alike(supplier: str, fit: Fit) -> Sentence:
    facts: dict[str, Fact] = {
        "supplier": supplier, "rule": fit.rule.number, "own": fit.rule.conditions.supplier, "likeness": fit.likeness,
        "least": least(fit.rule),
    }  # fmt: skip
    if (fit.likeness or 0) < least(fit.rule):
        return say(
            '"{supplier}" is not taken for "{own}" of rule {rule}: alike by {likeness} of 100, {least} are needed',
            **facts,
        )
    return say(
        '"{supplier}" is taken for "{own}" of rule {rule}: alike by {likeness} of 100, {least} are needed', **facts
    )


def rule_warnings(posting: Posting, new: Sequence[Incoming], table: Table) -> Iterator[Problem]:
    """New lines on which rules disagree, among themselves or with the row's grant; nobody decides it in silence."""
    for incoming in new:
        verdict = posting.verdicts.get(incoming.row)
        if verdict is None:
            continue
        if verdict.disagrees:
            yield _problem(table, incoming, "rules-disagree", _disagreement(incoming, verdict))
        elif verdict.code is not None and incoming.row not in posting.tagged_by:
            sentence = say(
                "rule {rules} says {code}, but the row's own grant is {grant}; the row counts ({euros})",
                rules=_numbers(verdict.fits), code=verdict.code, grant=posting.codes[incoming.row],
                euros=Euro(incoming.details.amount),
            )  # fmt: skip
            yield _problem(table, incoming, "rule-contradicts-grant", sentence)


def _disagreement(incoming: Incoming, verdict: Verdict) -> Sentence:
    first, second = verdict.codes[:2]
    return say(
        "rule {first} says {code}, rule {second} says {other}; the line ({euros}) stays untagged. Tag it with "
        "ledger tag, or retire one of the rules",
        first=_numbers([f for f in verdict.fits if f.rule.code == first]), code=first,
        second=_numbers([f for f in verdict.fits if f.rule.code == second]), other=second,
        euros=Euro(incoming.details.amount),
    )  # fmt: skip


def _numbers(fits: Sequence[Fit]) -> Listed:
    return Listed(tuple(fit.rule.number for fit in fits))


def _problem(table: Table, incoming: Incoming, code: str, sentence: Sentence) -> Problem:
    """Named by the objective's cell, else the supplier's, else the first of the row."""
    column = next((table.columns[n] for n in ("objective", "grant", "supplier") if n in table.columns), 0)
    value = str(incoming.details.supplier or "")
    return Problem(
        code, "warning", table.sheet.name, cell_name(incoming.row - 1, column), "objective", value,
        say("rules that agree with each other and with the row"), sentence,
    )  # fmt: skip
