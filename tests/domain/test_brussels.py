"""The built-in agreement says what the signed document says: amounts, codes, transfer modes and the whole catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from subsidy_ledger.agreements import BUILTIN, builtin
from subsidy_ledger.domain.agreement import Objective, Sector, Texts
from subsidy_ledger.domain.agreement_file import CHECK_IDS, agreement_of, parse
from subsidy_ledger.domain.parameters import FILE_DUE, PARAMETERS

BRUSSELS = agreement_of(parse(builtin()))
LABEL_MAX = 110
DOCUMENTS = Path(__file__).resolve().parents[3] / "shared" / "agreement"
document = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the agreement's own text is not beside this checkout")

# code: operational objectives, expected results, indicators, transfer mode, the document's numbers
CATALOGUE = {
    "G1.1": (14, 8, 3, "project", (1,)),
    "G1.2": (1, 1, 1, "deduction", (2,)),
    "G2.1": (5, 3, 4, None, (1,)),
    "G2.2": (7, 8, 3, None, (2,)),
    "G2.3": (2, 3, 1, None, (3,)),
    "G3.1": (7, 4, 2, None, (1,)),
    "G3.3": (5, 2, 3, None, (3,)),
    "G3.4": (3, 2, 0, None, (4,)),
    "G4.1-2": (5, 2, 0, "project", (1, 2)),
    "G4.3": (2, 2, 0, "project", (3,)),
    "G4.4": (2, 2, 0, "project", (4,)),
    "R1.1": (7, 4, 2, None, (1,)),
    "R1.3": (5, 2, 3, None, (3,)),
    "R1.4": (3, 2, 0, None, (4,)),
    "R2.1-2": (5, 2, 0, "project", (1, 2)),
    "R2.3": (2, 2, 0, "project", (3,)),
    "R2.4": (2, 2, 0, "project", (4,)),
}


def sectors() -> dict[str, Sector]:
    return {sector.code: sector for grant in BRUSSELS.grants for sector in grant.sectors}


def objectives() -> dict[str, Objective]:
    return {objective.code: objective for sector in sectors().values() for objective in sector.objectives}


def lists(objective: Objective) -> tuple[tuple[Texts, ...], ...]:
    return objective.operational_objectives, objective.expected_results, objective.indicators


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_objective_has_its_lists_mode_and_numbers(code: str) -> None:
    """Lost otherwise: a cost would be tagged to something the agreement does not have, or under another mode."""
    found = objectives()[code]
    assert (*map(len, lists(found)), found.transfer, found.numbers) == CATALOGUE[code]


def test_the_catalogue_is_complete_and_in_the_documents_order() -> None:
    """Lost otherwise: an objective could be missing and no figure would show it."""
    assert list(objectives()) == list(CATALOGUE)
    totals = [sum(len(lists(o)[place]) for o in objectives().values()) for place in range(3)]
    assert (len(sectors()), len(objectives()), *totals) == (6, 17, 77, 51, 22)


def test_the_four_allocations_to_the_cent() -> None:
    """Lost otherwise: what is left would be wrong for every grant and year."""
    found = {grant.code: grant.allocations for grant in BRUSSELS.grants}
    assert found == {
        "general": {2018: 189643960, 2019: 185698233},
        "radicalisation": {2018: 6000000, 2019: 6000000},
    }
    assert sum(sum(years.values()) for years in found.values()) == 387342193


def test_identity_and_term() -> None:
    """Lost otherwise: lines of another year or city would pass as this agreement's."""
    assert (BRUSSELS.code, BRUSSELS.beneficiary, BUILTIN) == ("brussels-2018-2019", "brussels", "brussels-2018-2019")
    assert (BRUSSELS.starts_on, BRUSSELS.ends_on) == (date(2018, 1, 1), date(2019, 12, 31))
    assert BRUSSELS.years == (2018, 2019)
    assert "2018031896" in BRUSSELS.legal_basis[0].nl
    assert "openbare bron" in BRUSSELS.legal_basis[0].nl


def test_sector_numbers_begin_again_and_one_is_missing() -> None:
    """Lost otherwise: the same bare number would mean two things, or G4 would get a number it does not have."""
    assert {code: sector.number for code, sector in sectors().items()} == {
        "G1": 1, "G2": 2, "G3": 3, "G4": None, "R1": 1, "R2": 2,
    }  # fmt: skip


