"""Rules as a table, and what they would move: by year and code, and line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.rule_effect import Effect, Judged, Move
from subsidy_ledger.domain.rulebook import Verdict
from subsidy_ledger.domain.rules import Fit, Rule, least
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.expenses import expenses_json, shares_text
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

LINE = (
    Column("number", "Line", "integer"),
    Column("year", "Year", "code"),
    Column("date", "Date", "date"),
    Column("supplier", "Supplier"),
    Column("description", "Description", width_max=50),
    Column("amount", "Amount", "money"),
    Column("tagged", "Tagged", "code"),
)


def rules_table(rules: Sequence[Rule], entries: Mapping[int, Entry]) -> Table:
    """One row a rule: what it asks, what it gives, and who recorded it when and why."""
    columns = (
        Column("number", "Rule", "integer"), Column("code", "Code", "code"), Column("supplier", "Supplier"),
        Column("likeness_min", "Alike from", "integer"), Column("budget_article", "Budget article", "code"),
        Column("description", "Description"), Column("account", "Account", "code"), Column("entity", "Entity", "code"),
        Column("status", "Status", "code"), Column("by", "By"), Column("at", "At", "moment"), Column("reason", "Why"),
    )  # fmt: skip
    rows = []
    for rule in rules:
        asked, entry = rule.conditions, entries.get(rule.entry)
        rows.append((
            rule.number, rule.code, asked.supplier, asked.likeness_min, asked.budget_article, asked.description,
            asked.account, asked.entity, in_words("live" if rule.is_live else "retired"), entry.by if entry else None,
            entry.at if entry else None, entry.reason if entry else None,
        ))  # fmt: skip
    return Table("rules", "", columns, tuple(rows))


def conditions_of(rule: Rule) -> Listed:
    """What the rule asks, condition by condition."""
    asked = rule.conditions
    found: list[Sentence] = []
    if asked.supplier is not None:
        found.append(say('supplier "{name}", alike from {least} of 100', name=asked.supplier, least=least(rule)))
    if asked.budget_article is not None:
        found.append(say("budget article {article}", article=asked.budget_article))
    if asked.description is not None:
        found.append(say('the words "{words}" in the description', words=asked.description))
    if asked.account is not None:
        found.append(say("account {account}", account=asked.account))
    if asked.entity is not None:
        found.append(say("entity {entity}", entity=asked.entity))
    return Listed(tuple(found))


def moved_table(effect: Effect) -> Table:
    """The money that moves, by budget year and code."""
    columns = (
        Column("year", "Year", "code"), Column("from", "From", "code"), Column("to", "To", "code"),
        Column("lines", "Lines", "integer"), Column("amount", "Amount", "money"),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (str(year), before or in_words("untagged"), after, found.lines, found.cents)
        for (year, before, after), found in effect.moved().items()
    ]
    total: tuple[Value, ...] = (
        "",
        "",
        say("Total"),
        len(effect.moves),
        sum(row[4] for row in rows if isinstance(row[4], int)),
    )
    return Table("moved", "", columns, (*rows, total), _weights(rows))


def moves_table(moves: Sequence[Move], shown_max: int | None = None) -> Table:
    """The lines that get a code, most money first, and their number and sum; at most `shown_max` of them by name."""
    columns = (
        *LINE, Column("to", "To", "code"), Column("rules", "Rule", "code"), Column("likeness", "Alike", "integer")
    )  # fmt: skip
    shown = moves if shown_max is None else moves[:shown_max]
    rows = [(*_line(m.expense), m.code, _numbers(m.verdict), likeness_of(m.verdict)) for m in shown]
    return _with_total("moves", columns, rows, [m.expense for m in moves], len(moves) - len(shown))


def disputed_table(disputed: Sequence[Judged]) -> Table:
    """Lines on which rules disagree, with each rule and its code."""
    columns = (*LINE, Column("rules", "Rules that disagree", "code"))
    rows = [
        (*_line(d.expense), ", ".join(f"{fit.rule.number}: {fit.rule.code}" for fit in d.verdict.fits))
        for d in disputed
    ]  # fmt: skip
    return _with_total("disputed", columns, rows, [d.expense for d in disputed])


def near_table(near: Sequence[Judged]) -> Table:
    """Untagged lines whose supplier is almost that of a rule, for an officer to judge."""
    columns = (
        *LINE, Column("rule", "Rule", "integer"), Column("likeness", "Alike", "integer"),
        Column("likeness_min", "Needed", "integer"),
    )  # fmt: skip
    rows = [(*_line(n.expense), f.rule.number, f.likeness, least(f.rule)) for n in near for f in (_nearest(n.verdict),)]
    return _with_total("near", columns, rows, [n.expense for n in near])


def _nearest(verdict: Verdict) -> Fit:
    return max(verdict.near, key=lambda fit: (fit.likeness or 0, -fit.rule.number))


def _with_total(
    key: str, columns: tuple[Column, ...], rows: Sequence[tuple[Value, ...]], lines: Sequence[Expense], left: int = 0
) -> Table:
    total: tuple[Value, ...] = (None, "", None, say("Total"), "", sum(e.amount for e in lines), "")
    notes = (
        ()
        if not left
        else (
            say_n(
                "{n} more line is counted and not shown; --all shows it.",
                "{n} more lines are counted and not shown; --all shows them.",
                n=left,
            ),
        )
    )
    padded = (*total, *(None for _ in columns[len(total) :]))
    return Table(key, "", columns, (*rows, padded), _weights(rows), notes)


def _weights(rows: Sequence[tuple[Value, ...]]) -> tuple[Weight, ...]:
    lines: list[Weight] = ["line"] * len(rows)
    return (*lines, "total")


def _line(e: Expense) -> tuple[Value, ...]:
    d = e.details
    return (e.number, str(d.year), d.date, d.supplier, d.description, e.amount, shares_text(e.shares))


def _numbers(verdict: Verdict) -> str:
    return ", ".join(str(fit.rule.number) for fit in verdict.fits)


def likeness_of(verdict: Verdict) -> int | None:
    """The lowest likeness a rule's supplier was taken for; None where no rule names one."""
    return min((fit.likeness for fit in verdict.fits if fit.likeness is not None), default=None)


