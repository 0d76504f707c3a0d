"""Nothing of an agreement's file is lost on the way: every key arrives, and parts refuse what they do not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from checks_builders import AGREEMENT
from subsidy_ledger.domain.agreement import (
    Agreement,
    Category,
    Entity,
    Grant,
    Municipality,
    Objective,
    Parameter,
    Sector,
    Texts,
)
from subsidy_ledger.domain.agreement_file import AgreementFaults, agreement_of
from subsidy_ledger.domain.money import to_text


def said(word: str) -> Texts:
    return Texts(f"{word} nl", f"{word} fr", f"{word} en")


OBJECTIVE = Objective(
    "A.1-2", (1, 2), said("aim"), "deduction", (said("do"), said("act")), (said("result"),),
    (said("count"), said("sum")), said("broken across a page"),
)  # fmt: skip
GRANT = Grant(
    "main", said("grant"), ("Hoofdtoelage", "Général"), {2018: 100, 2019: 2550},
    (Sector("A", 7, said("sector"), (OBJECTIVE,), said("a stray heading")),),
)  # fmt: skip
WHOLE = replace(
    AGREEMENT,
    parties=(said("state"), said("city")),
    legal_basis=(said("decree"),),
    notes=(said("note"), said("other")),
    grants=(GRANT, AGREEMENT.grants[1]),
    entities=(
        Entity("zone", "Politiezone Zevenhoek", "evidence", ("PZ 1", "ZP 1"), said("shared")),
        Entity("city", "Stad Zevenhoek", "claiming", (), said("named")),
    ),
    zone=replace(AGREEMENT.zone, municipalities=(Municipality(("Zevenhoek", "Sept-Coins")), Municipality(("Elders",)))),
    categories=(
        Category("staff", said("staff"), ("11", "12"), ("lonen", "wedden"), said("as in the books")),
        Category("rest", said("rest"), ("*",)),
    ),
    severities={"untagged": "info", "paid-late": "error"},
    parameters=(
        Parameter("file-due-2018", "2019-06-30", said("as before")),
        Parameter("four-eyes-from", "warning"),
        Parameter("near-duplicate-days", "366"),
        Parameter("procurement-threshold", "5500.00"),
    ),
)


def in_file(value: Any) -> Any:
    """A value as `parse` gives it: parts by their keys, days as texts, what is not filled in left out."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        named = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
        return {name: in_file(each) for name, each in named.items() if each is not None and each != Texts("", "", "")}
    if isinstance(value, Mapping):
        return {str(key): in_file(each) for key, each in value.items()}
    return [in_file(each) for each in value] if isinstance(value, tuple) else value


def file_of(agreement: Agreement) -> dict[str, Any]:
    raw: dict[str, Any] = in_file(agreement)
    raw["parameters"] = {
        p.key: {"value": int(p.value) if p.value.isdigit() else p.value}
        | ({"assumption": in_file(p.assumption)} if p.assumption else {})
        for p in agreement.parameters
    }
    for grant, found in zip(agreement.grants, raw["grants"], strict=True):
        found["allocations"] = {str(year): to_text(cents) for year, cents in grant.allocations.items()}
    return raw


def test_every_key_of_a_file_arrives_where_it_belongs() -> None:
    """Lost otherwise: a note, an account or a name of the zone would stand in the file and count for nothing."""
    assert agreement_of(file_of(WHOLE)) == WHOLE


PARTS = {
    "entities[0]": lambda raw: raw["entities"][0],
    "categories[1]": lambda raw: raw["categories"][1],
    "zone": lambda raw: raw["zone"],
    "zone.municipalities[1]": lambda raw: raw["zone"]["municipalities"][1],
    "grants[0]": lambda raw: raw["grants"][0],
    "grants[0].sectors[0]": lambda raw: raw["grants"][0]["sectors"][0],
    "grants[0].sectors[0].objectives[0]": lambda raw: raw["grants"][0]["sectors"][0]["objectives"][0],
    "parameters.near-duplicate-days": lambda raw: raw["parameters"]["near-duplicate-days"],
    "title": lambda raw: raw["title"],
}


@pytest.mark.parametrize("path", PARTS)
def test_every_part_refuses_a_key_that_it_does_not_know(path: str) -> None:
    """Lost otherwise: a misspelt key would be passed over, and its part silently be without it."""
    raw = file_of(WHOLE)
    PARTS[path](raw)["zzz"] = "x"
    with pytest.raises(AgreementFaults) as caught:
        agreement_of(raw)
    assert [where for where, _ in caught.value.faults] == [f"{path}.zzz"]


@pytest.mark.parametrize(
    ("where", "value", "faults"),
    [
        ("starts_on", "2019-12-31", []),  # an agreement of one day
        ("ends_on", "2017-12-31", ["ends_on"]),  # and not every due day and allocation as well
        ("starts_on", "soon", ["starts_on"]),
        ("ends_on", "later", ["ends_on"]),
        ("ends_on", 20191231, ["ends_on"]),
        ("entities", [], ["entities"]),
    ],
)
def test_one_mistake_is_one_fault(where: str, value: object, faults: list[str]) -> None:
    """Lost otherwise: one wrong day would be told as ten mistakes, nine of them none."""
    raw = file_of(replace(WHOLE, grants=(replace(GRANT, allocations={2019: 5}), WHOLE.grants[1]), parameters=()))
    raw[where] = value
    found: list[str] = []
    try:
        agreement_of(raw)
    except AgreementFaults as caught:
        found = [path for path, _ in caught.faults]
    assert found == faults