def test_the_documents_oddities_are_kept_with_a_note() -> None:
    """Lost otherwise: an auditor would hold an oddity of the document for an error of the ledger."""
    assert "missing" in sectors()["G4"].note.en
    assert "title is ours" in sectors()["R1"].note.en
    assert "toegevoegde titel" in sectors()["R1"].title.nl
    assert "page" in objectives()["G1.1"].note.en
    assert "page" in objectives()["G2.2"].note.en
    assert objectives()["R2.4"].expected_results[-1].nl == "Aantal vergaderingen"
    assert "cut off" in objectives()["R2.4"].note.en
    assert objectives()["R1.4"].title.nl != objectives()["G3.4"].title.nl
    for words in ("16/04/2007", "date of signature", "available credits", "PERSOONS", "SYMOENS", "DE CREM"):
        assert words in " ".join(note.en for note in BRUSSELS.notes)


def test_grants_are_known_by_the_names_in_spreadsheets() -> None:
    """Lost otherwise: a grant column in Dutch or French would be refused."""
    general = {"Algemeen", "Algemene toelage", "Général", "Générale", "Allocation générale", "General"}
    supplement = {"Radicalisering", "Radicalisation", "Bijkomende toelage", "Aanvullende toelage"}
    assert general <= set(BRUSSELS.grant("general").aliases)
    assert supplement <= set(BRUSSELS.grant("radicalisation").aliases)


def test_entities_and_their_roles() -> None:
    """Lost otherwise: the zone's own list would count as spending of the city a second time."""
    assert {entity.code: entity.role for entity in BRUSSELS.entities} == {
        "city": "claiming", "zone": "evidence", "nonprofit": "claiming",
    }  # fmt: skip
    zone, nonprofit = BRUSSELS.entity("zone"), BRUSSELS.entity("nonprofit")
    assert zone is not None
    assert "5339" in zone.assumption.en
    assert nonprofit is not None
    assert "evidence" in nonprofit.assumption.en


def test_the_zone_leaves_accounts_and_numbers_to_the_city() -> None:
    """Lost otherwise: an account number nobody gave us would prove payments."""
    assert "Polbru" in BRUSSELS.zone.names
    assert BRUSSELS.zone.budget_articles == ("*/435-01",)
    assert (BRUSSELS.zone.ibans, BRUSSELS.zone.enterprise_numbers) == ((), ())


def test_every_parameter_is_there_and_marked_as_an_assumption() -> None:
    """Lost otherwise: a threshold of practice would pass as a rule of the agreement."""
    found = {parameter.key: parameter.value for parameter in BRUSSELS.parameters}
    assert found == {
        "file-due-2018": "2019-06-30",
        "file-due-2019": "2020-06-30",
        "four-eyes-from": "never",
        "near-duplicate-days": "7",
        "near-duplicate-likeness": "90",
        "next-year-payment-until-month": "6",
        "procurement-months": "12",
        "procurement-threshold": "30000.00",
    }
    assert set(found) == {*PARAMETERS, *(f"{FILE_DUE}{year}" for year in BRUSSELS.years)}
    assert all(parameter.assumption for parameter in BRUSSELS.parameters)


def test_no_severity_is_changed_and_the_examples_name_real_checks() -> None:
    """Lost otherwise: a city that takes away the # of an example would get an unknown check."""
    assert BRUSSELS.severities == {}
    part = builtin().split("[severities]")[1].split("# ──")[0]
    examples = re.findall(r"^# ([a-z-]+) = ", part, re.MULTILINE)
    assert len(examples) >= 3
    assert set(examples) <= set(CHECK_IDS)


def test_labels_are_short() -> None:
    """Lost otherwise: lists would not fit a table or a printed sheet."""
    texts = [text for objective in objectives().values() for part in lists(objective) for text in part]
    assert [text.nl for text in texts if len(text.nl) > LABEL_MAX] == []


def test_titles_differ_by_language() -> None:
    """Lost otherwise: a French or English reader would get Dutch."""
    for code, target in BRUSSELS.targets.items():
        assert len({target.title.nl, target.title.fr, target.title.en}) == 3, code


