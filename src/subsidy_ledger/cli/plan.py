"""A plan on the screen: what was found, what becomes of every row, and what it does to the envelopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from subsidy_ledger.cli.partial import show_kept
from subsidy_ledger.cli.show import show, show_table, tell
from subsidy_ledger.cli.submitted import moved_sentences
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, as_it_is, say, say_n

if TYPE_CHECKING:
    from subsidy_ledger.importing.planning.file_plan import FilePlan
    from subsidy_ledger.importing.planning.plan import Plan
    from subsidy_ledger.operations.importing import Posted

PROBLEMS_SHOWN_MAX = 50
LEFT_OUT_SHOWN_MAX = 20


def show_plan(planned: Plan) -> None:
    for part in planned.files:
        _show_file(part, planned)
    _show_movement(planned)
    if planned.draft is not None:
        _show_effect(planned)
        for sentence in moved_sentences(planned.before, planned.after):
            show(sentence)
    show_kept(planned)
    show(say("plan {id}", id=str(planned.id)))


def _show_file(part: FilePlan, planned: Plan) -> None:
    from subsidy_ledger.importing.planning.change_words import changed_lines, gone_sentences, known_lines
    from subsidy_ledger.importing.planning.problem_groups import problem_lines
    from subsidy_ledger.importing.planning.summary import file_lines

    for line in file_lines(part):
        show(line)
    for line in (*changed_lines(part, planned.after), *gone_sentences(part)):
        show(say("    {line}", line=line))
    known = list(known_lines(part, planned.after))
    for line in known[:LEFT_OUT_SHOWN_MAX]:
        show(say("    {line}", line=line))
    if len(known) > LEFT_OUT_SHOWN_MAX:
        more = len(known) - LEFT_OUT_SHOWN_MAX
        show(say_n("    and {n} more that is known", "    and {n} more that are known", n=more))
    problems = list(problem_lines(part.problems))
    for line in problems[:PROBLEMS_SHOWN_MAX]:
        show(say("  {line}", line=line))
    if len(problems) > PROBLEMS_SHOWN_MAX:
        more = len(problems) - PROBLEMS_SHOWN_MAX
        show(say_n("  and {n} more problem (--format json lists all)",
                   "  and {n} more problems (--format json lists all)", n=more))  # fmt: skip


def _show_movement(planned: Plan) -> None:
    """New, known, changed and gone money by objective, where anything is changed or gone."""
    from subsidy_ledger.importing.planning.movement import movement_of
    from subsidy_ledger.reports.movement import movement_table

    if any(part.changes or part.gone for part in planned.files):
        click.echo("")
        show_table(movement_table(movement_of(planned.files, planned.after)))


def _show_effect(planned: Plan) -> None:
    """The envelopes before and after, where they change."""
    from subsidy_ledger.operations.balance import positions_of
    from subsidy_ledger.reports.effect import effect_table

    effect = effect_table(positions_of(planned.before), positions_of(planned.after))
    if effect.rows:
        click.echo("")
        show_table(effect)


def say_posted(posted: Posted) -> None:
    undo = tuple(Sentence("ledger undo {n} --reason …", {"n": n}) for n in posted.imports)
    show(
        say(
            "Posted as import {imports} (entry {entry}). Take back: {undo}",
            imports=Listed(posted.imports), entry=as_it_is(str(posted.entry)), undo=Listed(undo, between=" · "),
        )
    )  # fmt: skip


def say_unposted(planned: Plan, *, dry_run: bool) -> None:
    """Why nothing was written, and how to go on."""
    refused = [row for part in planned.files for row in part.refused]
    changed = sum(len(part.matches.changed) for part in planned.files)
    if planned.is_refused:
        tell(_refusal(len(refused), sum(row.amount for row in refused)))
        if any(part.matches.new for part in planned.files):
            tell(say("To post the other rows now and keep these on record: --accept-partial."))
    elif dry_run:
        tell(say("Dry run: nothing was posted."))
    elif refused:
        tell(say("Nothing new, and no entry was written: the refused rows are on record already (ledger refused)."))
    elif changed:
        tell(
            say_n(
                "Nothing new, and no entry was written; {n} row shows other figures than its line: --replace-changed "
                "lets it take the line's place.",
                "Nothing new, and no entry was written; {n} rows show other figures than their lines: "
                "--replace-changed lets them take the lines' place.",
                n=changed,
            )
        )
    else:
        tell(say("Nothing new: every row is in the ledger already, and no entry was written."))


def _refusal(rows: int, cents: int) -> Sentence:
    return say_n(
        "Nothing was posted; {n} row is refused ({euros}, as far as it could be read). Mend the cells and import "
        "again.",
        "Nothing was posted; {n} rows are refused ({euros}, as far as they could be read). Mend the cells and import "
        "again.",
        n=rows, euros=Euro(cents),
    )  # fmt: skip
