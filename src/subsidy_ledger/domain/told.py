"""Sentences as plain data and back: the template and its facts are kept, so that whoever reads them later is told in
her own language what another person was told in his."""

from __future__ import annotations

from datetime import date
from typing import Any

from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Percent, Sentence


def to_plain(sentence: Sentence) -> dict[str, Any]:
    """What `from_plain` makes the same sentence of, in dicts, lists, texts and integers."""
    plain: dict[str, Any] = {"say": sentence.template}
    if sentence.many:
        plain["many"] = sentence.many
    if sentence.facts:
        plain["facts"] = {name: _plain(fact) for name, fact in sentence.facts.items()}
    return plain


def from_plain(plain: dict[str, Any]) -> Sentence:
    facts = {name: _fact(value) for name, value in plain.get("facts", {}).items()}
    return Sentence(plain["say"], facts, plain.get("many", ""))


def _plain(fact: Fact) -> Any:
    if isinstance(fact, Sentence):
        return to_plain(fact)
    if isinstance(fact, Euro):
        return {"euro": fact.cents}
    if isinstance(fact, Percent):
        return {"percent": fact.basis}
    if isinstance(fact, Listed):
        return {"list": [_plain(item) for item in fact.items], "last": fact.last, "between": fact.between}
    return {"day": fact.isoformat()} if isinstance(fact, date) else fact


def _fact(plain: Any) -> Fact:
    if not isinstance(plain, dict):
        found: Fact = plain
        return found
    if "say" in plain:
        return from_plain(plain)
    if "euro" in plain:
        return Euro(plain["euro"])
    if "percent" in plain:
        return Percent(plain["percent"])
    if "list" in plain:
        return Listed(tuple(_fact(item) for item in plain["list"]), plain["last"], plain["between"])
    return date.fromisoformat(plain["day"])
