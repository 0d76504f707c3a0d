"""Numbers that carry their own control digits: accounts, enterprise numbers, structured communications."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from subsidy_ledger.checks.check import Found, check
from subsidy_ledger.checks.suppliers import enterprise_number
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import normal_number
from subsidy_ledger.domain.sentences import Euro, Phrases, Sentence, say

IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]+", re.ASCII)
OLD_ACCOUNT = re.compile(r"\s*[0-9]{3}\s*-\s*[0-9]{7}\s*-\s*[0-9]{2}\s*", re.ASCII)
# +++010/8068/17183+++, with stars or without either; the digits must not go on before or after.
STRUCTURED = re.compile(r"(?<![0-9/])([0-9]{3})\s?/\s?([0-9]{4})\s?/\s?([0-9]{5})(?![0-9/])", re.ASCII)
STRUCTURED_PLAIN = re.compile(r"(?:\+{3}|\*{3})\s*([0-9]{12})\s*(?:\+{3}|\*{3})", re.ASCII)

Kind = str
WHAT: Final[Phrases] = {
    "iban": "The account {number} (lines: {count}, together {amount}) fails its check digits: a figure is wrong or "
    "missing. The first line is {line}.",
    "enterprise": "The enterprise number {number} (lines: {count}, together {amount}) fails its check digits: a figure "
    "is wrong or missing. The first line is {line}.",
    "communication": "The structured communication {number} (lines: {count}, together {amount}) fails its check "
    "digits: a figure is wrong. The first line is {line}.",
}


@check(
    "invalid-identifier",
    severity="warning",
    title="A number that fails its own check digits",
    ground="The numbers themselves: the last two digits of an enterprise number and of a structured communication, and "
    "digits 3 and 4 of an account number, are computed from the rest.",
    remedy="Look at the invoice and correct the line (ledger correct LINE --iban … or --supplier-no … --reason …). A "
    "wrong account is also how a payment goes to a stranger.",
)
def invalid_identifier(ledger: Ledger) -> Iterator[Found]:
    """Finds the account numbers, enterprise numbers and structured communications of claimed lines that cannot exist.

    Why: a number with a wrong figure leads to nobody, or to somebody else; it is also a mark of a forged invoice.

    How: an IBAN of any country by its length and check digits, and an old Belgian account number (539-0075470-34); a
    Belgian enterprise number with or without BE, points and the zero in front; a structured communication
    (+++010/8068/17183+++) in the description, the invoice number or the document number. One finding a number, with
    all its lines; the euros are their sum.

    Edge: a number that is none of these, such as a foreign enterprise number or the city's own number for a supplier,
    is left alone. Lists that are evidence are not looked at.
    """
    lines: dict[tuple[Kind, str], list[Expense]] = defaultdict(list)
    known: dict[tuple[Kind, str], bool] = {}
    for expense in ledger.claiming():
        for kind, number in set(_identifiers(expense.details)):
            if (kind, number) not in known:
                known[kind, number] = VALID[kind](number)
            if not known[kind, number]:
                lines[kind, number].append(expense)
    for (kind, number), found in lines.items():
        found.sort(key=lambda e: e.number)
        yield Found(
            f"{kind}|{number}",
            max(e.details.year for e in found),
            sum(e.amount for e in found),
            _sentence(kind, number, found),
            expenses=[e.number for e in found],
        )


def _identifiers(details: Details) -> Iterator[tuple[Kind, str]]:
    account = normal_number(details.iban or "")
    if IBAN.fullmatch(account) or (details.iban and OLD_ACCOUNT.fullmatch(details.iban)):
        yield "iban", account
    enterprise = enterprise_number(details.supplier_no)
    if enterprise is not None:
        yield "enterprise", enterprise
    for text in filter(None, (details.description, details.invoice_no, details.document_no)):
        yield from (("communication", "".join(found.groups())) for found in STRUCTURED.finditer(text))
        yield from (("communication", found[1]) for found in STRUCTURED_PLAIN.finditer(text))


def _is_iban(number: str) -> bool:
    if number.isdigit():  # an old account number has the control of a structured communication
        return _is_communication(number)
    from stdnum import iban

    # Only length, form and check digits: the Belgian rules would also refuse numbers of banks that are gone.
    return iban.is_valid(number, check_country=False)


def _is_enterprise(number: str) -> bool:
    from stdnum.be import vat

    return vat.is_valid(number)


def _is_communication(number: str) -> bool:
    from stdnum.be import ogm_vcs

    return ogm_vcs.is_valid(number)


VALID: Final[dict[Kind, Callable[[str], bool]]] = {
    "iban": _is_iban,
    "enterprise": _is_enterprise,
    "communication": _is_communication,
}


def _sentence(kind: Kind, number: str, lines: list[Expense]) -> Sentence:
    if kind == "enterprise":
        shown = f"{number[:4]}.{number[4:7]}.{number[7:]}"
    elif kind == "communication":
        shown = f"+++{number[:3]}/{number[3:7]}/{number[7:]}+++"
    else:
        shown = number
    return say(
        WHAT[kind], number=shown, count=len(lines), amount=Euro(sum(e.amount for e in lines)), line=lines[0].number
    )
