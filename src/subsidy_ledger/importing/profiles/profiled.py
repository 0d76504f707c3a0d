"""The tables of a file as a profile reads them, with what the officer says going before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.mapping import fields_said
from subsidy_ledger.importing.finding.table import known_tables
from subsidy_ledger.importing.intake import Table, Workbook
from subsidy_ledger.importing.profile import Profiles, ProfileUse
from subsidy_ledger.importing.profiles.profile_fit import Found
from subsidy_ledger.importing.profiles.profile_words import changes, near, used
from subsidy_ledger.importing.profiles.recognition import Search, named, recognised


@dataclass(frozen=True, slots=True)
class Profiled:
    """The tables that a profile reads; none where no profile knows the file, and `notes` on those that nearly do."""

    dialect: Dialect
    tables: tuple[Table, ...] = ()
    notes: tuple[Sentence, ...] = ()


def tables_by_profile(
    workbook: Workbook,
    profiles: Profiles,
    sheets: Sequence[str],
    header_row: int | None,
    mapping: Mapping[str, str],
    dialect: Dialect,
) -> Profiled:
    """Raises Refused where two profiles know the file, or where its list has changed since the profile was saved.

    So it does where no profile knows the file and one of them cannot be used: it may be the one that does.
    """
    if not profiles.among and not profiles.broken:
        return Profiled(dialect)
    search = Search(tuple(sheets), header_row, frozenset(fields_said(mapping)))
    if profiles.is_named:
        found, nearly = named(workbook, profiles.among[0], search), list[Found]()
    else:
        found, nearly = recognised(workbook, profiles.among, search)
    if not found:
        if profiles.broken:
            raise profiles.broken[0]
        return Profiled(dialect, notes=tuple(near(each) for each in nearly))
    profile = found[0].profile
    if profile.year != "stated" and "--year" not in profiles.said:
        raise WrongUse(
            "profile-year",
            "{file}: the budget year of the list of profile {name} is said with the command every time: --year YEAR.",
            file=workbook.name, name=profile.name,
        )  # fmt: skip
    tables = known_tables(workbook, [(each.heading, each.fit.columns) for each in found], mapping)
    marked = [_marked(table, each) for table, each in zip(tables, found, strict=True)]
    words = used(profile, found[0].fit, profiles.said, is_named=profiles.is_named)
    unused = (say("passed over: {why}", why=refusal.sentence) for refusal in profiles.broken)
    first = replace(marked[0], notes=(*words, *unused, *marked[0].notes))
    return Profiled(_together(dialect, profile.dialect), (first, *marked[1:]))


def _marked(table: Table, found: Found) -> Table:
    """The table with the profile it is read by; a hidden column that the profile reads is one that somebody named."""
    new = tuple(column for column in found.fit.new if column not in table.columns.values())
    notes = (*changes(found.profile, found.fit), *table.notes)
    return replace(
        table, by=ProfileUse(found.profile, new), notes=notes, said=table.said | frozenset(found.profile.unhidden)
    )  # fmt: skip


def _together(said: Dialect, remembered: Dialect) -> Dialect:
    return Dialect(*(getattr(said, f.name) or getattr(remembered, f.name) for f in fields(Dialect)))
