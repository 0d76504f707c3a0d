"""Currencies other than the euro, as texts and number formats write them."""

from __future__ import annotations

import re

# Codes that stand beside amounts in this part of the world, and those that the euro replaced.
CODES = (
    "AED ALL AMD ARS AUD BAM BGN BHD BRL BYN CAD CDF CHF CLP CNY COP CZK DKK DZD EGP GBP GEL HKD HRK HUF IDR ILS INR "
    "IQD IRR ISK JOD JPY KES KRW KWD LBP MAD MDL MKD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB RWF SAR SEK "
    "SGD SYP THB TND TRY TWD UAH USD UYU VND XAF XOF ZAR "
    "BEF BFR FRF FF NLG HFL DEM DM LUF ITL ESP PTE IEP FIM ATS GRD XEU"
)
SYMBOLS = r"US ?\$|[$£¥₤₣₧₩₪₫₭₮₱₲₴₸₹₺₼₽₾￡￥]|S?Fr\.|z[lł]|K[cč]|k\.?r\.?"
WORD = re.compile(rf"(?<![A-Za-zÀ-ÿ])(?:{'|'.join(CODES.split())}|{SYMBOLS})(?![A-Za-zÀ-ÿ])")


def foreign_currency(text: str) -> str:
    """The currency other than the euro that a text names; "" where it names none.

    >>> foreign_currency("12.50 CHF"), foreign_currency("€ 12"), foreign_currency("12 kg")
    ('CHF', '', '')
    """
    found = WORD.search(text)
    return found[0] if found else ""
