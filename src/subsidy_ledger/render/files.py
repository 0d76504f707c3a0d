"""Files for others: written beside and moved into place, so that a file is whole or absent; an older one is kept."""

from __future__ import annotations

import itertools
import os
import tempfile
from pathlib import Path

from subsidy_ledger.errors import WrongUse


def place(out: Path, content: bytes) -> Path | None:
    """Puts the bytes under the name, never half; gives the new name of a different file that stood there."""
    try:
        if out.is_file() and out.read_bytes() == content:
            return None
        descriptor, beside = tempfile.mkstemp(dir=out.resolve().parent, prefix=f".{out.name}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o644)
        kept = _set_aside(out)
        Path(beside).replace(out)
    except OSError as error:
        raise WrongUse(
            "file-unwritable",
            "{file} cannot be written: {why}. Name another place, or close the file elsewhere.",
            file=str(out),
            why=str(error.strerror),
        ) from None
    return kept


def _set_aside(out: Path) -> Path | None:
    """Renames what stands there to the first free OUT.1, OUT.2 …: it may be an auditor's filled-in workbook."""
    if not out.exists():
        return None
    free = (out.with_stem(f"{out.stem}.{n}") for n in itertools.count(1))
    kept = next(path for path in free if not path.exists())
    out.rename(kept)
    return kept
