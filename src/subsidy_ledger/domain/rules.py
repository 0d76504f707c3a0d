"""Rules: which lines carry a code without anybody writing it beside them, and what makes a line one of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from subsidy_ledger.domain.articles import article_codes
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.names import normal_number, words_of

# How alike two names are, of 100.
Alike = Callable[[str, str], int]
# So far below its threshold a supplier is still shown: an officer may find that it was meant.
NEARLY = 10


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a line must show; all that are given must fit, and None asks nothing.

    `budget_article` and `account` are exact, or begin with what stands before a `*`; every word of `description`
    must occur, a word with a `*` behind as a beginning. `likeness_min` (of 100) is how alike the supplier must be.
    """

    supplier: str | None = None
    likeness_min: int | None = None
    budget_article: str | None = None
    description: str | None = None
    entity: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule: lines that fit `conditions` carry `code`. `is_live` is False once it was retired."""

    number: int
    version: int
    code: str
    conditions: Conditions
    is_live: bool
    entry: int


@dataclass(frozen=True, slots=True)
class Fit:
    """A rule that fits a line, or nearly does; `likeness` that of its supplier, None where the rule names none."""

    rule: Rule
    likeness: int | None = None


class Asking:
    """One rule, its conditions made ready once; `fit` looks at one line."""

    def __init__(self, rule: Rule, alike: Alike) -> None:
        self.rule = rule
        self._alike = alike
        asked = rule.conditions
        self._article = _pattern(asked.budget_article, plain_article)
        self._account = _pattern(asked.account, normal_number)
        self._words = wanted_words(asked.description or "")

    def fit(self, details: Details, *, is_claiming: bool) -> Fit | None:
        """How the rule fits the line, also nearly (see `is_near`); None where it does not.

        Lines of evidence are never spending: only a rule that names their entity looks at them.
        """
        asked = self.rule.conditions
        if details.entity != asked.entity if asked.entity is not None else not is_claiming:
            return None
        if not self._article.takes(details.budget_article) or not self._account.takes(details.account):
            return None
        if self._words and not self._has_words(details.description):
            return None
        if asked.supplier is None:
            return Fit(self.rule)
        if not details.supplier:
            return None
        found = self._alike(asked.supplier, details.supplier)
        return Fit(self.rule, found) if found >= least(self.rule) - NEARLY else None

    def _has_words(self, text: str | None) -> bool:
        found = words_of(text or "")
        return all(_is_among(word, found) for word in self._words)


def _is_among(word: str, found: list[str]) -> bool:
    if word.endswith("*"):
        return any(other.startswith(word[:-1]) for other in found)
    return word in found


def least(rule: Rule) -> int:
    """The likeness from which on the rule fits; 0 for a rule that names no supplier."""
    return rule.conditions.likeness_min or 0


def is_near(fit: Fit) -> bool:
    """The supplier is not alike enough, but nearly."""
    return fit.likeness is not None and fit.likeness < least(fit.rule)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An exact text or a beginning; an empty one takes everything."""

    plain: Callable[[str], str]
    text: str = ""
    is_beginning: bool = False

    def takes(self, value: str | None) -> bool:
        if not self.text:
            return True
        found = self.plain(value) if value else ""
        return found.startswith(self.text) if self.is_beginning else found == self.text


def _pattern(text: str | None, plain: Callable[[str], str]) -> _Pattern:
    if text is None:
        return _Pattern(plain)
    stem = text.strip()
    if not stem.endswith("*"):
        return _Pattern(plain, plain(stem))
    return _Pattern(plain, plain(stem[:-1]), is_beginning=True)


def plain_article(text: str) -> str:
    """ "33002/435-01", "33002/43501" and "2019/33002/435-01/02" are "33002/43501"; beginnings keep their slash."""
    codes = article_codes(text)
    if codes is not None:
        return "/".join(codes)
    return "/".join(normal_number(part) for part in text.split("/"))


def wanted_words(text: str) -> tuple[str, ...]:
    """The words a description must hold; a `*` behind the last letter of one stays, for all words that begin so."""
    found: list[str] = []
    for piece in text.split():
        words = words_of(piece)
        if words and piece.endswith("*"):
            words[-1] += "*"
        found += words
    return tuple(found)
