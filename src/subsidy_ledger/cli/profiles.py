"""`ledger profiles`: how lists are read that came before."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from subsidy_ledger.cli.limits import limit_options, limits_of
from subsidy_ledger.cli.options import common_options, format_option
from subsidy_ledger.cli.profile_options import folder_of, folder_option
from subsidy_ledger.cli.show import show, show_as, show_csv, show_json, show_table, tell
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.errors import ExitCode
from subsidy_ledger.reports.tables import Column, Table

if TYPE_CHECKING:
    from subsidy_ledger.importing.profile import Profile, Verdict
    from subsidy_ledger.operations.profiles import Checked


@click.group(
    "profiles",
    short_help="How lists are read that came before",
    invoke_without_command=True,
    epilog="\b\nExamples:\n  ledger profiles\n  ledger profiles show facturen\n"
    "  ledger profiles check facturen-2020.xlsx",
)
@common_options
def profiles_command() -> None:
    """Profiles remember how a list is read: `ledger import FILE --save-profile NAME` makes one.

    The next list with the same headings is read by it without being asked, and the plan says so.
    """
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        context.invoke(list_command, profiles_folder=None, format_="table")


@profiles_command.command("list", epilog="\b\nExample:\n  ledger profiles list")
@folder_option
@format_option("table", "json", "csv")
@common_options
def list_command(profiles_folder: Path | None, format_: str) -> None:
    """Every profile: how many headings it has, whose books it is for, and what else it settles."""
    from subsidy_ledger.operations.profiles import load_profiles

    folder = folder_of(profiles_folder)
    profiles = load_profiles(folder)
    if format_ == "json":
        show_json([_profile_json(profile) for profile in profiles])
    elif format_ == "csv":
        show_csv(_profiles_table(profiles))
    elif profiles:
        show_table(_profiles_table(profiles))
    else:
        show(say("There is no profile in {folder} yet: ledger import FILE --save-profile NAME", folder=str(folder)))


@profiles_command.command("show", epilog="\b\nExample:\n  ledger profiles show facturen")
@click.argument("name", metavar="NAME")
@folder_option
@format_option("text", "json")
@common_options
def show_command(name: str, profiles_folder: Path | None, format_: str) -> None:
    """The profile as it stands in its file, once it has been read without a fault."""
    from subsidy_ledger.operations.profiles import load_profile

    profile = load_profile(folder_of(profiles_folder), name)
    if format_ == "json":
        show_json(_profile_json(profile))
        return
    tell(say("{file}, sha256 {sha256}", file=profile.file, sha256=profile.sha256))
    click.echo(Path(profile.file).read_text(encoding="utf-8-sig"), nl=False)


@profiles_command.command("check", epilog="\b\nExample:\n  ledger profiles check facturen-2020.xlsx")
@click.argument("file", metavar="FILE")
@folder_option
@limit_options
@format_option("table", "json")
@common_options
def check_command(file: str, profiles_folder: Path | None, format_: str, **limits: int) -> None:
    """Says by which profile a file would be read, and why not by the others; nothing is posted."""
    from subsidy_ledger.operations.profiles import check_file

    found = check_file(folder_of(profiles_folder), Path(file), limits_of(limits))
    if format_ == "json":
        show_json(_checked_json(file, found))
        sys.exit(ExitCode.OK if found.refusal is None else ExitCode.REFUSED)
    if found.verdicts:
        show_as(_verdicts_table(found.verdicts), format_)
    if found.refusal is not None:
        raise found.refusal
    if (used := _used(found)) is not None:
        show(say("{file} would be read by profile {name}.", file=file, name=used))
    else:
        show(say("{file} would be read by no profile.", file=file))


def _used(found: Checked) -> str | None:
    return next((verdict.name for verdict in found.verdicts if verdict.is_used), None)


def _profiles_table(profiles: Sequence[Profile]) -> Table:
    columns = (
        Column("name", "Profile"), Column("headings", "Headings", "integer"), Column("fields", "Fields", "integer"),
        Column("entity", "Entity", "code"), Column("objective", "Objective", "code"), Column("settings", "Settings"),
        Column("file", "File"),
    )  # fmt: skip
    rows = tuple(
        (
            p.name, _headings(p), len(p.columns), p.entity, p.objective,
            " ".join(f"{o} {v}".strip() for o, v in p.settings() if o not in ("--entity", "--objective")), p.file,
        )
        for p in profiles
    )  # fmt: skip
    return Table("profiles", "Profiles", columns, rows)


def _headings(profile: Profile) -> int:
    return sum(1 for text in profile.headers if text.strip())


def _verdicts_table(verdicts: Sequence[Verdict]) -> Table:
    columns = (Column("name", "Profile"), Column("alike", "Alike %", "integer"), Column("why", "Why"))
    return Table("verdicts", "Profiles and this file", columns, tuple((v.name, v.likeness, v.why) for v in verdicts))


def _profile_json(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name, "file": profile.file, "sha256": profile.sha256, "headers": list(profile.headers),
        "columns": {
            name: {"letter": place.letter} if place.letter else {"heading": place.heading, "nth": place.nth}
            for name, place in profile.columns.items()
        },
        "sheets": list(profile.sheets), "entity": profile.entity, "objective": profile.objective,
        "year": profile.year, "decimal": profile.dialect.decimal, "dates": profile.dialect.dates,
        "sign": profile.dialect.sign, "hidden": profile.dialect.hidden,
    }  # fmt: skip


def _checked_json(file: str, found: Checked) -> dict[str, object]:
    refusal = found.refusal
    return {
        "file": file,
        "profile": _used(found),
        "profiles": [{"name": v.name, "alike": v.likeness, "why": str(v.why)} for v in found.verdicts],
        "refused": None if refusal is None else {"code": refusal.code, "message": str(refusal.sentence)},
    }
