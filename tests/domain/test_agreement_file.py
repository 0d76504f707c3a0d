"""An agreement file is read whole or refused with every fault at once, each with its place in the file."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.agreement import Texts
from subsidy_ledger.domain.agreement_file import CHECK_IDS, AgreementFaults, agreement_of, parse
from subsidy_ledger.errors import ExitCode, Refused

MINIMAL = """
code = "ghent-2020"
beneficiary = "ghent"
beneficiary_name = {nl = "Stad Gent", fr = "Ville de Gand", en = "City of Ghent"}
title = {nl = "Contract", fr = "Contrat", en = "Contract"}
starts_on = 2020-07-01
ends_on = 2021-06-30
parties = [{nl = "de Staat", fr = "l'État", en = "the State"}]
entities = [{code = "city", name = "Stad Gent", role = "claiming"}]

[[grants]]
code = "main"
aliases = ["Hoofdtoelage", "Général"]
title = {nl = "Toelage", fr = "Subvention", en = "Grant"}
allocations = {2020 = "100.00"}
[[grants.sectors]]
code = "A"
number = 1
title = {nl = "Een", fr = "Un", en = "One"}
[[grants.sectors.objectives]]
code = "A.1"
numbers = [1]
transfer = "project"
title = {nl = "Doel", fr = "But", en = "Aim"}

