"""Writes docs/checks.md from the checks themselves: python -m tools.checks_page"""

from __future__ import annotations

from pathlib import Path

from subsidy_ledger.checks.catalogue import CHECKS
from subsidy_ledger.checks.registry import manual

PAGE = Path(__file__).resolve().parent.parent / "docs" / "checks.md"
HEAD = """# The checks

Made from the checks' own words by `python -m tools.checks_page`; `ledger reconcile --explain ID` shows the same. The
agreement's file may change each severity. A finding keeps its id as long as it is about the same thing.

| check | severity | finds |
|---|---|---|
"""


def checks_page() -> str:
    """The page: a table of all checks, then one section each."""
    manuals = [manual(check.id) for check in CHECKS]
    rows = "\n".join(f"| [{m.id}](#{m.id}) | {m.severity} | {m.title} |" for m in manuals)
    sections = []
    for m in manuals:
        ground = f"Assumption. {m.ground}" if m.assumption else m.ground
        sections.append(f"## {m.id}\n\n{m.text}\n\n**Ground.** {ground}\n\n**What to do.** {m.remedy}\n")
    return HEAD + rows + "\n\n" + "\n".join(sections)


if __name__ == "__main__":
    PAGE.write_text(checks_page(), encoding="utf-8")
