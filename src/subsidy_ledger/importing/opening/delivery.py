"""The delivered file: found, allowed to be read, no lock file and not empty; then its bytes, read once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.opening.limits import MEGABYTE, Limits


@dataclass(frozen=True, slots=True)
class Delivery:
    """The bytes of a file under its name without folders."""

    name: str
    data: bytes

    @property
    def stem(self) -> str:
        return Path(self.name).stem

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


def receive(path: str | os.PathLike[str], limits: Limits | None = None) -> Delivery:
    """Read the file in one go; Refused when there is no file, no right to read it, nothing in it, or too much."""
    shown = _printable(os.fspath(path))
    name = _printable(Path(path).name) or shown
    if name.startswith(("~$", ".~lock.")):
        raise Refused(
            "lock-file",
            "{file} is only the lock that Excel or LibreOffice keeps beside a workbook while it is open. "
            "Close the workbook and import the workbook itself.",
            file=name,
        )
    data = _bytes(path, shown, (limits or Limits()).size)
    if not data:
        raise Refused(
            "file-empty", "{file} is empty: it holds 0 bytes. Export it again, or ask for it again.", file=name
        )
    return Delivery(name, data)


def _bytes(path: str | os.PathLike[str], shown: str, megabytes_max: int) -> bytes:
    try:
        if Path(path).is_dir():
            raise Refused(
                "file-is-a-folder", "{file} is a folder, not a file. Name the workbook inside it.", file=shown
            )
        if Path(path).exists() and not Path(path).is_file():
            raise Refused(
                "file-is-a-device", "{file} is not an ordinary file. Save it on disk first and import that.", file=shown
            )
        if Path(path).stat().st_size > megabytes_max * MEGABYTE:
            raise _too_large(shown, Path(path).stat().st_size, megabytes_max)
        return Path(path).read_bytes()
    except PermissionError as error:
        raise Refused(
            "file-unreadable",
            "{file} may not be read by you, or another program keeps it locked. Close it elsewhere, or ask whoever "
            "manages the folder for the right to read it.",
            file=shown,
        ) from error
    # A name with a NUL in it is a ValueError; both mean that there can be no such file.
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise Refused(
            "file-missing", "There is no file {file}. Check the name and the folder it is in.", file=shown
        ) from error
    except OSError as error:
        raise Refused(
            "file-unreadable",
            "{file} could not be read: {reason}. Copy it to this computer and import the copy.",
            file=shown,
            reason=error.strerror or type(error).__name__,
        ) from error


def _too_large(shown: str, size: int, megabytes_max: int) -> Refused:
    return Refused(
        "file-too-large",
        "{file} is larger than {limit} megabytes. Copy the table alone into a new workbook and import that, or let the "
        "file be larger: --size-limit {needed}.",
        file=shown,
        limit=megabytes_max,
        needed=-(-size // MEGABYTE),
    )


def _printable(name: str) -> str:
    """A file name as text that can be shown and kept: bytes of another encoding become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8").replace("\x00", "?")