def texts_of(part: object) -> Iterator[Texts]:
    """Every text of the agreement that is there by language, wherever it stands."""
    if isinstance(part, Texts):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts_of(each)
    elif is_dataclass(part):
        for name in (each.name for each in fields(part) if not each.name.startswith("_")):
            yield from texts_of(getattr(part, name))


def test_every_text_is_there_in_three_languages() -> None:
    """Lost otherwise: an auditor who reads French would get Dutch lists and English notes."""
    given = [texts for texts in texts_of(BRUSSELS) if texts]
    assert len(given) > 77 + 51 + 22 + 35
    assert [t for t in given if len({t.nl, t.fr, t.en}) < 3 or not all(map(str.strip, (t.nl, t.fr, t.en)))] == []
    assert [t for t in given if max(len(t.fr), len(t.en)) > 1.6 * len(t.nl) + 20] == []


def test_the_same_text_is_translated_in_the_same_words() -> None:
    """Lost otherwise: one objective of both grants would look like two."""
    found: dict[str, set[Texts]] = {}
    for texts in (text for objective in objectives().values() for part in lists(objective) for text in part):
        found.setdefault(texts.nl.casefold(), set()).add(replace(texts, nl=""))
    assert {nl: told for nl, told in found.items() if len(told) > 1} == {}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*#]", "", text)).strip().casefold()


def text_of_document() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(DOCUMENTS.glob("*.txt")))


HEADS = {"operationele": 0, "te verwachten": 1, "indicatoren": 2}


def document_lists() -> list[tuple[list[str], list[str], list[str]]]:
    """The three lists of each strategic objective as the document has them, with lines broken by a page joined."""
    found: list[tuple[list[str], list[str], list[str]]] = []
    part: int | None = None
    for line in text_of_document().split("Deze overeenkomst werd in 2")[0].splitlines():
        words = re.sub(r"[*#]", "", line).strip()
        head = words.casefold()
        if head.startswith("strategische doelstelling"):
            found.append(([], [], []))
            part = None
        elif head.startswith(("algemene doelstelling", "activiteitssector", "ii.")):
            part = None
        elif start := next((start for start in HEADS if head.startswith(start)), None):
            part = HEADS[start]
        elif part is not None and words.startswith("- "):
            found[-1][part].append(words.removeprefix("- "))
        elif part is not None and words and not head.startswith("objectifs"):
            found[-1][part][-1] += f" {words}"
    return found


@pytest.mark.corpus
@document
def test_short_texts_are_the_documents_own_and_long_ones_have_a_label() -> None:
    """Lost otherwise: what the ledger shows as the agreement's words would not be its words."""
    ours = [lists(objective) for objective in objectives().values()]
    for code, own, theirs in zip(CATALOGUE, ours, document_lists(), strict=True):
        for own_list, their_list in zip(own, theirs, strict=True):
            for text, source in zip((each.nl for each in own_list), their_list, strict=True):
                if len(source) <= LABEL_MAX:
                    assert text == source, code
                else:
                    assert plain(text) not in plain(source), f"{code}: a label is no excerpt that looks like the whole"


@pytest.mark.corpus
@document
def test_labels_are_marked_in_the_file() -> None:
    """Lost otherwise: nobody could tell the agreement's words from ours."""
    source = plain(text_of_document())
    for objective in objectives().values():
        for text in (text.nl for part in lists(objective) for text in part):
            (marked,) = {
                line.rstrip().endswith("# label") for line in builtin().splitlines() if f"{text}" in line[3:-2]
            }
            assert marked == (plain(text) not in source), text


@pytest.mark.corpus
@document
def test_dutch_titles_and_parties_are_the_documents_words() -> None:
    """Lost otherwise: a title of ours would pass as the agreement's."""
    source = plain(text_of_document())
    texts = [(code, target.title.nl) for code, target in BRUSSELS.targets.items() if code != "R1"]
    texts += [("party", party.nl) for party in BRUSSELS.parties] + [("title", BRUSSELS.title.nl)]
    for code, text in texts:
        assert plain(text) in source, code
    assert plain(sectors()["R1"].title.nl) not in source


@pytest.mark.corpus
@document
def test_amounts_stand_in_the_document() -> None:
    """Lost otherwise: an amount could be mistyped in file and test alike."""
    source = text_of_document()
    for grant in BRUSSELS.grants:
        for cents in grant.allocations.values():
            belgian = f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"
            assert f"{belgian} EUR" in source
