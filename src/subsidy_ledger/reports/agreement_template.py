"""An agreement file to be filled in: every blank is a pair of quotes with nothing between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from subsidy_ledger.domain.agreement_section import IN_EACH
from subsidy_ledger.domain.categories import GENERAL
from subsidy_ledger.domain.parameters import FILE_DUE, FILE_DUE_SETTING, PARAMETERS, Setting
from subsidy_ledger.domain.sentences import Sentence, say

# A remark for whoever fills it in, or a line of the file as it is.
Line = Sentence | str
RULE = "─" * 100
THREE = ("nl", "fr", "en")


def template(years: Sequence[int]) -> Iterator[Line]:
    """The lines of a file for these years, first to last. Once the blanks are filled in, it loads as it is."""
    yield from _introduction()
    yield from _identity(years[0], years[-1])
    yield from _books()
    yield from _grant(years)
    yield from _parameters(years)
    yield from _severities()
    yield from _categories()


def _heading(title: Sentence) -> Iterator[Line]:
    yield from ("", "", f"# {RULE}", title, f"# {RULE}", "")


def _texts(key: str) -> Iterator[str]:
    return (f'{key}.{language} = ""' for language in THREE)


def _introduction() -> Iterator[Line]:
    yield say("An agreement as data: what was granted, for which years, and what it may be spent on.")
    yield "#"
    yield say('Fill in every "" and load the file: ledger agreement load FILE. All mistakes are named at once.')
    yield say("A text stands between double quotes; one that has double quotes itself stands between single quotes.")
    yield say('An amount stands between quotes too, with a point and two decimals: "60000.00".')
    yield say("A day stands without quotes, year first: 2020-01-31.")
    yield say("Titles are given in Dutch (nl), French (fr) and English (en); where there is but one text, repeat it.")
    yield say(
        'Notes, assumptions and the texts in lists may be in one language, "…", or in each: {example}', example=IN_EACH
    )
    yield say("What follows a # is a remark. Codes may be used by lines once loaded, so choose them with care.")


def _identity(first: int, last: int) -> Iterator[Line]:
    yield from _heading(say("1 The agreement"))
    yield say("The code names the agreement for ever: letters, digits, points and dashes, such as town-2020-2021.")
    yield 'code = ""'
    yield ""
    yield say("Who receives the money: lower-case letters, digits and dashes. The same city always has the same word.")
    yield 'beneficiary = ""'
    yield from _texts("beneficiary_name")
    yield ""
    yield from _texts("title")
    yield ""
    yield say("First and last day; every year from the first to the last is a budget year.")
    yield from (f"starts_on = {first}-01-01", f"ends_on = {last}-12-31")
    yield ""
    yield say('What a reader must know of the document, each remark between quotes: notes = ["…", "…"]')
    yield "notes = []"
    yield ""
    yield say("Who signed: repeat the part for each party.")
    yield from ("[[parties]]", *(f'{language} = ""' for language in THREE))
    yield ""
    yield say("The decree or decision it rests on; take away the # to give it.")
    yield from ("# [[legal_basis]]", *(f'# {language} = ""' for language in THREE))


def _books() -> Iterator[Line]:
    yield from _heading(say("2 Whose books are imported"))
    yield say('role = "claiming": its lines count as spending. role = "evidence": they show what a transfer paid for.')
    yield say("A file is taken to be of the first claiming entity, unless the import says --entity.")
    yield from ("[[entities]]", 'code = "city"', 'name = ""', 'role = "claiming"', "names = []")
    yield ""
    yield from ("[[entities]]", 'code = "zone"', 'name = ""', 'role = "evidence"', "names = []")
    yield ""
    yield say(
        "How a payment to the police zone is recognised: any one of these is enough. Needed where an objective is"
    )
    yield say('a transfer. Example: names = ["Politiezone …"], budget_articles = ["*/435-01"], ibans = ["BE…"]')
    yield from ("[zone]", "names = []", "budget_articles = []", "ibans = []", "enterprise_numbers = []")
    yield ""
    yield say(
        "Where the zone serves several municipalities, its own list says for which one a line was paid. Take away"
    )
    yield say("the # and repeat the part for each municipality, your own too, with every spelling that a list may use;")
    yield say('"Stad", "Commune de" and post codes make no difference. Without it, whatever is not you is another one.')
    yield from ("# [[zone.municipalities]]", '# names = ["Elsene", "Ixelles", "XL"]')


def _grant(years: Sequence[int]) -> Iterator[Line]:
    yield from _heading(say("3 Grants, sectors and objectives"))
    for part, text in (
        ("[[grants]]", say("a grant")),
        ("[[grants.sectors]]", say("a sector, below its grant")),
        ("[[grants.sectors.objectives]]", say("an objective, below its sector")),
    ):
        yield say("{part} begins {what}: repeat the whole part for each.", part=part, what=text)
    yield say("Every code stands once in the file.")
    yield ""
    yield "[[grants]]"
    yield say("Lower-case letters, digits and dashes; aliases are other names for it in the grant column of a list.")
    yield 'code = ""'
    yield from _texts("title")
    yield from ("aliases = []", "")
    yield say("The amount agreed for each year. A later change is recorded with ledger allocation revise, not here.")
    yield "[grants.allocations]"
    yield from (f'{year} = ""' for year in years)
    yield from ("", "[[grants.sectors]]")
    yield say("The code is what lines are tagged to; number is the document's own, left out where it gives none.")
    yield from ('code = ""', "number = 1", *_texts("title"))
    yield from ("", "[[grants.sectors.objectives]]", 'code = ""', "numbers = [1]", *_texts("title"))
    yield say("Where the money goes to the police zone, take away one #: for projects, or deducted from what is due.")
    yield from ('# transfer = "project"', '# transfer = "deduction"')
    yield f'# operational_objectives = ["…", {IN_EACH}]'
    yield from ("operational_objectives = []", "expected_results = []", "indicators = []")


def _parameters(years: Sequence[int]) -> Iterator[Line]:
    yield from _heading(say("4 Days and thresholds"))
    yield say("What stands here holds already. To change one, take away its two # and edit the value.")
    yield say("A further key, assumption, may say where a value comes from and why it may be wrong.")
    for year in years:
        yield from _parameter(f"{FILE_DUE}{year}", FILE_DUE_SETTING, f"{year + 1}-06-30")
    for key, setting in PARAMETERS.items():
        yield from _parameter(key, setting, setting.default)


def _parameter(key: str, setting: Setting, value: str) -> Iterator[Line]:
    bare = setting.kind in ("whole", "day")
    yield ""
    yield Sentence(setting.meaning, {})
    yield Sentence(setting.ground, {})
    yield f"# [parameters.{key}]"
    yield f"# value = {value}" if bare else f'# value = "{value}"'


def _severities() -> Iterator[Line]:
    yield from _heading(say("5 How serious a finding is"))
    yield say("error, warning or info for any check; ledger reconcile --explain CHECK says what each has by itself.")
    yield from ("[severities]", '# document-missing = "error"')


def _categories() -> Iterator[Line]:
    yield from _heading(say("6 Cost categories"))
    yield say("What stands here holds already. To change it, take away the # of all of them and edit.")
    yield say("A list's own column of cost categories comes first: names are what lists call a category.")
    yield say("Else the first digits of the economic code of the budget article tell, the longest that fit;")
    yield say('"*" is every other one. A group or a name leads to one category.')
    for category in GENERAL:
        yield ""
        yield from ("# [[categories]]", f'# code = "{category.code}"')
        yield from (f'# title.{language} = "{category.title.said_in(language)}"' for language in THREE)
        groups = ", ".join(f'"{group}"' for group in category.economic_groups)
        yield from (f"# economic_groups = [{groups}]", "# names = []")
