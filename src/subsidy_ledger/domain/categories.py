"""Cost categories: what kind of cost a line is, by its list's own word or by the economic group of its budget article.

What an agreement does not say itself is the practice of municipal books.
"""

from __future__ import annotations

from typing import Final

from subsidy_ledger.domain.agreement import Agreement, Category, Texts
from subsidy_ledger.domain.agreement_faults import shown
from subsidy_ledger.domain.agreement_section import Keys, Section
from subsidy_ledger.domain.articles import article_codes
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.names import normal_name
from subsidy_ledger.domain.sentences import Phrase

# What every group is that no category names: "*".
ANY: Final = "*"
GENERAL: Final = (
    Category("personnel", Texts("personeel", "personnel", "staff"), ("11",)),
    Category("operating", Texts("werking", "fonctionnement", "operating"), ("1",)),
    Category("transfer", Texts("storting", "versement", "transfer"), ("3", "4")),
    Category("investment", Texts("investering", "investissement", "investment"), ("7",)),
    Category("other", Texts("andere kost", "autre coût", "other cost"), (ANY,)),
)
CATEGORY = Keys(("code", "title"), ("economic_groups", "names", "assumption"))


def category_of(agreement: Agreement, details: Details) -> Category | None:
    """The category of a line; None where its list calls it by a word that the agreement has not, or nothing tells."""
    if details.category:
        word = normal_name(details.category)
        return next((each for each in agreement.categories if word in _words(each)), None)
    groups = {group: each for each in agreement.categories for group in each.economic_groups}
    _, economic = article_codes(details.budget_article or "") or ("", "")
    for length in range(len(economic), 0, -1):
        if economic[:length] in groups:
            return groups[economic[:length]]
    return groups.get(ANY)


def category_named(agreement: Agreement, details: Details, language: str) -> str | None:
    """What it is called: by the agreement, else as its list has it."""
    found = category_of(agreement, details)
    return found.title.said_in(language) if found else details.category


def category_code(agreement: Agreement, details: Details) -> str | None:
    """Its code, the same in every language; else the word of its list."""
    found = category_of(agreement, details)
    return found.code if found else details.category


def _words(category: Category) -> set[str]:
    title = category.title
    return {normal_name(word) for word in (category.code, title.nl, title.fr, title.en, *category.names)}


def categories_of(top: Section) -> tuple[Category, ...]:
    """The categories of an agreement file; those of practice where it has none."""
    if "categories" not in top.raw:
        return GENERAL
    found, codes, groups, names = list[Category](), dict[str, str](), dict[str, str](), dict[str, str]()
    for section in top.sections("categories"):
        section.only(CATEGORY)
        category = Category(
            section.slug("code"), section.texts("title"), section.text_list("economic_groups"),
            section.text_list("names"), section.remark("assumption"),
        )  # fmt: skip
        found.append(category)
        _once(section, "code", category.code, codes)
        for place, group in enumerate(category.economic_groups):
            at = f"economic_groups[{place}]"
            if group != ANY and not (group.isascii() and group.isdigit() and len(group) <= len("12345")):
                text: Phrase = (
                    "Here stands {value}; an economic group is the first one to five digits of the economic code of a "
                    'budget article, such as "11", or "*" for all that no category names.'
                )
                section.faults.add(section.at("economic_groups") + f"[{place}]", text, value=shown(group))
            _once(section, at, group, groups)
        for word in _words(category):
            _once(section, "title", word, names)
    return tuple(found)


def _once(section: Section, key: str, word: str, taken: dict[str, str]) -> None:
    """A code, group or word leads to one category."""
    first = taken.setdefault(word, section.path)
    if word.strip() and first != section.path:
        text: Phrase = "{word} leads to {first} already; a cost must have one category only."
        section.faults.add(f"{section.path}.{key}", text, word=shown(word), first=first)
