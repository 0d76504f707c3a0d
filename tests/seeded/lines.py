"""The lines of a made list: what was spent, in the columns and by the habits of the list, each with its cents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Literal

from seeded.grid import Cell, number, words
from seeded.hand import Hand
from seeded.words import CODES, GRANT_OF, PURPOSES, SUPPLIERS

# What an amount is made of.
Money = Literal["amount", "claimed", "net_vat", "net_gross", "debit_credit", "sign"]
MONEY: dict[Money, tuple[str, ...]] = {
    "amount": ("amount",), "claimed": ("amount", "claimed"), "net_vat": ("net_amount", "vat_amount"),
    "net_gross": ("net_amount", "vat_amount", "amount"), "debit_credit": ("debit", "credit"),
    "sign": ("amount", "sign"),
}  # fmt: skip
# Where the amount of a row is looked for first.
CLAIM: dict[Money, str] = {
    "amount": "amount", "claimed": "claimed", "net_vat": "net_amount", "net_gross": "amount", "debit_credit": "debit",
    "sign": "amount",
}  # fmt: skip
OPTIONAL = ("line_no", "invoice_no", "booking_date", "payment_date", "statement_no", "commitment_no", "budget_article",
            "supplier_no", "objective", "other")  # fmt: skip
NUMBERING = ("2019-{n:04}", "BS {n}", "{n:06}", "{n}", "F/{n}/19", "19{n:05}")


@dataclass(slots=True)
class Line:
    """One line: its cells by field, and what it comes to. `is_read` where it must end among the rows to post."""

    cells: dict[str, Cell]
    cents: int
    vat: int = 0
    is_read: bool = True
    is_hidden: bool = False


@dataclass(slots=True)
class Style:
    """What is the same in a whole list: its columns in order, its hand, how it makes amounts and numbers."""

    hand: Hand
    money: Money
    columns: list[str]
    numbering: str
    are_numbers_typed: bool
    has_formulas: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def claim(self) -> str:
        return CLAIM[self.money]


def some_style(chance: Random, hand: Hand, *, is_typed: bool) -> Style:
    """Columns that any list may have, in an order of its own."""
    money: Money = chance.choice(tuple(MONEY))
    rest = [name for name in OPTIONAL if chance.random() < 0.35]
    has_year = chance.random() < 0.7
    before = ["document_no", "invoice_date", "supplier", "description", *(["year"] if has_year else []), *rest]
    chance.shuffle(before)
    if "objective" in before and chance.random() < 0.4:
        before.insert(before.index("objective"), "grant")
    place = len(before) if chance.random() < 0.7 else chance.randint(1, len(before))
    columns = [*before[:place], *MONEY[money], *before[place:]]
    is_number = chance.random() < 0.5 and is_typed
    return Style(hand, money, columns, chance.choice(NUMBERING), is_number, is_typed and chance.random() < 0.2)


def some_lines(chance: Random, style: Style, n: int) -> list[Line]:
    """Lines without a fault; each third of them or less is a credit note, and days and marks are settled by some."""
    credits_left = max(0, n // 3 - 1)
    lines = []
    for index in range(n):
        cents = chance.choice((chance.randint(100, 99_999), chance.randint(100_000, 5_000_000), 150_000))
        if credits_left and chance.random() < 0.12:
            credits_left -= 1
            cents = -cents
        when = date(2018, 1, 1) + timedelta(chance.randint(0, 729))
        # One day that can be no month, and one that can be no year, settle what the others leave open.
        when = when.replace(day=25) if index == 0 else when.replace(day=5) if index == 1 else when
        lines.append(_line(chance, style, index, cents, when))
    return lines


def _line(chance: Random, style: Style, index: int, cents: int, when: date) -> Line:
    hand, n = style.hand, 100 + index
    code = chance.choice(CODES)
    text = style.numbering.format(n=n)
    numbered = number(text) if style.are_numbers_typed and text.isdigit() and text[0] != "0" else words(text)
    later = when + timedelta(chance.randint(1, 60))
    all_cells = {
        "line_no": number(str(index + 1)) if hand.are_amounts_typed else words(str(index + 1)),
        "year": number(str(when.year)) if style.are_numbers_typed else words(str(when.year)),
        "document_no": numbered,
        "invoice_no": words(f"VF{n}/{when.year % 100}"),
        "invoice_date": hand.day(when),
        "booking_date": hand.day(later),
        "payment_date": hand.day(later) if chance.random() < 0.8 else words(""),
        "statement_no": words(f"{later.year}/{chance.randint(1, 250)}"),
        "commitment_no": words(f"BB{chance.randint(1000, 9999)}"),
        "budget_article": words(chance.choice(("330/123-06", "33002/435-01", "330/124-48"))),
        "supplier": words(chance.choice(SUPPLIERS)),
        "supplier_no": words(_enterprise(chance)),
        "description": words(chance.choice(PURPOSES)),
        "objective": words(code),
        "grant": words(GRANT_OF[code[0]][hand.language]),
        "other": words(chance.choice(("", "", "ok", "zie mail", "à vérifier"))),
        **_money(chance, style, cents),
    }
    cells = {name: all_cells[name] for name in style.columns if all_cells[name].text}
    if style.money in ("net_vat", "net_gross"):
        return Line(cells, _net(cents) + _vat(cents), _vat(cents))
    return Line(cells, cents)


def _money(chance: Random, style: Style, cents: int) -> dict[str, Cell]:
    hand = style.hand
    if style.money == "claimed":
        formula = "1+1" if style.has_formulas else ""
        whole = cents * 2 if chance.random() < 0.3 else cents
        return {"amount": hand.amount(whole), "claimed": hand.amount(cents, formula=formula)}
    if style.money in ("net_vat", "net_gross"):
        net, vat = _net(cents), _vat(cents)
        gross = hand.amount(net + vat, formula="1+1" if style.has_formulas else "")
        return {"net_amount": hand.amount(net), "vat_amount": hand.amount(vat), "amount": gross}
    if style.money == "debit_credit":
        filled, empty = hand.amount(abs(cents)), words("")
        return {"debit": filled, "credit": empty} if cents > 0 else {"debit": empty, "credit": filled}
    if style.money == "sign":
        return {"amount": hand.amount(abs(cents)), "sign": words("D" if cents > 0 else "C")}
    return {"amount": hand.amount(cents, formula="SUM(1,2)" if style.has_formulas else "")}


def _net(cents: int) -> int:
    return (cents * 100) // 121


def _vat(cents: int) -> int:
    return _net(cents) * 21 // 100


def _enterprise(chance: Random) -> str:
    first = chance.randint(2_000_000, 9_999_999)
    digits = f"{first:08}{97 - first % 97:02}"
    return chance.choice((digits, f"BE{digits}", f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"))
