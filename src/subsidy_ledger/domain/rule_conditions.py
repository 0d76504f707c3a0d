"""The conditions of a rule as somebody states them: checked before the rule is kept."""

from __future__ import annotations

from dataclasses import replace

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.codes import entity_of
from subsidy_ledger.domain.names import LIKENESS_MIN, comparable_name, normal_number
from subsidy_ledger.domain.rules import Conditions, plain_article, wanted_words
from subsidy_ledger.errors import WrongUse

# Below this two names have little more in common than some letters.
LIKENESS_LOWEST = 70


def checked(agreement: Agreement, asked: Conditions) -> Conditions:
    """The conditions as they are kept; WrongUse for those that would fit nothing, or everything."""
    if replace(asked, likeness_min=None) == Conditions():
        raise WrongUse(
            "rule-empty",
            "A rule without a condition would tag every line. Give one or more of --supplier, --article, "
            "--description, --account, --entity.",
        )
    _refuse_unfit(asked)
    least = asked.likeness_min if asked.likeness_min is not None else LIKENESS_MIN
    return replace(
        asked,
        entity=entity_of(agreement, asked.entity).code if asked.entity is not None else None,
        likeness_min=least if asked.supplier is not None else None,
    )


def _refuse_unfit(asked: Conditions) -> None:
    if asked.supplier is not None and not comparable_name(asked.supplier):
        raise WrongUse("rule-supplier", 'The supplier "{text}" has no letter or digit.', text=asked.supplier)
    if asked.likeness_min is not None and asked.supplier is None:
        raise WrongUse("rule-likeness", "--likeness says how alike a supplier must be; give --supplier beside it.")
    if asked.likeness_min is not None and not LIKENESS_LOWEST <= asked.likeness_min <= 100:
        raise WrongUse(
            "rule-likeness",
            "A likeness is a number from {least} to 100; 100 takes the exact name only, legal form and capitals aside.",
            least=LIKENESS_LOWEST,
        )
    if asked.description is not None and not wanted_words(asked.description):
        raise WrongUse("rule-description", 'The description "{text}" has no word.', text=asked.description)
    if asked.budget_article is not None and not _is_pattern(plain_article(asked.budget_article), asked.budget_article):
        raise WrongUse(
            "rule-article",
            'The budget article "{text}" is not understood. Write it whole (330/123-06), or its beginning and a star '
            "(330/*).",
            text=asked.budget_article,
        )
    if asked.account is not None and not _is_pattern(normal_number(asked.account), asked.account):
        raise WrongUse(
            "rule-account",
            'The account "{text}" is not understood. Write it whole (61234), or its beginning and a star (612*).',
            text=asked.account,
        )


def _is_pattern(plain: str, text: str) -> bool:
    """Something stands there, and a star only behind it."""
    return bool(plain.strip("/")) and "*" not in text.strip().removesuffix("*")
