"""Errors come back whole from another process."""

from __future__ import annotations

import pickle

import pytest

from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.errors import ExitCode, LedgerError, NotReady, Refused, WrongUse


@pytest.mark.parametrize("kind", [LedgerError, WrongUse, Refused, NotReady])
def test_an_error_survives_the_way_from_a_child_process(kind: type[LedgerError]) -> None:
    """Lost otherwise: a refused file would end as a crash of the reading process."""
    error = kind("code", "{file} holds {euros}", file="f.xlsx", euros=Euro(123456))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.code, str(again)) == (kind, "code", "f.xlsx holds 1 234.56")
    assert again.exit_code in set(ExitCode)