def effect_notes(ledger: Ledger, effect: Effect) -> list[Sentence]:
    """What is left alone, and money that does not count."""
    notes = []
    if effect.kept:
        notes.append(
            say_n(
                "{n} line that fits carries another code ({euros}) and keeps it: --retag would change this too.",
                "{n} lines that fit carry other codes ({euros}) and keep them: --retag would change these too.",
                n=len(effect.kept), euros=Euro(sum(k.expense.amount for k in effect.kept)),
            )
        )  # fmt: skip
    if effect.same:
        notes.append(
            say_n(
                "{n} line that fits carries the code already.",
                "{n} lines that fit carry the code already.",
                n=effect.same,
            )
        )
    evidence = [m.expense for m in effect.moves if not ledger.agreement.is_claiming(m.expense.details.entity)]
    if evidence:
        notes.append(
            say_n(
                "{n} of these lines ({euros}) is evidence: it explains transfers and never counts as spending.",
                "{n} of these lines ({euros}) are evidence: they explain transfers and never count as spending.",
                n=len(evidence), euros=Euro(sum(e.amount for e in evidence)),
            )
        )  # fmt: skip
    return notes


def effect_json(rules: Sequence[Rule], effect: Effect) -> dict[str, Any]:
    """Amounts are texts with two decimals; every line is in it."""
    return {
        "rules": [rule_json(rule) for rule in rules],
        "moved": [
            {"year": y, "from": before, "to": after, "lines": found.lines, "amount": to_text(found.cents)}
            for (y, before, after), found in effect.moved().items()
        ],
        "moves": [
            {**expenses_json([m.expense])[0], "to": m.code, "fits": _fits_json(m.verdict.fits)} for m in effect.moves
        ],
        "disputed": [_judged_json(d, d.verdict.fits) for d in effect.disputed],
        "kept": [_judged_json(k, k.verdict.fits) for k in effect.kept],
        "near": [_judged_json(n, n.verdict.near) for n in effect.near],
        "same": effect.same,
    }


def _judged_json(judged: Judged, fits: Sequence[Fit]) -> dict[str, Any]:
    return {**expenses_json([judged.expense])[0], "fits": _fits_json(fits)}


def _fits_json(fits: Sequence[Fit]) -> list[dict[str, Any]]:
    return [{"rule": f.rule.number, "objective": f.rule.code, "likeness": f.likeness} for f in fits]


def rule_json(rule: Rule) -> dict[str, Any]:
    asked = rule.conditions
    return {
        "number": rule.number, "version": rule.version, "objective": rule.code, "supplier": asked.supplier,
        "likeness_min": asked.likeness_min, "budget_article": asked.budget_article, "description": asked.description,
        "account": asked.account, "entity": asked.entity, "live": rule.is_live,
    }  # fmt: skip
