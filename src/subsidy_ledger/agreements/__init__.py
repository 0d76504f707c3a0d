"""Agreements that travel with the program, as TOML text."""

from __future__ import annotations

BUILTIN = "brussels-2018-2019"


def builtin() -> str:
    """The text of the built-in agreement file, comments included."""
    from importlib.resources import files

    return files(__name__).joinpath(f"{BUILTIN}.toml").read_text(encoding="utf-8")
