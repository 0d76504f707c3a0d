"""The agreement file: TOML text in, a checked Agreement out, or every fault of the file at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from subsidy_ledger.domain.agreement import (
    Agreement,
    Entity,
    Grant,
    Mode,
    Municipality,
    Objective,
    Role,
    Sector,
    Zone,
)
from subsidy_ledger.domain.agreement_faults import AgreementFaults, Faults, shown, unreadable
from subsidy_ledger.domain.agreement_section import SLUG, SLUG_RULE, Keys, Section
from subsidy_ledger.domain.agreement_settings import CHECK_IDS, parameters_of, severities_of
from subsidy_ledger.domain.categories import categories_of
from subsidy_ledger.domain.money import from_text
from subsidy_ledger.domain.names import normal_name
from subsidy_ledger.domain.sentences import Phrase
from subsidy_ledger.errors import Refused

__all__ = ["CHECK_IDS", "AgreementFaults", "agreement_of", "parse"]

MODES: Final[Mapping[str, Mode]] = {"project": "project", "deduction": "deduction"}
ROLES: Final[Mapping[str, Role]] = {"claiming": "claiming", "evidence": "evidence"}

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
CODE_RULE: Phrase = (
    "Here stands {value}; a code has letters, digits, points and dashes only, and begins with a letter or digit."
)

AGREEMENT = Keys(
    ("code", "beneficiary", "beneficiary_name", "title", "starts_on", "ends_on", "parties", "entities", "grants"),
    ("legal_basis", "notes", "zone", "severities", "parameters", "categories"),
)
GRANT = Keys(("code", "title", "allocations", "sectors"), ("aliases",))
SECTOR = Keys(("code", "title", "objectives"), ("number", "note"))
OBJECTIVE = Keys(
    ("code", "numbers", "title"), ("transfer", "note", "operational_objectives", "expected_results", "indicators")
)
ENTITY = Keys(("code", "name", "role"), ("names", "assumption"))
ZONE = Keys((), ("names", "budget_articles", "ibans", "enterprise_numbers", "municipalities"))
MUNICIPALITY = Keys(("names",))


def parse(text: str) -> dict[str, object]:
    """The agreement file's TOML as plain values that JSON can hold; dates become ISO texts.

    Raises Refused("agreement-unreadable") with line and column where the text is no TOML.
    """
    import tomllib

    text = text.removeprefix("\ufeff")
    try:
        raw = tomllib.loads(text)
        return {key: _plain(value) for key, value in raw.items()}
    except tomllib.TOMLDecodeError as error:
        raise unreadable(text, str(error)) from None
    except (ValueError, RecursionError):
        raise Refused(
            "agreement-unreadable",
            "The agreement file has a number that is too long or lists too deep in one another; it cannot be read.",
        ) from None


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float) else str(value)


def agreement_of(raw: Mapping[str, object]) -> Agreement:
    """The agreement that `parse` (or its JSON) describes; raises AgreementFaults naming every fault there is."""
    top = Section(raw, "", Faults())
    agreement = _Reading(top).agreement()
    if top.faults.found:
        raise AgreementFaults(top.faults.found, raw)
    return agreement


@dataclass(slots=True)
class _Reading:
    """One reading of a file: its term, and which codes and names are taken, by the path that took them."""

    top: Section
    years: range | None = None
    codes: dict[str, str] = field(default_factory=dict)
    grant_names: dict[str, str] = field(default_factory=dict)

    def agreement(self) -> Agreement:
        top = self.top
        top.only(AGREEMENT)
        starts_on, ends_on = top.day("starts_on"), top.day("ends_on")
        if starts_on and ends_on:
            self.years = range(starts_on.year, ends_on.year + 1)
            if ends_on < starts_on:
                text: Phrase = "The agreement would end on {ends}, before it starts on {starts}."
                top.fault("ends_on", text, ends=ends_on, starts=starts_on)
                self.years = None
        return Agreement(
            code=top.code("code", CODE, CODE_RULE),
            beneficiary=top.code("beneficiary", SLUG, SLUG_RULE),
            beneficiary_name=top.texts("beneficiary_name"),
            title=top.texts("title"),
            starts_on=starts_on or date.min,
            ends_on=ends_on or date.min,
            parties=tuple(party.as_texts() for party in top.sections("parties")),
            legal_basis=tuple(basis.as_texts() for basis in top.sections("legal_basis")),
            notes=top.texts_list("notes"),
            entities=self.entities(),
            zone=_zone(top.section("zone")),
            parameters=parameters_of(top.section("parameters"), self.years),
            severities=severities_of(top.section("severities")),
            categories=categories_of(top),
            grants=tuple(self.grant(section) for section in top.sections("grants")),
        )

    def grant(self, section: Section) -> Grant:
        section.only(GRANT)
        grant = Grant(
            code=self.taken(section, SLUG, SLUG_RULE),
            title=section.texts("title"),
            aliases=section.text_list("aliases"),
            allocations=self.allocations(section.section("allocations")),
            sectors=tuple(self.sector(sector) for sector in section.sections("sectors")),
        )
        self.name(section, section.at("code"), grant.code)
        for place, alias in enumerate(grant.aliases):
            self.name(section, f"{section.at('aliases')}[{place}]", alias)
        return grant

    def name(self, section: Section, path: str, name: str) -> None:
        """A name of the grant in `section`, which no other grant may have, whatever its capitals and accents."""
        owner = self.grant_names.setdefault(normal_name(name), section.path)
        if name.strip() and owner != section.path:
            text: Phrase = "{name} is a name of {owner} too; a name in a spreadsheet must mean one grant only."
            section.faults.add(path, text, name=shown(name), owner=owner)

    def sector(self, section: Section) -> Sector:
        section.only(SECTOR)
        return Sector(
            code=self.taken(section, CODE, CODE_RULE),
            number=section.whole("number"),
            title=section.texts("title"),
            objectives=tuple(self.objective(objective) for objective in section.sections("objectives")),
            note=section.remark("note"),
        )

    def objective(self, section: Section) -> Objective:
        section.only(OBJECTIVE)
        return Objective(
            code=self.taken(section, CODE, CODE_RULE),
            numbers=section.whole_list("numbers"),
            title=section.texts("title"),
            transfer=section.choice("transfer", MODES),
            operational_objectives=section.texts_list("operational_objectives"),
            expected_results=section.texts_list("expected_results"),
            indicators=section.texts_list("indicators"),
            note=section.remark("note"),
        )

    def taken(self, section: Section, pattern: re.Pattern[str], rule: Phrase) -> str:
        """The code of a grant, sector or objective, which no other may have, whatever its capitals."""
        code = section.code("code", pattern, rule)
        self.once(section, code, self.codes)
        return code

    def once(self, section: Section, code: str, codes: dict[str, str]) -> None:
        first = codes.setdefault(code.casefold(), section.at("code"))
        if code.strip() and first != section.at("code"):
            text: Phrase = "The code {code} stands at {first} already; each is used once."
            section.fault("code", text, code=code, first=first)

    def allocations(self, section: Section) -> dict[int, int]:
        """Cents by year; not every year of the term needs one."""
        found = {}
        for year in section.raw:
            amount = section.amount(year)
            if section.is_year(year, year, self.years) and amount:
                found[int(year)] = from_text(amount)
        return found

    def entities(self) -> tuple[Entity, ...]:
        found, codes = [], dict[str, str]()
        for section in self.top.sections("entities"):
            section.only(ENTITY)
            code = section.code("code", CODE, CODE_RULE)
            self.once(section, code, codes)
            name, role = section.text("name"), section.choice("role", ROLES)
            names, assumption = section.text_list("names"), section.remark("assumption")
            found.append(Entity(code, name, role or "evidence", names, assumption))
        if found and not any(entity.role == "claiming" for entity in found):
            self.top.fault("entities", 'No line could ever count: at least one entity needs role = "claiming".')
        return tuple(found)


def _zone(section: Section) -> Zone:
    section.only(ZONE)
    return Zone(
        names=section.text_list("names"),
        budget_articles=section.text_list("budget_articles"),
        ibans=section.text_list("ibans"),
        enterprise_numbers=section.text_list("enterprise_numbers"),
        municipalities=tuple(_municipality(each) for each in section.sections("municipalities")),
    )


def _municipality(section: Section) -> Municipality:
    section.only(MUNICIPALITY)
    return Municipality(section.text_list("names"))
