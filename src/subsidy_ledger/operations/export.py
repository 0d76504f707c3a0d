"""Exporting: written beside and moved into place, so that a file is whole or absent; an older one is kept."""

from __future__ import annotations

import io
import itertools
import os
import tempfile
from pathlib import Path
from typing import Any

from subsidy_ledger import __version__
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lists import Filter, expenses
from subsidy_ledger.operations.reconcile import reconcile
from subsidy_ledger.operations.session import Session


def export_reconciliation(session: Session, year: int, out: Path, *, language: str = "en") -> Path | None:
    """Writes the auditor's workbook; gives the name under which another file of that name was kept."""
    from subsidy_ledger.render.excel import write_reconciliation
    from subsidy_ledger.reports.reconciliation import reconciliation

    done = reconcile(session, year)
    book = reconciliation(done.ledger, done.outcome.findings, done.outcome.checks, year, language=language)
    buffer = io.BytesIO()
    write_reconciliation(book, buffer, program_version=__version__)
    return _place(out, buffer.getvalue())


def export_expenses(session: Session, out: Path, **conditions: Any) -> Path | None:
    """Writes lines as csv, xlsx or json, by the ending of the name."""
    import json

    from subsidy_ledger.render.plain import to_csv
    from subsidy_ledger.reports.expenses import expenses_json, export_table

    ledger, found = expenses(session, Filter(**conditions))
    ending = out.suffix.lower()
    if ending == ".json":
        content = (json.dumps(expenses_json(found), ensure_ascii=False, indent=2) + "\n").encode()
    elif ending == ".csv":
        content = to_csv(export_table(ledger, found)).encode()
    else:
        from subsidy_ledger.render.excel import write_table

        buffer = io.BytesIO()
        write_table(export_table(ledger, found), buffer)
        content = buffer.getvalue()
    return _place(out, content)


def _place(out: Path, content: bytes) -> Path | None:
    """The bytes under the name, never half; a different file that stood there gets a free name first."""
    try:
        if out.is_file() and out.read_bytes() == content:
            return None
        descriptor, beside = tempfile.mkstemp(dir=out.resolve().parent, prefix=f".{out.name}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o644)
        kept = None
        if out.exists():
            kept = next(p for n in itertools.count(1) if not (p := out.with_stem(f"{out.stem}.{n}")).exists())
            out.rename(kept)
        Path(beside).replace(out)
    except OSError as error:
        raise WrongUse(
            "file-unwritable", "{file} cannot be written: {why}.", file=str(out), why=str(error.strerror)
        ) from None
    return kept
