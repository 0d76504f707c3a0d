"""The options of an import that concern profiles, and what is said where one is saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from subsidy_ledger.cli.show import tell
from subsidy_ledger.domain.sentences import Listed, say
from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.importing.planning.plan import Plan
    from subsidy_ledger.operations.request import ProfileWishes, Request

F = TypeVar("F", bound=Callable[..., Any])

folder_option = click.option(
    "--profiles-dir", "profiles_folder", type=click.Path(path_type=Path), metavar="FOLDER",
    help="Where profiles are kept; else LEDGER_PROFILES, else imports/profiles.",
)  # fmt: skip


def chosen_profile_options(function: F) -> F:
    """--profile, --no-profile, --profiles-dir; see `profile_wishes`."""
    for option in reversed(
        (
            click.option("--profile", metavar="NAME", help="Read by this profile, whatever the headings."),
            click.option("--no-profile", is_flag=True, help="Read by no profile, also if one knows the headings."),
            folder_option,
        )
    ):
        function = option(function)
    return function


def profile_options(function: F) -> F:
    """Those of `chosen_profile_options`, --save-profile and --overwrite-profile; see `profile_wishes`."""
    for option in (
        click.option("--overwrite-profile", is_flag=True, help="Let --save-profile write over another profile."),
        click.option("--save-profile", metavar="NAME", help="Remember how this list is read, for the next time."),
    ):
        function = option(function)
    return chosen_profile_options(function)


def folder_of(said: Path | None) -> Path:
    from subsidy_ledger.operations.profiles import FOLDER

    kept = os.environ.get("LEDGER_PROFILES")
    return said or (Path(kept) if kept else FOLDER)


def profile_wishes(said: Mapping[str, Any]) -> ProfileWishes:
    """What the options come to; WrongUse where they contradict each other."""
    from subsidy_ledger.operations.profiles import checked_name
    from subsidy_ledger.operations.request import ProfileWishes

    use, none, save, overwrite = (said.get(n) for n in ("profile", "no_profile", "save_profile", "overwrite_profile"))
    if use is not None and none:
        raise WrongUse("profile-and-none", "Say --profile NAME or --no-profile, not both.")
    if overwrite and save is None:
        raise WrongUse("profile-overwrite", "--overwrite-profile goes with --save-profile NAME.")
    name = None if save is None else checked_name(save)
    return ProfileWishes(folder_of(said["profiles_folder"]), use, bool(none), name, bool(overwrite))


def keep_profile(planned: Plan, request: Request) -> str | None:
    """Saves the profile that was asked for and says where; None where none is, or a row was refused."""
    from subsidy_ledger.operations.profile_saving import rivals_of, save, saving_of

    name = request.profiles.save
    if name is None:
        return None
    if planned.is_refused:
        tell(say("Profile {name} was not saved, because rows were refused.", name=name))
        return None
    saving = saving_of([part.intake for part in planned.files], request)
    how, path = save(saving), str(saving.path)
    if how == "same":
        tell(say("Profile {path} says all this already, and stays as it is.", path=path))
    elif how == "overwritten":
        tell(say("Profile {path} was written over.", path=path))
    else:
        tell(say("Profile saved: {path}. The next list with these headings is read by it.", path=path))
    if rivals := rivals_of(saving):
        tell(
            say(
                "These headings are also those of profile {others}: next time, say with --profile which one is meant.",
                others=Listed(rivals),
            )
        )
    return path
