"""The house rules as tests: floors, doors for libraries, sizes, and what the quick command may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "subsidy_ledger"
FILES = sorted(SOURCE.rglob("*.py"))
NAMES = [str(file.relative_to(SOURCE)) for file in FILES]

FILE_LINES_MAX = 250
FUNCTION_LINES_MAX = 60

# A room imports only from lower floors or from its own folder.
FLOORS = {
    "agreements": 1, "domain": 1,
    "importing": 2, "checks": 2, "reports": 2, "storage": 2,
    "render": 3, "operations": 3,
    "books": 4, "cli": 4, "__init__": 5,
}  # fmt: skip

# Inside importing/, from bytes to a plan: a room knows only those before it, and what they hand on (HANDED_ON).
HANDED_ON = ("dialect", "intake", "profile")
STAIRS = ("opening", "cells", "finding", "profiles", "planning", "marking", "filled")

# Which rooms may import which libraries.
DOORS = {
    "sqlalchemy": {"storage", "operations"},
    "alembic": {"storage"},
    "psycopg": {"storage"},
    "python_calamine": {"importing"},
    "xlrd": {"importing"},
    "rapidfuzz": {"checks", "importing"},
    "stdnum": {"checks", "importing"},
    "openpyxl": set(),  # an independent witness in tests only
    "xlsxwriter": {"render"},
    "pandas": {"reports", "books"},
    "click": {"cli"},
}

# Imported inside the function that needs it, never at the top of a module.
HEAVY = {
    "alembic",
    "pandas",
    "openpyxl",
    "python_calamine",
    "xlrd",
    "xlsxwriter",
    "psycopg",
    "numpy",
    "rapidfuzz",
    "stdnum",
}


def room_of(file: Path) -> str:
    first = file.relative_to(SOURCE).parts[0]
    return one_room(first.removesuffix(".py"))


def one_room(name: str) -> str:
    """Errors are spoken in the domain's sentences, and the domain refuses with errors: one room of two names."""
    return "domain" if name in ("errors", "i18n") else name


def imports_of(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node


def typing_only(tree: ast.AST) -> set[ast.stmt]:
    """Statements under `if TYPE_CHECKING:`, which load nothing."""
    found: set[ast.stmt] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            found |= {inner for inner in ast.walk(node) if isinstance(inner, ast.stmt)}
    return found


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_rooms_import_only_from_lower_floors_or_themselves(file: Path) -> None:
    """Lost otherwise: data flows one way, and the rules about money can be read without the database."""
    room = room_of(file)
    for module, _ in imports_of(ast.parse(file.read_text(encoding="utf-8"))):
        if not module.startswith("subsidy_ledger."):
            continue
        other = one_room(module.split(".")[1])
        assert other == room or FLOORS[other] < FLOORS[room], f"{room} imports {module}"


@pytest.mark.parametrize("room", STAIRS)
def test_importing_is_a_stair_from_bytes_to_a_plan(room: str) -> None:
    """Lost otherwise: a hundred files that may all know each other, and nobody knows where one begins to read."""
    allowed = {*STAIRS[: STAIRS.index(room) + 1], *HANDED_ON}
    files = sorted((SOURCE / "importing" / room).glob("*.py"))
    assert files
    for file in files:
        for module, node in imports_of(ast.parse(file.read_text(encoding="utf-8"))):
            if module == "subsidy_ledger.importing" and isinstance(node, ast.ImportFrom):
                assert {alias.name for alias in node.names} <= allowed, f"{file.name} imports {ast.unparse(node)}"
            elif module.startswith("subsidy_ledger.importing."):
                assert module.split(".")[2] in allowed, f"{file.name} imports {module}"


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_libraries_come_in_through_their_door(file: Path) -> None:
    """Lost otherwise: a library can be replaced by changing one room."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    hints = typing_only(tree)
    for module, node in imports_of(tree):
        library = module.split(".")[0]
        if library in DOORS and node not in hints:
            assert room_of(file) in DOORS[library], f"{library} in {room_of(file)}"


def test_operations_know_sqlalchemy_by_name_only() -> None:
    """Lost otherwise: SQL would spread to the floor that decides."""
    for file in (SOURCE / "operations").glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        hints = typing_only(tree)
        assert not [m for m, node in imports_of(tree) if m.startswith("sqlalchemy") and node not in hints], file


@pytest.mark.parametrize("file", [f for f in FILES if room_of(f) == "domain"], ids=lambda f: f.name)
def test_the_domain_imports_the_standard_library_only(file: Path) -> None:
    """Lost otherwise: the rules about money are tested in milliseconds, and outlive every library."""
    for module, _ in imports_of(ast.parse(file.read_text(encoding="utf-8"))):
        library = module.split(".")[0]
        assert library == "subsidy_ledger" or library in sys.stdlib_module_names, module


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_heavy_libraries_are_loaded_where_they_are_needed(file: Path) -> None:
    """Lost otherwise: every command would wait for pandas."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        for module, _ in imports_of(node) if isinstance(node, ast.Import | ast.ImportFrom) else ():
            assert module.split(".")[0] not in HEAVY, module


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_files_and_functions_stay_short_and_say_what_they_are(file: Path) -> None:
    """Lost otherwise: a file that holds two subjects hides one of them."""
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LINES_MAX
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module opens with one line on what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            assert length <= FUNCTION_LINES_MAX, f"{node.name}: {length} lines"


def test_nothing_in_the_store_updates_or_deletes() -> None:
    """Lost otherwise: what was posted could change in silence."""
    for file in (SOURCE / "storage").glob("*.py"):
        calls = [
            node.func.attr
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        ]
        assert not {"delete", "merge", "on_conflict_do_update", "bulk_update_mappings"} & set(calls), file
        words = file.read_text(encoding="utf-8").upper()
        assert not [w for w in ("DELETE FROM", "TRUNCATE ", "ON CONFLICT", "INSERT OR REPLACE") if w in words], file


def test_no_money_is_ever_a_float() -> None:
    """Lost otherwise: 3 x 0.10 is not 0.30."""
    for room in ("domain", "storage", "operations", "checks"):
        for file in (SOURCE / room).rglob("*.py"):
            names = [n.id for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.Name)]
            floats = [n for n in names if n == "float"]
            # The agreement's file may hold floats, which is exactly what it is refused for.
            assert not floats or file.name.startswith("agreement_"), file


def test_balance_loads_nothing_heavy(sqlite_url: str) -> None:
    """Lost otherwise: the question asked most would be the slowest."""
    program = (
        "import sys; sys.argv = ['ledger', '--db', sys.argv[1], 'balance', '--year', '2019']\n"
        "from subsidy_ledger.cli.main import run\n"
        "try: run()\n"
        "finally: print('LOADED', *sorted({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program, sqlite_url], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split("LOADED")[1].split())
    assert "1 856 982.33" in done.stdout
    heavy = {
        "pandas",
        "numpy",
        "openpyxl",
        "xlsxwriter",
        "alembic",
        "python_calamine",
        "xlrd",
        "psycopg",
        "rapidfuzz",
        "babel",
        "stdnum",
    }
    assert not loaded & heavy
