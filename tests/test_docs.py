"""The documents are tested: every command, exit code and check is in them, and every command's help has an example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from subsidy_ledger.checks.catalogue import CHECKS
from subsidy_ledger.cli.main import main
from subsidy_ledger.errors import ExitCode

ROOT = Path(__file__).resolve().parent.parent


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_every_help_has_an_example_of_that_command(path: tuple[str, ...]) -> None:
    """Lost otherwise: an officer would have to guess how the options are written."""
    shown = CliRunner().invoke(main, [*path, "--help"])
    assert shown.exit_code == 0
    assert "Example" in shown.output
    assert f"ledger {' '.join(path)}" in shown.output.split("Example")[1]


def test_every_command_and_exit_code_is_documented() -> None:
    """Lost otherwise: the contract would promise less than the program does, or more."""
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    groups = {
        "agreement",
        "allocation",
        "contribution",
        "export",
        "finding",
        "funding",
        "indicator",
        "receipt",
        "rules",
        "sector-plan",
    }
    leaves = [p for p in commands() if p not in {(name,) for name in groups}]
    assert [p for p in leaves if f"`ledger {' '.join(p)}`" not in text] == []
    assert [c for c in ExitCode if f"| {c.value} |" not in text] == []


def test_every_check_is_documented_as_its_docstring_says() -> None:
    """Lost otherwise: an auditor would read about another check than the one that ran."""
    from tools.checks_page import checks_page

    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == checks_page()
    assert len(CHECKS) == 25


@pytest.mark.parametrize(
    "page", ["README.md", "docs/import.md", "docs/rules.md", "docs/settlement.md", "docs/zone.md", "docs/funding.md"]
)
def test_the_commands_in_the_documents_exist(page: str) -> None:
    """Lost otherwise: the first command an officer copies would fail."""
    known = {" ".join(path) for path in commands()}
    lines = [line.strip() for line in (ROOT / page).read_text(encoding="utf-8").splitlines()]
    used = [line.split("#")[0].split()[1:] for line in lines if line.startswith("ledger ")]
    assert used
    for words in used:
        path = words[:2] if " ".join(words[:2]) in known else words[:1]
        assert " ".join(path) in known, words
        options = [word for word in words if word.startswith("--")]
        shown = CliRunner().invoke(main, [*path, "--help"]).output
        assert [option for option in options if option not in shown] == [], words


def test_links_between_documents_lead_somewhere() -> None:
    """Lost otherwise: the reader who wants to know more is left standing."""
    import re

    for page in [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), ROOT / "imports" / "README.md"]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
