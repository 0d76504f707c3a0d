"""Reads tools/example_lines.txt into the lines of the example workbooks: the same on every machine."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

LINES = Path(__file__).with_name("example_lines.txt")
FRIDAY = 4
SEED = "subsidy-ledger examples"
NL_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
FR_QUARTERS = ("1er trimestre", "2e trimestre", "3e trimestre", "4e trimestre")
# How each house writes its document and payment order numbers; two lists of one city never share a number.
HOUSE_STYLES = {
    "stad": ("{y}{d:05d}", "{yy}{o:05d}", 10000, 2000),
    "ville": ("R{y}-{d:04d}", "{yy}/R{o:04d}", 400, 100),
    "zone": ("PZ{yy}-{d:05d}", "{yy}.{o:04d}", 3000, 700),
    "bravvo": ("B{yy}/{d:04d}", "{yy}-{o:03d}", 0, 0),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file; `article` also holds the kind of cost or the paying municipality (see the data file)."""

    file: str
    code: str
    article: str
    supplier: str
    text: str
    cents: int
    dated: date
    paid: date
    invoice: str
    mark: str
    series: int
    number: int = 0
    document: str = ""
    order: str = ""

    @property
    def year(self) -> int:
        return self.dated.year

    @property
    def grant(self) -> str:
        """The grant's code; nothing for a line that nobody tagged."""
        return {"": "", "G": "general", "R": "radicalisation"}[self.code[:1]]

    @property
    def commitment(self) -> str:
        return f"{self.year % 100}-{1000 + self.series * 17 + noise(self.text, 13)}"

    @property
    def statement(self) -> str:
        """One bank statement for each working day."""
        return f"{self.paid.year}/{self.paid.timetuple().tm_yday * 5 // 7 + 1:03d}"

    @property
    def sector(self) -> str:
        """What stands in the sector column: a code, or a name where only the sector is known."""
        return f"Activiteitssector {self.code[1]}" if len(self.code) == 2 else self.code

    @property
    def net(self) -> int:
        """Without 21 % VAT; there is none on wages and on training by a non-profit."""
        untaxed = self.invoice == "-" or self.supplier.endswith("vzw")
        return self.cents if untaxed else round(self.cents / 1.21)


def noise(key: str, below: int) -> int:
    """The same number for the same key on every machine and every Python."""
    return int.from_bytes(hashlib.sha256(f"{SEED}|{key}".encode()).digest()[:6]) % below


def cents_of(text: str) -> int:
    return int(text.replace(".", ""))


def divided(cents: int, parts: int, key: str, spread: int) -> list[int]:
    """`cents` over `parts`, uneven by up to `spread` in a thousand, and to the cent."""
    weights = [1000 + noise(f"{key}|{part}", spread) for part in range(parts)]
    edges = [cents * sum(weights[:part]) // sum(weights) for part in range(parts + 1)]
    return [after - before for before, after in pairwise(edges)]


def working_day(day: date) -> date:
    """The day itself, or the Monday after the weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)


def day_in(year: int, month_and_day: str) -> date:
    return date(year, int(month_and_day[:2]), int(month_and_day[2:]))


def worded(text: str, day: date) -> str:
    quarter = (day.month - 1) // 3
    return text.format(
        maand=f"{NL_MONTHS[day.month - 1]} {day.year}",
        kwartaal=f"{quarter + 1}e kwartaal {day.year}",
        trimestre=f"{FR_QUARTERS[quarter]} {day.year}",
    )


def series_lines(file: str, index: int, record: str) -> Iterator[Line]:
    """The lines of one record of the data file, one for each of its dates."""
    fields = [field.strip() for field in record.split("|")]
    code, article, supplier, text, amount, dates, invoice, mark = fields + [""] * (8 - len(fields))
    year = int(file.split("-")[1])
    tokens = dates.split()
    twins = int(tokens[0].partition("*")[2] or 1)
    amounts = divided(cents_of(amount), len(tokens), record, 40 if invoice == "-" else 250)
    for token, cents in zip(tokens, amounts, strict=True):
        known, _, paid_on = token.partition("*")[0].partition(">")
        dated = day_in(year, known)
        delay = 2 + noise(record + token, 4) if invoice == "-" else 19 + noise(record + token, 20)
        paid = day_in(year + 1, paid_on) if paid_on else working_day(dated + timedelta(days=delay))
        line = Line(file, code, article, supplier, worded(text, dated), cents, dated, paid, invoice, mark, index)
        yield from [line] * twins


def read_lines(path: Path = LINES) -> dict[str, list[Line]]:
    """Every file's lines, in the order in which the file shows them, numbered."""
    files: dict[str, list[Line]] = {}
    for index, record in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if record.startswith("["):
            name = record.strip("[]")
            files[name] = []
        elif record and not record.startswith("#"):
            files[name].extend(series_lines(name, index, record))
    invoices = invoice_numbers(line for lines in files.values() for line in lines)
    return {name: list(numbered(name, by_date(name, lines), invoices)) for name, lines in files.items()}


def by_date(name: str, lines: list[Line]) -> list[Line]:
    """The zone lists by municipality and objective, the others by date."""
    if name.startswith("zone"):
        return sorted(lines, key=lambda line: (line.article, line.code, line.dated, line.series))
    return sorted(lines, key=lambda line: (line.dated, line.series))


def invoice_numbers(lines: Iterable[Line]) -> dict[Line, str]:
    """A number in the supplier's own style for every invoice without one; no digit 0, so that no two look alike."""
    used: Counter[str] = Counter()
    numbers: dict[Line, str] = {}
    for line in sorted(lines, key=lambda line: (line.dated, line.file, line.series)):
        if line.invoice:
            continue
        used[line.supplier] += 1 + noise(line.supplier + line.text + str(line.dated), 35)
        count, digits = used[line.supplier] + 90, ""
        while count:
            count, digit = divmod(count, 9)
            digits = str(digit + 1) + digits
        styles = ("{y}/{n}", "F{y}-{n}", "{y}{n}", "FA{y}.{n}", "V-{n}/{y}")
        style = "SV {y}-{n}" if "435" in line.article else styles[noise(line.supplier, len(styles))]
        numbers[line] = style.format(y=line.year, n=digits)
    return numbers


def numbered(name: str, lines: list[Line], invoices: dict[Line, str]) -> Iterator[Line]:
    """Gives the lines their line, document and payment order numbers; one document keeps one number."""
    document_style, order_style, first_document, first_order = HOUSE_STYLES[name.split("-")[0]]
    invoiced = [replace(line, invoice=line.invoice or invoices[line]) for line in lines]
    keys = [(line.supplier, line.dated, line.invoice, line.cents * (line.invoice == "-")) for line in invoiced]
    in_turn = sorted(dict.fromkeys(keys), key=lambda key: key[1])
    documents = {key: place * 7 + noise(str(key), 7) for place, key in enumerate(in_turn, start=1)}
    paid = sorted({(line.paid, documents[key]) for line, key in zip(invoiced, keys, strict=True)})
    orders = {document: place * 3 for place, (_, document) in enumerate(paid, start=1)}
    for number, (line, key) in enumerate(zip(invoiced, keys, strict=True), start=1):
        year = {"y": line.year, "yy": line.year % 100}
        document = document_style.format(**year, d=first_document + documents[key])
        order = order_style.format(**year, o=first_order + orders[documents[key]])
        yield replace(line, number=number, document=document, order=order)
