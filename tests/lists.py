"""Lists of costs in a few letters, imported as files without being written to disk; and what then is in the books.

"A10" is document A of 10.00; "A10 B5 B5" three rows. Behind the amount: "p" paid, "q" paid on another day, "t" another
text, "y" of 2018, "g" under G2.2, "u" untagged, "n" without a number of its own, "l" dated late, "d" without a date.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Sheet, Workbook
from subsidy_ledger.importing.planning.change_words import changed_lines, gone_sentences, known_lines
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.planning.plan import Plan
from subsidy_ledger.operations.importing import make_plan, post
from subsidy_ledger.operations.lines import correct, tag, take_back
from subsidy_ledger.operations.request import Request
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.undoing import redo, undo

HEADER = (
    "Dienstjaar", "Boekstuknr", "Factuurdatum", "Leverancier", "Omschrijving", "Activiteitssector", "Betaaldatum",
    "Bedrag",
)  # fmt: skip
COST = re.compile(r"([A-Z])(-?\d+)([a-z]*)")
Books = Counter[tuple[str, int]]  # document and cents


def costs(text: str) -> Books:
    """What a list says in all, worked out from its letters alone."""
    return Counter((m[1], int(m[2]) * 100) for m in COST.finditer(text))


def row(token: str) -> list[Cell]:
    found = COST.fullmatch(token)
    assert found is not None, token
    name, amount, marks = found.groups()
    day = date(2019, 12, 20) if "l" in marks else date(2019, 1, 1 + ord(name) - ord("A"))
    return [
        2018 if "y" in marks else 2019,
        None if "n" in marks else f"D-{name}",
        None if "d" in marks else day,
        f"Leverancier {name}",
        f"omschrijving {name}" + (" bis" if "t" in marks else ""),
        None if "u" in marks else "G2.2" if "g" in marks else "G2.1",
        date(2020, 1, 5) if "p" in marks else date(2020, 1, 9) if "q" in marks else None,
        float(amount),
    ]


def intakes(text: str, name: str) -> list[Intake]:
    """Files are parted by "|", the sheets of one file by "/"."""
    found = []
    for n, file in enumerate(text.split("|")):
        sha256 = hashlib.sha256(file.encode()).hexdigest()
        sheets = tuple(
            Sheet(f"Blad{s}", True, (HEADER, *(tuple(row(t)) for t in sheet.split())), is_typed=True)
            for s, sheet in enumerate(file.split("/"), 1)
        )
        for sheet in sheets:
            table = find_table(Workbook(f"{name}{n}.xlsx", sha256, 1, "xlsx", sheets), sheet=sheet.name)
            reading = read_rows(table, Dialect(sign="keep"), file=f"{name}{n}.xlsx")
            found.append(Intake(f"{name}{n}.xlsx", sha256, file.encode(), reading))
    return found


@dataclass
class Desk:
    """An officer at a ledger: what she does is one line of text, and the last plan stays to be looked at."""

    here: Session
    plan: Plan | None = None

    def do(self, step: str) -> None:
        verb, _, rest = step.partition(" ")
        if verb in ("undo", "redo"):
            (undo if verb == "undo" else redo)(self.here, int(rest), reason="r")
        elif verb == "correct":
            name, amount = rest.split()
            correct(self.here, self.line(name), {"amount": int(amount) * 100}, reason="r")
        elif verb == "takeback":
            take_back(self.here, self.line(rest), reason="r")
        elif verb == "tag":
            name, code = rest.split()
            tag(self.here, [self.line(name)], code)
        else:
            replace, gone = verb in ("replace", "both"), verb in ("gone", "both")
            self.load(rest, replace=replace, gone=gone, name="g" if verb == "rename" else "f")

    def load(self, text: str, *, replace: bool = False, gone: bool = False, name: str = "f") -> None:
        request = Request((), replace_changed=replace, reverse_gone=gone, reason="r" if gone else "")
        self.plan = make_plan(self.here, request, intakes(text, name))
        post(self.here, self.plan)

    def line(self, name: str) -> int:
        """The first live line of a document."""
        return next(e.number for e in self.here.ledger().live() if e.details.supplier == f"Leverancier {name}")

    def live(self, books: Ledger | None = None) -> Books:
        return Counter((str(e.details.supplier)[-1], e.amount) for e in (books or self.here.ledger()).live())

    def told(self) -> list[str]:
        """Every row of the last plan that was not posted as new, and every line that is gone, as the officer reads."""
        assert self.plan is not None
        return [
            str(sentence)
            for part in self.plan.files
            for sentences in (
                known_lines(part, self.plan.after), changed_lines(part, self.plan.after), gone_sentences(part),
            )
            for sentence in sentences
        ]  # fmt: skip
