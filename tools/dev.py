"""Every chore of a checkout in one place; needs nothing but Python 3.11, so that it runs without make too.

python tools/dev.py setup | demo | test | lint | types | words | wheel | lock
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed"
PYTHON_MINIMUM = (3, 11)


def run(*words: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Runs one command and stops the chore with the command's own exit code when it fails."""
    done = subprocess.run([str(word) for word in words], cwd=cwd, env=env, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def tool(name: str) -> Path:
    return BIN / (name + (".exe" if os.name == "nt" else ""))


def setup(_rest: list[str]) -> None:
    """Makes .venv from the hashed lock and installs the project into it, editable; does nothing when up to date."""
    if sys.version_info < PYTHON_MINIMUM:
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted:
        return
    if not _has_pip():
        print("setting up .venv (once)", file=sys.stderr)
        venv.create(VENV, with_pip=True, clear=True)
    pip: list[str | Path] = [tool("python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run(*pip, "install", "--require-hashes", "--requirement", LOCK)
    run(*pip, "install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    STAMP.write_text(wanted, encoding="ascii")


def _has_pip() -> bool:
    """False also for an environment whose making was interrupted."""
    python = tool("python")
    if not python.is_file():
        return False
    return not subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False).returncode


def demo(rest: list[str]) -> None:
    """The main job from an empty folder to a balance, findings and the auditor's workbook."""
    setup([])
    run(tool("python"), ROOT / "tools" / "demo.py", *rest)


def test(rest: list[str]) -> None:
    setup([])
    run(tool("python"), "-m", "pytest", *(rest or ["-n", "auto", "--dist", "loadfile", "-q"]))


def lint(_rest: list[str]) -> None:
    setup([])
    run(tool("ruff"), "check", ".")
    run(tool("ruff"), "format", "--check", ".")


def types(_rest: list[str]) -> None:
    setup([])
    run(tool("mypy"))


def words(_rest: list[str]) -> None:
    """Finds what the program says, puts it into the Dutch and French catalogues, and compiles them."""
    setup([])
    run(tool("python"), "-m", "tools.words")


def wheel(_rest: list[str]) -> None:
    """Builds the wheel, installs it where nothing of the checkout is, and lets it do its first job there."""
    setup([])
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        run(
            tool("python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "wheel",
            "--no-deps", "--no-build-isolation", "--wheel-dir", room, ROOT,
        )  # fmt: skip
        (built,) = room.glob("*.whl")
        venv.create(room / "empty", with_pip=True)
        inside = room / "empty" / BIN.name
        pip: list[str | Path] = [inside / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        run(*pip, "--require-hashes", "--requirement", runtime_lock(room), cwd=room)
        run(*pip, "--no-deps", built, cwd=room)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("LEDGER_", "PYTHONPATH"))}
        for words in (["--version"], ["init"], ["balance", "--year", "2019"]):
            run(inside / "ledger", *words, cwd=room, env=env)
    print("wheel: installed and at work without the checkout")


def runtime_lock(room: Path) -> Path:
    """The hashed lock without what only the tests need: what `pip install .` gives an officer, at our versions."""
    names = subprocess.run(
        [str(tool("python")), "-c", RUNTIME_NAMES], capture_output=True, text=True, check=True
    ).stdout.split()
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", LOCK.read_text(encoding="utf-8"))
    kept = [block for block in blocks if block.split("==")[0].strip().lower() in names]
    path = room / "runtime.txt"
    path.write_text("".join(kept), encoding="utf-8")
    return path


RUNTIME_NAMES = """
import importlib.metadata as m, re
seen, todo = set(), ["subsidy-ledger"]
while todo:
    name = todo.pop().lower().replace("_", "-")
    if name in seen: continue
    try: requires = m.distribution(name).requires or []
    except m.PackageNotFoundError: continue
    seen.add(name)
    for line in requires:
        if "extra ==" in line and not (name == "psycopg" and "'binary'" in line.replace('"', "'")): continue
        todo.append(re.match(r"[A-Za-z0-9._-]+", line)[0])
print(*sorted(seen - {"subsidy-ledger"}))
"""


def lock(_rest: list[str]) -> None:
    """Renews requirements.lock; needs `uv` on the PATH (only for whoever changes a dependency)."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("uv was not found: pip install uv, then run this again.")
    run(
        uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--all-extras", "--no-header", "--no-annotate", "-o", LOCK.name, "pyproject.toml", "build.in",
    )  # fmt: skip


CHORES = {f.__name__: f for f in (setup, demo, test, lint, types, words, wheel, lock)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chore", choices=CHORES)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on to the chore")
    words = parser.parse_args()
    CHORES[words.chore](words.rest)


if __name__ == "__main__":
    main()
