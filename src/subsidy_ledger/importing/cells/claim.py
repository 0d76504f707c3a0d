"""Which money a row claims: the claimed column, else the gross, else debit and credit, else net and VAT."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from subsidy_ledger.domain.sentences import say
from subsidy_ledger.importing.cells.amounts import EXPECTED, Bad
from subsidy_ledger.importing.cells.column_kinds import Value
from subsidy_ledger.importing.cells.columns import plain

# What an amount is made of and does not stay in the row.
INPUTS = ("claimed", "debit", "credit", "sign")
DEBIT = frozenset({"d", "deb", "debet", "debit", "dt"})
CREDIT = frozenset({"c", "cr", "cred", "credit", "ct"})
D_OR_C = say("D or C")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the cell of a field."""

    field: str
    bad: Bad


@dataclass(frozen=True, slots=True)
class Claim:
    """How the amount of every row of one table comes about.

    `are_credits_positive` says that the table writes what is credited without a minus, and so means the letter.
    """

    columns: frozenset[str]
    are_credits_positive: bool = True

    @property
    def field(self) -> str:
        """The column in which an amount is missed first."""
        return next(name for name in ("claimed", "amount", "debit", "credit", "net_amount") if name in self.columns)

    @property
    def made_of(self) -> frozenset[str]:
        """The columns that the amount of a row comes from."""
        for names in (("claimed",), ("amount", "sign"), ("debit", "credit"), ("net_amount", "vat_amount")):
            if names[0] in self.columns or (names[0] == "debit" and "credit" in self.columns):
                return self.columns.intersection(names)
        return frozenset()

    @property
    def is_net_only(self) -> bool:
        return "net_amount" in self.columns and not self.columns & {
            "amount", "claimed", "vat_amount", "debit", "credit"
        }  # fmt: skip

    def settle(
        self, values: dict[str, Value], spoiled: Collection[str] = (), *, is_total: bool = False
    ) -> Fault | None:
        """Sets "amount", and "document_amount" beside a claimed one; takes out what they are made of.

        `spoiled` are the fields whose cells could not be read: nothing is made of what stands beside them. A total
        needs no letter, and may leave out what is claimed.
        """
        if is_total and "sign" not in values:
            gross = self._gross({**values, "sign": "D"}, spoiled)
        else:
            gross = self._gross(values, spoiled)
        claimed = values.get("claimed")
        for name in (*INPUTS, "amount"):
            values.pop(name, None)
        if isinstance(gross, Fault):
            return gross
        if "claimed" not in self.columns:
            if gross is not None:
                values["amount"] = gross
            return None
        if gross is not None:
            values["document_amount"] = gross
        if isinstance(claimed, int):
            values["amount"] = claimed
        elif gross is not None and "claimed" not in spoiled and not is_total:
            return Fault("claimed", CLAIMED_MISSING)
        return None

    def _gross(self, values: Mapping[str, Value], spoiled: Collection[str]) -> int | Fault | None:
        if "amount" in self.columns:
            if "amount" in spoiled or "sign" in spoiled:
                return None
            amount, net, vat = (_cents(values, name) for name in ("amount", "net_amount", "vat_amount"))
            if amount is not None:
                return self._signed(amount, values.get("sign"))
            return None if net is None or vat is None else net + vat
        if self.columns & {"debit", "credit"}:
            debit, credit = _cents(values, "debit"), _cents(values, "credit")
            is_absent = (debit is None and credit is None) or "debit" in spoiled or "credit" in spoiled
            return None if is_absent else (debit or 0) - (credit or 0)
        net = _cents(values, "net_amount")
        return None if net is None or "vat_amount" in spoiled else net + (_cents(values, "vat_amount") or 0)

    def _signed(self, amount: int, letter: object) -> int | Fault:
        """Debit is spending, credit is not; a letter that contradicts a minus is nobody's guess."""
        if "sign" not in self.columns or amount == 0:
            return amount
        if letter is None:
            return Fault("sign", SIGN_MISSING)
        if is_credit(letter):
            if amount < 0 and self.are_credits_positive:
                return Fault("sign", SIGN_CONTRADICTS)
            return -abs(amount)
        if plain(str(letter)) not in DEBIT:
            return Fault("sign", Bad("sign-unreadable", D_OR_C, say('"{value}" is neither D nor C', value=str(letter))))
        return amount


def is_credit(letter: object) -> bool:
    return plain(str(letter)) in CREDIT


def are_credits_positive(signed: Iterable[tuple[object, int]]) -> bool:
    """From the letters and amounts of a table: whether any credit is written without a minus."""
    return any(amount > 0 and is_credit(letter) for letter, amount in signed)


def _cents(values: Mapping[str, object], name: str) -> int | None:
    value = values.get(name)
    return value if isinstance(value, int) else None


CLAIMED_MISSING = Bad(
    "claimed-missing", EXPECTED, say("nothing stands under the claimed amount; write 0 if nothing is claimed")
)
AMOUNT_MISSING = Bad(
    "amount-missing", EXPECTED, say("the row has no amount; type it, or empty the row if it is a remark")
)
NO_AMOUNT = Bad("amount-missing", EXPECTED, say("the row has no amount and is left out; type one if it is a cost"))
SIGN_MISSING = Bad(
    "sign-missing", D_OR_C, say("nothing says whether the amount is debit or credit; type D or C beside it")
)
SIGN_CONTRADICTS = Bad(
    "sign-contradicts",
    D_OR_C,
    say(
        "the amount has a minus and is marked as a credit, while other credits have none; "
        "take the minus away if it is a credit, or type D if it lowers what was spent"
    ),
)
