"""All that is known of one line, as a person reads it: what it says, where it stood, what happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from subsidy_ledger.cli.show import labelled
from subsidy_ledger.domain.expenses import CENTS_FIELDS, RuleUse
from subsidy_ledger.domain.rules import Rule
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, as_it_is, say
from subsidy_ledger.domain.vocabulary import field_name, field_names, in_words
from subsidy_ledger.i18n import speak
from subsidy_ledger.reports.expenses import shares_text
from subsidy_ledger.reports.rules import conditions_of

if TYPE_CHECKING:
    from subsidy_ledger.operations.explain import LineStory
    from subsidy_ledger.operations.line_events import Event

LABEL_WIDTH = 16


def story_lines(story: LineStory) -> Iterator[str]:
    """The line and its details, its cells as delivered, and its history, in the language that is spoken."""
    expense, source = story.expense, story.expense.source
    yield speak("line {line}: {amount} ({status})", line=expense.number, amount=Euro(expense.amount),
                status=story.status)  # fmt: skip
    yield from labelled(_details(story), LABEL_WIDTH)
    if source is not None and story.batch is not None:
        yield speak("as delivered")
        file = say(
            "{file} (import {import_number}, sha256 {sha256})",
            file=source.file, import_number=source.import_number, sha256=source.sha256,
        )  # fmt: skip
        where = say("{sheet}, row {row}", sheet=source.sheet, row=source.row)
        yield from labelled([(say("file"), file), (say("sheet and row"), where)], LABEL_WIDTH)
        for letter, header, cell in story.cells:
            yield f"  {letter + str(source.row):<7} {header:<24} {cell}"
    yield speak("history")
    yield from map(_event_line, story.events)


def _details(story: LineStory) -> Iterator[tuple[Sentence, Sentence]]:
    details = story.expense.details
    yield say("tagged"), shares_text(story.expense.shares)
    for rule, use in zip(story.rules, story.expense.tagged_by, strict=True):
        yield say("by rule"), _rule(rule, use)
    for share in story.paid_elsewhere:
        yield say("also paid by"), say("{source}: {amount}", source=share.funding, amount=Euro(share.cents))
    for field in fields(details):
        value = getattr(details, field.name)
        if value is not None and field.name != "amount":
            yield field_name(field.name), as_it_is(Euro(value) if field.name in CENTS_FIELDS else value)


def _rule(rule: Rule, use: RuleUse) -> Sentence:
    """What the rule that gave the line its code asks, and how alike the supplier was."""
    if use.likeness is None:
        return say("{rule}: {conditions}", rule=rule.number, conditions=conditions_of(rule))
    return say(
        "{rule}: {conditions}; the line's supplier is alike by {likeness}",
        rule=rule.number, conditions=conditions_of(rule), likeness=use.likeness,
    )  # fmt: skip


def _event_line(event: Event) -> str:
    entry = event.entry
    told = _what(event)
    if event.shares:
        told = say("{what}: {shares}", what=told, shares=shares_text(event.shares))
    rules = ""
    if event.rules:
        rules = f" ({speak('rule {rules}', rules=Listed(tuple(use.rule for use in event.rules)))})"
    reason = f' "{event.why}"' if event.why else ""
    head = speak("entry {entry:<4} {at} {by}", entry=entry.number, at=entry.at, by=entry.by)
    return f"  {speak('{title}: {text}', title=head, text=told)}{rules}{reason}"


def _what(event: Event) -> Sentence:
    """What an entry did to the line."""
    if event.told is not None:
        return event.told
    number, row, line = event.import_number, event.row, event.other
    if event.what == "posted in place of" and not event.facts:
        return say("posted in place of line {line}", line=line)
    found = {
        "posted to take back": say("posted to take back line {line}", line=line),
        "posted in place of": say("posted in place of line {line} ({facts})", line=line, facts=_facts(event)),
        "corrected": say("corrected; line {line} takes its place", line=line),
        "taken back": say("taken back by line {line}", line=line),
        "replaced": say(
            "replaced by row {row} of import {number}; line {line} takes its place", row=row, number=number, line=line
        ),
        "gone": say(
            "taken back by line {line}, as the list of import {number} has it no more", number=number, line=line
        ),
        "known": say("recognised in row {row} of import {number}", row=row, number=number),
        "changed": say(
            "shown with other figures in row {row} of import {number}; not posted", row=row, number=number
        ),
        "supplemented": say(
            "supplemented from row {row} of import {number}: {facts}", row=row, number=number, facts=_facts(event)
        ),
        "supplement undone": say(
            "import {number} was undone, and with it {fields}", number=number, fields=field_names(event.facts or ())
        ),
    }  # fmt: skip
    return found.get(event.what) or in_words(event.what)


def _facts(event: Event) -> Listed:
    return Listed(
        tuple(
            Sentence("{field} {value}", {"field": field_name(name), "value": value})
            for name, value in (event.facts or {}).items()
        )
    )
