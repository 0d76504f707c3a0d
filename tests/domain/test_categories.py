"""Cost categories as data of an agreement: which one a line has, what a second city may say, and faults in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.agreement_file import AgreementFaults, agreement_of, parse
from subsidy_ledger.domain.categories import GENERAL, category_code, category_named
from subsidy_ledger.domain.expenses import Details

BRUSSELS = agreement_of(parse(builtin()))
SECOND = (Path(__file__).parent.parent / "second_city.toml").read_text(encoding="utf-8")
ZONNEBERGEN = agreement_of(parse(SECOND))


def details(article: str | None = None, category: str | None = None) -> Details:
    return Details(entity="city", year=2019, amount=100, budget_article=article, category=category)


@pytest.mark.parametrize(
    ("article", "category", "code", "second"),
    [
        ("330/111-01", None, "personnel", "lonen"),
        ("330/123-06", None, "operating", "rest"),
        ("33002/43501", None, "transfer", "rest"),
        ("330/611-01", None, "other", "lonen"),
        ("330/742-53", None, "investment", "rest"),
        ("KP 12", None, "other", "rest"),
        (None, None, "other", "rest"),
        ("330/123-06", "Personnel", "personnel", "Personnel"),
        ("330/123-06", "Frais de personnel", "Frais de personnel", "lonen"),
        (None, "INVESTERING", "investment", "INVESTERING"),
        (None, "=1+1", "=1+1", "=1+1"),
    ],
)
def test_a_line_has_the_category_that_its_own_agreement_gives_it(
    article: str | None, category: str | None, code: str, second: str
) -> None:
    """Lost otherwise: every city would claim by the kinds of cost of one."""
    assert category_code(BRUSSELS, details(article, category)) == code
    assert category_code(ZONNEBERGEN, details(article, category)) == second


def test_a_category_is_called_in_the_language_of_its_reader() -> None:
    """Lost otherwise: an administration would read the program's words and not the agreement's."""
    wages = details("330/111-01")
    assert [category_named(BRUSSELS, wages, language) for language in ("nl", "fr", "en")] == [
        "personeel", "personnel", "staff",
    ]  # fmt: skip
    assert category_named(ZONNEBERGEN, wages, "fr") == "Salaires"
    assert category_named(ZONNEBERGEN, details(category="Overig"), "fr") == "Overig"


def test_what_a_file_does_not_say_is_the_practice_and_the_built_in_one_says_it() -> None:
    """Lost otherwise: a ledger loaded before categories were data would have none."""
    bare = {key: value for key, value in parse(SECOND).items() if key != "categories"}
    assert agreement_of(bare).categories == GENERAL
    assert [(c.code, c.title, c.economic_groups) for c in BRUSSELS.categories] == [
        (c.code, c.title, c.economic_groups) for c in GENERAL
    ]
    assert category_code(replace(BRUSSELS, categories=()), details("330/111-01")) is None


@pytest.mark.parametrize(("article", "code"), [("330/111-01", "lonen"), ("330/111-02", "rest"), ("330/742-53", "big")])
def test_the_longest_group_of_a_code_leads_to_its_category(article: str, code: str) -> None:
    """Lost otherwise: a group of one digit, or a whole code, would not be looked for."""
    big = '[[categories]]\ncode = "big"\ntitle = { nl = "groot", fr = "grand", en = "big" }\neconomic_groups = ["7"]\n'
    text = SECOND.replace('["11", "61"]', '["11101", "61"]') + "\n" + big
    assert category_code(agreement_of(parse(text)), details(article)) == code


@given(st.from_regex(r"[0-9]{5}", fullmatch=True))
def test_every_article_has_one_category(economic: str) -> None:
    """Lost otherwise: the sums by category would not add up to the claim."""
    found = category_code(BRUSSELS, details(f"330/{economic[:3]}-{economic[3:]}"))
    assert found in {category.code for category in BRUSSELS.categories}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "rest"', 'code = "Rest"', "categories[1].code: Here stands \"Rest\"; this code has lower-case"),
        ('code = "rest"', 'code = "lonen"', 'categories[1].code: "lonen" leads to categories[0] already'),
        ('title.en = "All the rest"\n', "", "categories[1].title.en"),
        ('title.nl = "Al het andere"', 'title.nl = "lonen"', 'categories[1].title: "lonen" leads to categories[0]'),
        ('["11", "61"]', '["11", "6x"]', 'categories[0].economic_groups[1]: Here stands "6x"; an economic group is'),
        ('["11", "61"]', '["11", "123456"]', 'economic_groups[1]: Here stands "123456"; an economic group'),
        ('["11", "61"]', '["11", "٦"]', 'categories[0].economic_groups[1]: Here stands "٦"; an economic group'),
        ('["11", "61"]', '["11", "*"]', 'categories[1].economic_groups[0]: "*" leads to categories[0] already'),
        ('["11", "61"]', "[11]", "categories[0].economic_groups[0]: Here stands 11, where a text"),
        ("economic_groups = [\"*\"]", "group = 1", '"group" is not known here'),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(old: str, new: str, said: str) -> None:
    """Lost otherwise: a cost would have two categories, and the file that says so would load."""
    assert old in SECOND
    with pytest.raises(AgreementFaults) as refused:
        agreement_of(parse(SECOND.replace(old, new, 1)))
    assert said in str(refused.value)
