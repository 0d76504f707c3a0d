"""The sheet Rules and assumptions: what tagged by itself, what the checks went by, and how the money is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from subsidy_ledger.domain.agreement import Agreement, Parameter, Severity
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.rulebook import live_rules
from subsidy_ledger.domain.sentences import Listed, Phrase, Sentence, as_it_is
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.reconciliation.book import Block, Sheet
from subsidy_ledger.reports.reconciliation.labels import column, label
from subsidy_ledger.reports.reconciliation.rows import Rows
from subsidy_ledger.reports.rules import conditions_of
from subsidy_ledger.reports.tables import Value

MONEY_RULES: Final = (
    "signs", "amount", "claiming", "spent", "shares", "rounding", "year", "date", "known", "changed", "duplicates",
    "overspent", "reversal", "revision", "used",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckSetting:
    """What a check went by: how serious it is here, on what ground, and its parameters with what each is for."""

    check: str
    severity: Severity
    ground: Phrase
    is_assumption: bool
    parameters: tuple[tuple[Parameter, Phrase], ...] = ()


def rules_sheet(ledger: Ledger, year: int, settings: Sequence[CheckSetting], language: str) -> Sheet:
    """Rules in force with what they tagged, the checks' parameters, assumptions and notes, and the money's rules."""
    return Sheet(
        "rules",
        label("sheet.rules"),
        label("heading.rules", year=str(year)),
        label("lead.rules"),
        (_tagging(ledger, year), _parameters(settings), _assumptions(ledger.agreement, language), _money()),
        main="rules",
    )


def _tagging(ledger: Ledger, year: int) -> Block:
    """The rules that are asked today, and the live lines of the year whose code came from each."""
    lines: dict[int, int] = defaultdict(int)
    cents: dict[int, int] = defaultdict(int)
    for line in ledger.claiming():
        for use in line.tagged_by if line.details.year == year else ():
            lines[use.rule] += 1
            cents[use.rule] += line.amount - line.untagged
    entries = {entry.number: entry for entry in ledger.entries}
    rows = Rows(
        (
            column("rule"), column("asks", width=62), column("code", "code"), column("lines_tagged", "integer"),
            column("tagged", "money"), column("by"), column("when", "moment"), column("reason", width=34),
        )
    )  # fmt: skip
    for rule in live_rules(ledger.rules):
        entry = entries.get(rule.entry)
        rows.add(
            {
                "rule": label("rule.version", number=rule.number, version=rule.version),
                "asks": as_it_is(conditions_of(rule)), "code": rule.code,
                "lines_tagged": lines[rule.number], "tagged": cents[rule.number],
                "by": entry.by if entry else None, "when": entry.at if entry else None,
                "reason": entry.reason if entry else None,
            }
        )  # fmt: skip
    notes = () if rows.rows else (label("rules.none"),)
    return rows.block("rules", label("block.rules"), notes=notes)


def _parameters(settings: Sequence[CheckSetting]) -> Block:
    rows = Rows(
        (column("check", width=24), column("meaning", width=62), column("severity", "code"), column("value", "code"))
    )
    for setting in settings:
        ground = Sentence(setting.ground, {})
        told = label("ground.assumed", ground=ground) if setting.is_assumption else ground
        rows.add(
            {"check": setting.check, "meaning": told, "severity": in_words(setting.severity)},
        )
        for parameter, meaning in setting.parameters:
            rows.add({"check": parameter.key, "meaning": Sentence(meaning, {}), "value": parameter.value})
    return rows.block("check_settings", label("block.parameters"))


def _assumptions(agreement: Agreement, language: str) -> Block:
    """The notes of the agreement's file, and everything in it that no document confirms."""
    rows = Rows((column("what", title="assumption"), column("what_said", title="value", width=62)))
    for what, said in _assumed(agreement, language):
        rows.add({"what": what, "what_said": said})
    return rows.block("assumptions", label("block.assumptions"))


def _assumed(agreement: Agreement, language: str) -> Iterator[tuple[Value, Value]]:
    for note in agreement.notes:
        yield label("assumption.note"), in_language(note, language)
    for parameter in agreement.parameters:
        if parameter.assumption:
            yield (
                label("assumption.parameter", name=parameter.key, value=parameter.value),
                in_language(parameter.assumption, language),
            )
    for entity in agreement.entities:
        if entity.assumption:
            yield label("assumption.entity", name=entity.name), in_language(entity.assumption, language)
    for category in agreement.categories:
        if category.assumption:
            groups = Listed(category.economic_groups)
            yield (
                label("assumption.category", name=in_language(category.title, language), groups=groups),
                in_language(category.assumption, language),
            )
    for target in agreement.targets.values():
        told = target.objective or target.sector
        if told is not None and told.note:
            yield f"{target.code} {in_language(target.title, language)}", in_language(told.note, language)


def _money() -> Block:
    rows = Rows((column("what", title="value"), column("what_said", title="value", width=62)))
    for key in MONEY_RULES:
        rows.add({"what": label(f"money.{key}"), "what_said": label(f"money.{key}_text")})
    return rows.block("money_rules", label("block.money"))