[[grants]]
code = "extra"
title = {nl = "Extra", fr = "Supplément", en = "Extra"}
allocations = {}
[[grants.sectors]]
code = "B"
title = {nl = "Twee", fr = "Deux", en = "Two"}
[[grants.sectors.objectives]]
code = "B.1"
numbers = []
title = {nl = "Doel", fr = "But", en = "Aim"}
"""
GONE = object()


def small() -> dict[str, Any]:
    return parse(MINIMAL)


def put(raw: Any, path: tuple[str | int, ...], value: object) -> None:
    """Sets the value at the path, or takes the key away when the value is GONE."""
    for step in path[:-1]:
        raw = raw.setdefault(step, {}) if isinstance(raw, dict) else raw[step]
    if value is GONE:
        del raw[path[-1]]
    else:
        raw[path[-1]] = value


def faults_of(raw: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(AgreementFaults) as caught:
        agreement_of(raw)
    return {path: str(sentence) for path, sentence in caught.value.faults}


def test_the_smallest_agreement_is_enough() -> None:
    """Lost otherwise: a city would have to fill in what it does not have."""
    agreement = agreement_of(small())
    assert agreement.years == (2020, 2021)
    assert [grant.allocations for grant in agreement.grants] == [{2020: 10000}, {}]
    assert agreement.grants[1].sectors[0].number is None
    assert (agreement.notes, agreement.parameters, agreement.severities) == ((), (), {})


OBJECTIVE = ("grants", 0, "sectors", 0, "objectives", 0)
UNTIL_MONTH = ("parameters", "next-year-payment-until-month")
FAULTS: list[tuple[tuple[str | int, ...], object, str, str]] = [
    # where, what is put there, the path of the fault, words of its sentence
    (("code",), GONE, "code", "missing"),
    (("title", "fr"), GONE, "title.fr", "missing"),
    (("grants", 0, "sectors", 0, "title"), GONE, "grants[0].sectors[0].title", "missing in A; write: title = { nl = "),
    (("ends-on",), "2021-06-30", "ends-on", 'did you mean "ends_on"'),
    (("grants", 0, "alias"), [], "grants[0].alias", 'did you mean "aliases"'),
    (("zzz",), 1, "zzz", "known are: code, beneficiary"),
    (("a key. with dots",), 1, '"a key. with dots"', "not known here"),
    (("title",), "Contract", "title", "a part with keys of its own"),
    (("title", "nl"), 5, "title.nl", "Here stands 5, where a text"),
    (("title", "en"), "  ", "title.en", "empty"),
    (("parties",), [], "parties", "[[…parties]]"),
    (("parties", 0), "de Staat", "parties[0]", "a part with keys of its own"),
    (("notes",), "a note", "notes", "a list between [ and ]"),
    (("notes",), ["good", ""], "notes[1]", "empty"),
    (("starts_on",), "1 July 2020", "starts_on", "where a day is expected"),
    (("starts_on",), "2020-02-30", "starts_on", "where a day is expected"),
    (("starts_on",), "20200701", "starts_on", "where a day is expected"),
    (("ends_on",), "2020-06-30", "ends_on", "before it starts on 2020-07-01"),
    (("code",), "Gent 2020", "code", "letters, digits, points and dashes"),
    (("beneficiary",), "Gent", "beneficiary", "lower-case"),
    (("grants", 0, "code"), "Main", "grants[0].code", "lower-case"),
    (("grants", 0, "sectors", 0, "code"), "A/1", "grants[0].sectors[0].code", "letters, digits"),
    (("grants", 1, "sectors", 0, "code"), "a.1", "grants[1].sectors[0].code", "sectors[0].objectives[0].code already"),
    (("grants", 1, "code"), "main", "grants[1].code", "grants[0]"),
    (("grants", 0, "sectors", 0, "code"), "main", "grants[0].sectors[0].code", "grants[0].code"),
    (("grants", 1, "aliases"), ["x", "GENERAL"], "grants[1].aliases[1]", "one grant only"),
    (("grants", 1, "aliases"), ["Main"], "grants[1].aliases[0]", "one grant only"),
    (("grants", 0, "allocations", "2020"), 100.0, "grants[0].allocations.2020", "between quotes"),
    (("grants", 0, "allocations", "2020"), 100, "grants[0].allocations.2020", "between quotes"),
    (("grants", 0, "allocations", "2020"), "100", "grants[0].allocations.2020", "two decimals"),
    (("grants", 0, "allocations", "2020"), "100,00", "grants[0].allocations.2020", "two decimals"),
    (("grants", 0, "allocations", "2020"), "1.00e3", "grants[0].allocations.2020", "two decimals"),
    (("grants", 0, "allocations", "2020"), "-100.00", "grants[0].allocations.2020", "negative"),
    (("grants", 0, "allocations", "2020"), True, "grants[0].allocations.2020", "two decimals"),
    (("grants", 0, "allocations", "2022"), "1.00", "grants[0].allocations.2022", "from 2020 to 2021"),
    (("grants", 0, "allocations", "next"), "1.00", "grants[0].allocations.next", "a year such as 2018"),
    (("grants", 0, "sectors"), [], "grants[0].sectors", "empty"),
    (("grants", 0, "sectors", 0, "objectives"), [], "grants[0].sectors[0].objectives", "empty"),
    (("grants",), [], "grants", "empty"),
    (("grants", 0, "sectors", 0, "number"), 0, "grants[0].sectors[0].number", "from 1 up"),
    ((*OBJECTIVE, "numbers"), [1, -2], "grants[0].sectors[0].objectives[0].numbers[1]", "from 1 up"),
    ((*OBJECTIVE, "numbers"), [True], "grants[0].sectors[0].objectives[0].numbers[0]", "from 1 up"),
    ((*OBJECTIVE, "transfer"), "projct", "grants[0].sectors[0].objectives[0].transfer", 'did you mean "project"'),
    ((*OBJECTIVE, "indicators"), [3], "grants[0].sectors[0].objectives[0].indicators[0]", "a text between quotes"),
    (("notes",), ["good", {"nl": "Goed"}], "notes[1].fr", 'write: fr = "…"'),
    (("notes",), [{"nl": "x", "fr": "x", "en": "x", "de": "x"}], "notes[0].de", "known are: nl, fr, en"),
    ((*OBJECTIVE, "note"), {"nl": "x", "fr": " ", "en": "x"}, "grants[0].sectors[0].objectives[0].note.fr", "empty"),
    ((*OBJECTIVE, "indicators"), [["x"]], "grants[0].sectors[0].objectives[0].indicators[0]", "one in each language"),
    (("entities", 0, "assumption"), 3, "entities[0].assumption", '{ nl = "…", fr = "…", en = "…" }'),
    (("entities", 0, "role"), "clayming", "entities[0].role", 'did you mean "claiming"'),
    (("entities", 0, "role"), "evidence", "entities", 'role = "claiming"'),
    (("zone", "ibans"), [12345], "zone.ibans[0]", "a text between quotes"),
    (("zone", "enterprise_numbers"), [207373429], "zone.enterprise_numbers[0]", "a text between quotes"),
    (("zone", "iban"), [], "zone.iban", 'did you mean "ibans"'),
    (("severities", "near-duplicate"), "fatal", "severities.near-duplicate", "error, warning, info"),
    (("severities", "near-duplicates"), "info", "severities.near-duplicates", 'did you mean "near-duplicate"'),
    (("parameters", "near-duplicate-day"), {"value": 7}, "parameters.near-duplicate-day", "near-duplicate-days"),
    (("parameters", "near-duplicate-days"), 7, "parameters.near-duplicate-days", "a part with keys"),
    (("parameters", "near-duplicate-days"), {}, "parameters.near-duplicate-days.value", "missing"),
    (("parameters", "near-duplicate-days"), {"value": 1.5}, "parameters.near-duplicate-days.value", "from 1 up"),
    (("parameters", "procurement-threshold"), {"value": 3e4}, "parameters.procurement-threshold.value", "quotes"),
    (UNTIL_MONTH, {"value": 13}, "parameters.next-year-payment-until-month.value", "1 to 12"),
    (("parameters", "near-duplicate-days"), {"value": 367}, "parameters.near-duplicate-days.value", "1 to 366"),
    (("parameters", "four-eyes-from"), {"value": "errors"}, "parameters.four-eyes-from.value", "error"),
    (("parameters", "four-eyes-from"), {"value": 1}, "parameters.four-eyes-from.value", "a text"),
    (("parameters", "file-due-2020"), {"value": "June"}, "parameters.file-due-2020.value", "a day"),
    (("parameters", "file-due-2019"), {"value": "2020-06-30"}, "parameters.file-due-2019", "from 2020 to 2021"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "value", "path", "words"), FAULTS, ids=lambda part: "gone" if part is GONE else str(part)[:60]
)
def test_each_kind_of_fault_is_reported_at_its_place(
    where: tuple[str | int, ...], value: object, path: str, words: str
) -> None:
    """Lost otherwise: an officer would search a long file for a mistake, or the mistake would pass."""
    raw = small()
    put(raw, where, value)
    found = faults_of(raw)
    assert words in found[path]


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("grants", 1, "aliases"), []),
        (("grants", 0, "aliases"), ["Général", "General"]),
        (("grants", 0, "allocations"), {"2020": "0.00", "2021": "9999999999999.99"}),
        (("severities",), dict.fromkeys(CHECK_IDS, "info")),
        ((*OBJECTIVE, "note"), ""),
        ((*OBJECTIVE, "note"), {"nl": "x", "fr": "y", "en": "z"}),
        (("notes",), ["x", {"nl": "x", "fr": "y", "en": "z"}]),
        (("entities", 0, "names"), ["Ville de Gand"]),
    ],
    ids=lambda part: str(part)[:40],
)
def test_what_is_allowed_is_not_refused(where: tuple[str | int, ...], value: object) -> None:
    """Lost otherwise: a good file would be refused."""
    raw = small()
    put(raw, where, value)
    agreement_of(raw)


def test_a_text_in_one_language_does_for_all_three() -> None:
    """Lost otherwise: a city would write everything three times, or a ledger of before would not load."""
    raw = small()
    put(raw, (*OBJECTIVE, "indicators"), ["Aantal", {"nl": "Getal", "fr": "Nombre", "en": "Number"}])
    put(raw, ("parameters", "near-duplicate-days"), {"value": 3, "assumption": "ons"})
    agreement = agreement_of(raw)
    found = agreement.targets["A.1"].objective
    assert found is not None
    assert found.indicators == (Texts("Aantal", "Aantal", "Aantal"), Texts("Getal", "Nombre", "Number"))
    assert agreement.parameters[0].assumption == Texts("ons", "ons", "ons")
    assert not found.note


def test_all_faults_are_told_at_once_each_on_its_own_line() -> None:
    """Lost otherwise: the officer would mend and load again, once for every mistake."""
    raw = small()
    put(raw, ("title", "fr"), GONE)
    put(raw, ("grants", 0, "allocations", "2020"), 100.0)
    put(raw, (*OBJECTIVE, "transfer"), "loan")
    put(raw, ("entities", 0, "role"), "evidence")
    with pytest.raises(AgreementFaults) as caught:
        agreement_of(raw)
    paths = [path for path, _ in caught.value.faults]
    assert paths == [
        "title.fr",
        "entities",
        "grants[0].allocations.2020",
        "grants[0].sectors[0].objectives[0].transfer",
    ]
    assert (caught.value.code, caught.value.exit_code) == ("agreement-faulty", ExitCode.REFUSED)
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines[1:]] == paths


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('code = "x"\ntitle = "y\n', 2, 11),
        ('code = "x"\ncode = "y"', 2, 11),
        ("a = [1,\n2", 2, 2),
        ("a = 2018-02-30", 1, 5),
    ],
)
def test_a_slip_in_the_writing_is_named_by_line_and_column(text: str, line: int, column: int) -> None:
    """Lost otherwise: one forgotten quote would refuse the file without saying where."""
    with pytest.raises(Refused) as caught:
        parse(text)
    assert caught.value.code == "agreement-unreadable"
    facts = caught.value.sentence.facts
    assert (facts["line"], facts["column"]) == (line, column)
    assert facts["stands"] == text.splitlines()[line - 1]


@pytest.mark.parametrize("text", ["a = " + "[" * 20000, "a = " + "9" * 5000], ids=["deep", "long"])
def test_a_hostile_text_is_refused_too(text: str) -> None:
    """Lost otherwise: a traceback."""
    with pytest.raises(Refused, match="cannot be read"):
        parse(text)


def test_a_mark_that_windows_puts_first_is_no_fault() -> None:
    """Lost otherwise: a file saved in Notepad would be refused at line 1."""
    assert parse("\ufeff" + MINIMAL) == small()


def test_json_in_between_changes_nothing() -> None:
    """Lost otherwise: the agreement kept in the database would not be the one that was loaded."""
    for text in (MINIMAL, builtin()):
        raw = parse(text)
        once = agreement_of(raw)
        assert agreement_of(json.loads(json.dumps(raw))) == once
        assert agreement_of(json.loads(json.dumps(raw, sort_keys=True))) == once


def test_reading_takes_milliseconds() -> None:
    """Lost otherwise: every command would wait for the agreement."""
    raw = parse(builtin())

    def seconds() -> float:
        start = time.perf_counter()
        agreement_of(raw)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(10)) < 0.005
