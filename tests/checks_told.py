"""All that the checks say of their cases; `python tests/checks_told.py` writes it anew, to be read in the diff."""

from __future__ import annotations

from pathlib import Path

from check_cases import CASES
from checks_builders import found
from edge_cases import EDGES
from edge_cases_lines import EDGES as MORE

FILE = Path(__file__).with_name("checks") / "told.txt"


def told() -> str:
    """Of every finding of every case its subject, its place in the agreement, its weight and its sentence."""
    parts = []
    for case in (*CASES, *EDGES, *MORE):
        for one in found(case.check, case.ledger):
            place = " ".join(filter(None, (one.grant, one.objective))) or "-"
            parts.append(f"{case}\n    [{one.subject}] {place}, {one.severity}\n    {one.sentence}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(told(), encoding="utf-8")
