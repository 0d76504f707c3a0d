"""Running `ledger` inside the test, exactly as its entry point does."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from dataclasses import dataclass
from typing import Any
from unittest import mock

from subsidy_ledger.cli.main import run


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def ledger(url: str, *words: object, stdin: str = "") -> Result:
    """Runs one command; `code` is its exit code. Nobody sits at a terminal."""
    out, err = io.StringIO(), io.StringIO()
    argv = ["ledger", "--db", url, *(str(word) for word in words)]
    with (
        mock.patch.object(sys, "argv", argv),
        mock.patch.object(sys, "stdin", io.StringIO(stdin)),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            run()
            code = 0
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    return Result(code, out.getvalue(), err.getvalue())
