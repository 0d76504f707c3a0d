"""Changed documents as wholes: which lines give way to which rows, and where nobody can tell which is which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.importing.planning.agreeing import Agreeing
from subsidy_ledger.importing.planning.changes import cost_of, document_of, is_alike, marks_of
from subsidy_ledger.importing.planning.keys import Incoming
from subsidy_ledger.importing.planning.matching import Matches

# Why a change is left alone: a person took the line back, or corrected it; the ledger has the line several times with
# other tags; the document has fewer rows than lines; or its rows and lines cannot be paired with certainty.
Doubt = Literal["taken-back", "corrected", "twins", "fewer", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Change:
    """Rows that state a document otherwise than its lines: all these lines give way to all these rows.

    `doubt` says why they cannot; then `rows` and `lines` are all of the document that is in question.
    """

    rows: tuple[Incoming, ...]
    lines: tuple[Expense, ...]
    doubt: Doubt | None = None


@dataclass(slots=True)
class _Document:
    """What of one document, of one sign, matched nothing: its pairs, all their rows and lines, the rest of both."""

    pairs: list[tuple[Incoming, Expense]]
    rows: dict[int, Incoming]
    lines: dict[int, Expense]


def changes_of(
    rows: Sequence[Incoming], matches: Matches, ledger: Ledger, headers: tuple[str, ...], as_new: Collection[int]
) -> tuple[Change, ...]:
    """Every changed row and its line in one change, in order of the rows.

    `rows` are those of the file, `headers` identify its list; `as_new` are new whatever the ledger has.
    """
    if not matches.changed:
        return ()
    own = {i.number for i in ledger.imports if i.headers == headers}
    by_row = {incoming.row: incoming for incoming in rows}
    corrections = {entry.number for entry in ledger.entries if entry.kind == "correction"}
    others = [*(line for p in matches.known if (line := ledger.expense(p.line)) is not None), *matches.spare]
    twins = _by_delivery([line for line in others if ledger.is_live(line)], ledger)
    found: list[Change] = []
    for document in _documents(matches, by_row, ledger, own, as_new).values():
        doubt = _doubt(document, ledger, corrections, twins)
        if doubt is not None:
            found.append(Change(tuple(r for r, _ in document.pairs), tuple(document.lines.values()), doubt))
        else:
            found += _settled(document)
    return tuple(sorted(found, key=lambda change: change.rows[0].row))


def _documents(
    matches: Matches, by_row: dict[int, Incoming], ledger: Ledger, own: set[int], as_new: Collection[int]
) -> dict[Hashable, _Document]:
    """The changed documents, with their new rows and spare lines."""
    found: dict[Hashable, _Document] = {}
    for pair in matches.changed:
        line, incoming = ledger.expense(pair.line), by_row[pair.row]
        if line is None:
            continue
        key = _key(incoming, line, ledger)
        document = found.setdefault(key, _Document([], {}, {}))
        document.pairs.append((incoming, line))
        document.rows[incoming.row] = incoming
        document.lines[line.number] = line
    for incoming in matches.new:
        key = (document_of(incoming.details), incoming.details.amount > 0)
        if key in found and incoming.row not in as_new:
            found[key].rows[incoming.row] = incoming
    for line in matches.spare:
        details = ledger.delivered(line)
        near = found.get((document_of(details), line.amount > 0))
        if near is not None and ledger.is_live(line):
            is_own = line.source is not None and line.source.import_number in own
            if is_own or any(is_alike(incoming.details, details) for incoming in near.rows.values()):
                near.lines[line.number] = line
    return found


def _key(incoming: Incoming, line: Expense, ledger: Ledger) -> Hashable:
    """The document and the sign of the amount; for a cost of another budget year, the cost."""
    document = document_of(incoming.details)
    if document is None or document != document_of(ledger.delivered(line)):
        return cost_of(incoming.details)
    return document, incoming.details.amount > 0


def _by_delivery(lines: Sequence[Expense], ledger: Ledger) -> dict[Hashable, list[Expense]]:
    found: dict[Hashable, list[Expense]] = defaultdict(list)
    for line in lines:
        found[_delivery(line, ledger)].append(line)
    return found


def _delivery(line: Expense, ledger: Ledger) -> Hashable:
    details = ledger.delivered(line)
    return details.year, cost_of(details)


def _doubt(
    document: _Document, ledger: Ledger, corrections: set[int], twins: dict[Hashable, list[Expense]]
) -> Doubt | None:
    lines = list(document.lines.values())
    if any(not ledger.is_live(line) for line in lines):
        return "taken-back"
    if any(_is_corrected(line, ledger, corrections) for line in lines):
        return "corrected"
    if any(tags_of(twin) != tags_of(line) for line in lines for twin in twins.get(_delivery(line, ledger), [])):
        return "twins"
    if len(lines) == 1 or (len(document.rows) == 1 and _is_divided(document)):
        return None
    if _is_divided(document) and _have_same_tags(lines):
        return None
    if _are_told_apart(document, ledger):
        return None
    if len(document.rows) < len(lines):
        return "fewer"
    return None if _have_same_tags(lines) else "ambiguous"


def _is_corrected(line: Expense, ledger: Ledger, corrections: set[int]) -> bool:
    """A person put other details in the place of what its file says."""
    version: Expense | None = line
    while version is not None:
        before = ledger.version_before(version)
        if before is not None and version.entry in corrections:
            return True
        version = before
    return False


def tags_of(line: Expense) -> tuple[tuple[str | None, int], ...] | str | None:
    """How a line is tagged: its code where it has one only, else every part of it."""
    if len(line.shares) == 1:
        return line.shares[0].code
    return tuple((share.code, share.cents) for share in line.shares)


def _have_same_tags(lines: Sequence[Expense]) -> bool:
    return all(len(line.shares) == 1 for line in lines) and len({tags_of(line) for line in lines}) == 1


def _is_divided(document: _Document) -> bool:
    """All of it comes to what it came to: the document was only divided anew."""
    rows, lines = document.rows.values(), document.lines.values()
    return sum(i.details.amount for i in rows) == sum(line.amount for line in lines)


def _are_told_apart(document: _Document, ledger: Ledger) -> bool:
    """Every pair says the same but for the amount, and no other row or line of the document does."""
    rows = {row: marks_of(incoming.details) for row, incoming in document.rows.items()}
    lines = {number: marks_of(ledger.delivered(line)) for number, line in document.lines.items()}
    like_rows, like_lines = Agreeing(rows), Agreeing(lines)
    return all(
        like_rows.with_(lines[line.number]) == [incoming.row] and like_lines.with_(rows[incoming.row]) == [line.number]
        for incoming, line in document.pairs
    )


def _settled(document: _Document) -> Iterator[Change]:
    """One change for all of a document that was divided anew; else one a line, with every row paired with it."""
    is_one_to_one = len(document.pairs) == len(document.lines) == len(document.rows)
    if len(document.lines) > 1 and not is_one_to_one and _is_divided(document):
        yield Change(tuple(incoming for incoming, _ in document.pairs), tuple(document.lines.values()))
        return
    rows: dict[int, list[Incoming]] = defaultdict(list)
    for incoming, line in document.pairs:
        rows[line.number].append(incoming)
    yield from (Change(tuple(found), (document.lines[number],)) for number, found in rows.items())
