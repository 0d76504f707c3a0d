"""National register numbers: which rows of eleven figures are one."""

from __future__ import annotations

import pytest

from subsidy_ledger.checks.personal import holds_register_number


def with_control(nine: str, century: str = "") -> str:
    """Nine figures with the control digits that belong to them."""
    return f"{nine}{97 - int(century + nine) % 97:02d}"


@pytest.mark.parametrize(
    ("nine", "is_one"),
    [
        ("850730033", True),
        ("850031033", True),
        ("851231033", True),
        ("851301033", False),
        ("851901033", False),
        ("852001033", True),
        ("853231033", True),
        ("853301033", False),
        ("854001033", True),
        ("855201033", True),
        ("855301033", False),
        ("850732033", False),
        ("850730000", False),
        ("850730001", True),
        ("850730998", True),
        ("850730999", False),
    ],
)
def test_month_day_and_serial_keep_within_their_bounds(nine: str, is_one: bool) -> None:
    """Lost otherwise: numbers of dossiers would be taken for people, or people missed."""
    assert holds_register_number(with_control(nine)) is is_one
    assert holds_register_number(with_control(nine, "2")) is is_one


def test_control_digits_that_do_not_belong_make_it_another_number() -> None:
    """Lost otherwise: every number of eleven figures would be somebody's."""
    right = int(with_control("850730033")), int(with_control("850730033", "2"))
    assert [n for n in range(85073003300, 85073003400) if holds_register_number(str(n))] == sorted(right)