def test_a_code_that_is_no_text_or_empty_names_nothing() -> None:
    """Lost otherwise: what is missing in a part would be told as missing in nothing, or in a number."""
    raw = file_of(WHOLE)
    for code, message in (
        (5, "This is missing; write"),
        ("", "This is missing; write"),
        ("beta", "missing in beta; write"),
    ):
        part = raw["grants"][1] = {**file_of(WHOLE)["grants"][1], "code": code}
        del part["title"]
        with pytest.raises(AgreementFaults) as caught:
            agreement_of(raw)
        assert message in {path: str(sentence) for path, sentence in caught.value.faults}["grants[1].title"]


def test_names_that_are_empty_are_told_as_empty_and_not_as_taken() -> None:
    """Lost otherwise: two forgotten names would be called the same name of two grants."""
    raw = file_of(WHOLE)
    raw["grants"][0]["aliases"] = ["  "]
    raw["grants"][1]["aliases"] = [" "]
    for number in (0, 1):
        raw["entities"][number]["code"] = " "
    with pytest.raises(AgreementFaults) as caught:
        agreement_of(raw)
    told = {path: str(sentence) for path, sentence in caught.value.faults}
    assert {path for path, text in told.items() if "empty" in text} == {
        "grants[0].aliases[0]", "grants[1].aliases[0]", "entities[0].code", "entities[1].code",
    }  # fmt: skip
    assert len(told) == 4


def test_a_year_outside_is_told_with_the_first_and_the_last() -> None:
    """Lost otherwise: the officer of an agreement of four years would be told of two."""
    raw = file_of(replace(WHOLE, starts_on=date(2016, 1, 1)))
    raw["grants"][0]["allocations"]["2020"] = "5.00"
    with pytest.raises(AgreementFaults, match="2020 is no year of the agreement, which goes from 2016 to 2019"):
        agreement_of(raw)


def test_a_year_that_is_none_gives_no_amount() -> None:
    """Lost otherwise: a traceback, or the amount of a year that the agreement has not."""
    raw = file_of(WHOLE)
    raw["grants"][0]["allocations"] = {"later": "5.00", "1999": "x"}
    with pytest.raises(AgreementFaults) as caught:
        agreement_of(raw)
    paths = [path for path, _ in caught.value.faults]
    assert paths == ["grants[0].allocations.later", "grants[0].allocations.1999", "grants[0].allocations.1999"]


def test_numbers_that_are_none_are_left_out_of_no_list() -> None:
    """Lost otherwise: one wrong number of an objective would take the others with it."""
    raw = file_of(WHOLE)
    raw["grants"][0]["sectors"][0]["objectives"][0]["numbers"] = [1, 0, "2", True, 3]
    with pytest.raises(AgreementFaults) as caught:
        agreement_of(raw)
    place = "grants[0].sectors[0].objectives[0].numbers"
    assert [path for path, _ in caught.value.faults] == [f"{place}[1]", f"{place}[2]", f"{place}[3]"]


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("near-duplicate-days", {"value": 367}),
        ("near-duplicate-likeness", {"value": 101}),
        ("procurement-months", {"value": 121}),
        ("near-duplicate-days", {"value": "3"}),
        ("near-duplicate-days", {}),
        ("four-eyes-from", {"value": "always"}),
        ("file-due-2018", {"value": "30 June"}),
        ("procurement-threshold", {"value": "5500"}),
    ],
)
def test_a_parameter_that_cannot_be_is_one_fault(key: str, part: dict[str, object]) -> None:
    """Lost otherwise: a check would run with a value that nobody chose."""
    raw = file_of(WHOLE)
    raw["parameters"][key] = part
    with pytest.raises(AgreementFaults) as caught:
        agreement_of(raw)
    assert [path for path, _ in caught.value.faults] == [f"parameters.{key}.value"]


def test_a_severity_that_is_none_is_one_fault_and_the_others_stand() -> None:
    """Lost otherwise: a misspelt severity would be no severity at all."""
    raw = file_of(WHOLE)
    raw["severities"]["untagged"] = "grave"
    with pytest.raises(AgreementFaults) as caught:
        agreement_of(raw)
    assert [path for path, _ in caught.value.faults] == ["severities.untagged"]


def test_two_entities_of_one_code_are_refused_whatever_their_capitals() -> None:
    """Lost otherwise: the lines of two books would be those of one, or of neither."""
    raw = file_of(WHOLE)
    raw["entities"][1]["code"] = "ZONE"
    with pytest.raises(AgreementFaults, match=r"entities\[1\]\.code: The code ZONE stands at entities\[0\]\.code"):
        agreement_of(raw)


def test_a_grant_whose_code_is_the_name_of_another_is_told_at_its_code() -> None:
    """Lost otherwise: the officer would look for the mistake among names that are right."""
    raw = file_of(WHOLE)
    raw["grants"][0]["aliases"].append("Beta")
    with pytest.raises(AgreementFaults) as caught:
        agreement_of(raw)
    assert [path for path, _ in caught.value.faults] == ["grants[1].code"]
