"""What sheets and sections are called, and sheets that are copies: told, because names are never read as data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.importing.cells.targets import Targets
from subsidy_ledger.importing.intake import Problem, Reading, Row
from subsidy_ledger.importing.planning.file_plan import FilePlan, Intake
from subsidy_ledger.importing.planning.posting import Posting, Wishes

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SECTIONS_NAMED_MAX = 5


def name_notes(reading: Reading, posting: Posting, agreement: Agreement, wishes: Wishes) -> Iterator[Sentence]:
    """A sheet or section that is called like a year or a code, where lines have another or none."""
    name, years = reading.table.sheet.name, YEAR.findall(reading.table.sheet.name)
    others = {incoming.details.year for incoming in posting.ready} - {int(year) for year in years}
    if len(years) == 1 and others and wishes.year is None:
        yield say(
            'the sheet is called "{name}", and lines of it fall in {years}; the name is not read: say --year {year} if '
            "it is the budget year",
            name=name, year=years[0], years=Listed(tuple(map(str, sorted(others)))),
        )  # fmt: skip
    if wishes.objective is not None or all(posting.codes.values()):
        return
    targets = Targets(agreement)
    if isinstance(code := targets.code_of(name, None), str):
        yield say(
            'the sheet is called "{name}", which means {code}; the name is not read: say --objective {code} if its '
            "lines carry that code",
            name=name, code=code,
        )  # fmt: skip
    if sections := [row for row in reading.notes if isinstance(targets.code_of(_alone(row), None), str)]:
        named = [f'A{row.number} "{_alone(row)}"' for row in sections[:SECTIONS_NAMED_MAX]]
        yield say(
            "rows between the lines are called like codes ({rows}), and lines below them are untagged; such headings "
            "are not read: write the code beside every line",
            rows=Listed((*named, "…") if len(sections) > len(named) else tuple(named)),
        )  # fmt: skip
    yield from _code_columns(reading, agreement)


def _code_columns(reading: Reading, agreement: Agreement) -> Iterator[Sentence]:
    """Columns of nothing but codes of the agreement that are called something else, such as a project."""
    table = reading.table
    if "objective" in table.columns:
        return
    read = {column for name, column in table.columns.items() if name != "project"}
    for column, heading in enumerate(table.headers):
        texts = (row.cells[column] for row in reading.rows if column < len(row.cells))
        first = next((text for text in texts if text), "")
        is_first = bool(heading) and column not in read and _is_code(first, agreement)
        if is_first and all(not text or _is_code(text, agreement) for text in texts):
            yield say(
                'column {letter} "{heading}" holds codes of the agreement, such as {code}, and is not read as '
                "objective: say --map objective={letter} if they are what its lines were spent on",
                letter=column_letter(column), heading=heading, code=first,
            )  # fmt: skip


def _is_code(text: str, agreement: Agreement) -> bool:
    """A code as the agreement writes it; a bare number may count anything."""
    return text in agreement.targets and not text[:1].isdigit()


def _alone(row: Row) -> str:
    """The text of a row that has only one."""
    texts = [cell for cell in row.cells if cell]
    return texts[0] if len(texts) == 1 else ""


def copy_warnings(parts: Sequence[FilePlan], intake: Intake) -> Iterator[Problem]:
    """A table that holds the very lines of one before it in the same file: both are posted, and one may be a copy."""
    table = intake.reading.table
    for part in parts:
        other = part.intake.reading
        if part.intake.sha256 == intake.sha256 and _are_copies(other, intake.reading):
            yield Problem(
                "sheet-copied", "warning", table.sheet.name, cell_name(max(table.header_row - 1, 0), 0), "",
                table.sheet.place, say("other lines than those of {place}", place=other.table.sheet.place),
                say_n(
                    "this is the same line as that of {place} ({euros}), and it is posted again; leave one of the two "
                    "out if it is a copy",
                    "these are the same {n} lines as those of {place} ({euros}), and they are posted again; leave one "
                    "of the two out if it is a copy",
                    n=len(intake.reading.rows), place=other.table.sheet.place,
                    euros=Euro(sum(row.amount for row in intake.reading.rows)),
                ),
            )  # fmt: skip
            return


def _are_copies(one: Reading, other: Reading) -> bool:
    """All that rows say is compared only where their number lets them be the same: it takes much memory."""
    return 1 < len(one.rows) == len(other.rows) and _lines(one) == _lines(other)


def _lines(reading: Reading) -> Counter[tuple[tuple[str, str], ...]]:
    return Counter(tuple(sorted((name, str(value)) for name, value in row.values.items())) for row in reading.rows)
