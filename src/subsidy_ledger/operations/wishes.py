"""What is wished of each file: what the officer says, and where she says nothing what its profile remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.codes import entity_of, target_of
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.planning.posting import Wishes
from subsidy_ledger.importing.profile import Profile, ProfileMark
from subsidy_ledger.operations.profile_saving import saving_of
from subsidy_ledger.operations.request import ProfileWishes

if TYPE_CHECKING:
    from subsidy_ledger.operations.request import Request


def wishes_of(agreement: Agreement, request: Request, profile: Profile | None = None) -> Wishes:
    """Raises WrongUse for what the officer says and does not exist, Refused for what the profile says and does not."""
    if request.as_new and (len(request.files) > 1 or len(request.sheets) > 1):
        raise _several_sheets()
    if request.reverse_gone and not request.reason.strip():
        raise WrongUse(
            "reason-needed",
            "--reverse-gone takes back lines that were claimed: say why with --reason, which is kept with the entry.",
        )
    if profile is not None:
        _refuse_unknown(agreement, request, profile)
    entity = request.entity or (profile.entity if profile else None)
    objective = request.objective or (profile.objective if profile else None)
    return Wishes(
        _entity(agreement, entity),
        request.year,
        request.year_overrides or (profile is not None and profile.year == "overrides"),
        target_of(agreement, objective).code if objective else None,
        frozenset(request.as_new),
        "--objective" if profile is None or request.objective else f"profile {profile.name}",
        request.accept_partial,
        request.replace_changed,
        request.reverse_gone,
        request.reason.strip(),
    )


def _several_sheets() -> WrongUse:
    """Row 7 is a row of every sheet, and would be posted from each of them."""
    return WrongUse(
        "as-new-files", "--as-new names rows of one sheet; import the files and sheets one by one, with --sheet."
    )


def _refuse_unknown(agreement: Agreement, request: Request, profile: Profile) -> None:
    try:
        if not request.entity and profile.entity:
            entity_of(agreement, profile.entity)
        if not request.objective and profile.objective:
            target_of(agreement, profile.objective)
    except WrongUse as error:
        refused = Refused(
            "profile-outdated",
            "The profile {file} says what agreement {agreement} does not know. Say it with the command, or mend the "
            "profile.",
            file=profile.file, agreement=agreement.code,
        )  # fmt: skip
        refused.also = (error.sentence,)
        raise refused from None


def _entity(agreement: Agreement, wanted: str | None) -> str:
    """The entity asked for, else the first claiming one: the beneficiary's own books."""
    if wanted is None:
        return next(e.code for e in agreement.entities if e.role == "claiming")
    return entity_of(agreement, wanted).code


def with_profiles(agreement: Agreement, request: Request, intakes: Sequence[Intake]) -> tuple[Intake, ...]:
    """Every table with what is wished of it, and the profile that goes on record: the one saved, else the one used.

    Raises WrongUse where rows are named and a profile reads several sheets.
    """
    if request.as_new and len(intakes) > 1:
        raise _several_sheets()
    wished = []
    for intake in intakes:
        used = intake.reading.table.by
        mark = ProfileMark(used.profile.name, used.profile.sha256) if used else None
        wishes = wishes_of(agreement, request, used.profile if used else None)
        wished.append(replace(intake, wishes=wishes, profile=mark))
    if request.profiles.save is not None:
        saved = saving_of(wished, request).profile
        return tuple(replace(each, profile=ProfileMark(saved.name, saved.sha256)) for each in wished)
    return tuple(wished)


def options_of(request: Request, intakes: Sequence[Intake]) -> str:
    """Everything asked but the files, in an order of its own: what a plan id stands for.

    Where there is a profile it is the profile and what the options come to together, so that the plan of the import
    that saves a profile is still the plan when the profile is used.
    """
    if not all(intake.profile for intake in intakes):
        # Limits bound the reading and change nothing in what is read.
        asked = replace(
            request, files=(), limits=Limits(), as_new=tuple(sorted(request.as_new)), profiles=ProfileWishes(),
            mapping=dict(sorted(request.mapping.items())),
        )  # fmt: skip
        return repr((asked, [intake.profile for intake in intakes]))
    return repr([(_settled(intake), _overruling(intake, request)) for intake in intakes])


def _overruling(intake: Intake, request: Request) -> list[tuple[str, str]]:
    """How the cells are to be read, where that is not what the profile says; one that is being saved says it."""
    used = intake.reading.table.by
    if request.profiles.save is not None or used is None:
        return []
    own = used.profile.dialect
    said = [(f.name, getattr(request.dialect, f.name)) for f in fields(Dialect)]
    return [(name, value) for name, value in said if value is not None and value != getattr(own, name)]


def _settled(intake: Intake) -> tuple[object, ...]:
    table, wishes = intake.reading.table, intake.wishes
    as_new = sorted(wishes.as_new) if wishes else ()
    shown = replace(wishes, as_new=frozenset(), objective_from="") if wishes else None
    return intake.profile, table.sheet.place, table.header_row, sorted(table.columns.items()), shown, as_new
