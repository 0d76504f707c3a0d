"""Writes the list of problems an import can give, in each language: python -m tools.problems_page"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from tools.problem_codes import MANY, ROOT, Code, problem_codes

from subsidy_ledger.domain.sentences import Fact, Sentence
from subsidy_ledger.i18n import words_of

PAGES = {"en": ROOT / "docs" / "problems.md", "nl": ROOT / "docs" / "nl" / "problems.md",
         "fr": ROOT / "docs" / "fr" / "problems.md"}  # fmt: skip
# What stands in the examples for each fact; for some codes another.
FACTS = {
    "all": "40", "amount": "F", "area": "A24", "asked": "2019", "cell": "B3", "cells": "F12, F15", "code": "G2.1",
    "codes": "G2, R2", "column": "F", "columns": 'F "Te betalen" (1 250.00)', "comma": "1500.00", "credit": "H",
    "currency": "CHF", "day": "25/03/1925", "debit": "G", "euros": "1 250.00", "example": "3f2a-81d0-77aa-0c5b",
    "field": "payment date", "fields": "amount, year, supplier", "file": "stad-2019.xlsx", "first": "1", "gap": "50.00",
    "grant": "Sociale toelage", "heading": "Bedrag", "label": "Totaal", "last": "19/03/2031", "letters": "F, H",
    "limit": "100", "line": "12", "more": "200", "n": "3", "name": "amount", "named": "A Datum, F Bedrag",
    "names": "general, radicalisation", "near": "G2.1 (prevention)", "needed": "200", "one": "03/04/2019",
    "other": "04/03/2019", "own": "2018", "place": "Blad1", "point": "1.50", "reason": "I/O error", "row": "13",
    "rows": "13", "rules": "1", "sheet": "Blad1", "shown": "#REF!", "stated": "1 300.00", "sum": "1 250.00",
    "tables": '"Blad1" (12), "Blad2" (9)',
    "text": "1.500", "total": "-1 250.00", "unit": "k€", "value": "12,5O", "wanted": "3f2a-81d0", "where": "Blad1",
    "year": "2019",
}  # fmt: skip
FACTS_OF: Mapping[str, Mapping[str, str]] = {
    "amount-merged": {"first": "13", "last": "15"},
    "amount-in-thousands": {"value": "125"}, "amount-is-percent": {"value": "21 %"},
    "amount-too-large": {"value": "99999999999999"}, "article-is-date": {"value": "2019-06-01"},
    "as-new-row": {"rows": "13"}, "code-ambiguous": {"text": "Sector 2"}, "code-contradicts-grant": {
        "text": "G2.1", "other": "general", "grant": "Radicalisering"},
    "code-unknown": {"text": "G2.9"}, "columns-ambiguous": {
        "names": 'F "Bedrag" and G "Totaal"', "field": "amount", "name": "amount", "first": "F"},
    "date-ambiguous": {"text": "03/04/2019", "column": "C (Datum)", "first": "31/03/2019"},
    "date-other-order": {"value": "03/25/2019"}, "date-out-of-range": {"value": "1925-03-25"},
    "date-two-readings": {"value": "03/04/2019"}, "date-without-day": {"value": "03/2019"},
    "error-cell": {"shown": "#REF!"}, "factor-in-title": {"text": "in duizend euro"},
    "file-posted-otherwise": {"n": "7"}, "grid-too-large": {"row": "1048576", "columns": "16384"},
    "formula-uncalculated": {"shown": "=SUM(F2:F9)"},
    "identifier-destroyed": {"value": "7,17E+13"}, "leading-zeros-lost": {"cells": "B9", "n": "6"},
    "map-column": {"column": "Z"}, "map-column-twice": {"column": "Bedrag"}, "map-field": {"name": "bedrag"},
    "mostly-negative": {"n": "38"}, "no-table": {"first": "F", "n": "40"}, "not-a-date": {"value": "31/02/2019"},
    "not-a-year": {"value": "20019"}, "not-an-amount": {"value": "TRUE"}, "number-ambiguous": {"column": "F (Bedrag)"},
    "number-other-mark": {"value": "1,234.56"}, "number-two-readings": {"value": "1.500"},
    "plan-unreadable": {"text": "plan 3"}, "rules-disagree": {"first": "1", "second": "2", "other": "G2.2"},
    "row-too-long": {}, "sheet-twice": {"other": '"Blad1!A:F"', "sheet": '"Blad1!E:G"'},
    "sheet-unknown": {"sheet": "Blad3", "names": "Blad1, Blad2"},
    "sheets-ambiguous": {"first": '--sheet "Blad1"', "all": '--sheet "Blad1" --sheet "Blad2"'},
    "tables-ambiguous": {"first": '--sheet "Blad1!A:F"', "all": '--sheet "Blad1!A:F" --sheet "Blad1!H:M"'},
    "sign-unreadable": {"value": "X"}, "text-damaged": {"code": "0", "file": "export.csv"},
    "text-encoding": {"file": "export.csv"}, "too-many-decimals": {"value": "12.345"},
    "vat-is-rate": {"column": "G", "heading": "Btw"}, "year-outside": {"year": "2091", "first": "2018", "last": "2019"},
}  # fmt: skip
HEAD = {
    "en": (
        "Every problem that an import can give, found in the program itself by `python -m tools.problems_page`; the "
        "examples are filled in. A refused row keeps the whole file out until it is mended, unless `--accept-partial` "
        "is said; a warning keeps nothing out. The code stands in `--format json`."
    ),
    "nl": (
        "Elk probleem dat een import kan geven, in het programma zelf gevonden door `python -m tools.problems_page`; "
        "de voorbeelden zijn ingevuld. Een geweigerde rij houdt het hele bestand tegen tot ze verbeterd is, tenzij met "
        "`--accept-partial`; een waarschuwing houdt niets tegen. De code staat in `--format json`."
    ),
    "fr": (
        "Tous les problèmes qu'une importation peut donner, trouvés dans le programme même par "
        "`python -m tools.problems_page` ; les exemples sont complétés. Une ligne refusée bloque tout le fichier "
        "jusqu'à sa correction, sauf avec `--accept-partial` ; un avertissement ne bloque rien. Le code figure dans "
        "`--format json`."
    ),
}
TEXTS = {
    "en": {
        "title": "What an import can say", "cells": "Cells and rows", "files": "The file as a whole",
        "refused": "refused", "warning": "warning", "file": "file refused, exit 4", "usage": "wrong use, exit 2",
        "expected": "Expected:",
    },
    "nl": {
        "title": "Wat een import kan zeggen", "cells": "Cellen en rijen", "files": "Het bestand als geheel",
        "refused": "geweigerd", "warning": "waarschuwing", "file": "bestand geweigerd, exit 4",
        "usage": "verkeerd gebruik, exit 2", "expected": "Verwacht:",
    },
    "fr": {
        "title": "Ce qu'une importation peut dire", "cells": "Cellules et lignes",
        "files": "Le fichier dans son ensemble", "refused": "refusé", "warning": "avertissement",
        "file": "fichier refusé, exit 4", "usage": "mauvais usage, exit 2", "expected": "Attendu\u00a0:",
    },
}  # fmt: skip


def problems_page(language: str) -> str:
    """The page in one language: what is said of cells and rows, then what is said of a file as a whole."""
    texts, codes = TEXTS[language], problem_codes()
    of_cells = [code for code in codes if code.weights & {"refused", "warning"}]
    of_files = [code for code in codes if code not in of_cells]
    parts = [f"# {texts['title']}\n\n{HEAD[language]}\n"]
    for title, chosen in ((texts["cells"], of_cells), (texts["files"], of_files)):
        parts.append(f"## {title}\n")
        parts += [_section(code, language) for code in chosen]
    return "\n".join(parts)


def _section(code: Code, language: str) -> str:
    """Code, weight, every sentence it can come with, and what was expected."""
    texts = TEXTS[language]
    weight = ", ".join(texts[name] for name in ("refused", "warning", "file", "usage") if name in code.weights)
    lines = [f"**{code.name}** ({weight})\n", *(f"- {_said(code, each, language)}" for each in code.messages)]
    if code.expected:
        expected = "; ".join(dict.fromkeys(_said(code, each, language) for each in code.expected))
        lines.append(f"- *{texts['expected']} {expected}*")
    return "\n".join(lines) + "\n"


def _said(code: Code, template: str, language: str) -> str:
    one, _, many = template.partition(MANY)
    named = {name for _, name, _, _ in Formatter().parse(one + many) if name}
    facts: dict[str, Fact] = {**dict.fromkeys(named, "…"), **FACTS, **FACTS_OF.get(code.name, {})}
    if many:
        facts["n"] = 3
    return words_of(language).say(Sentence(one, facts, many)).replace("<", "&lt;")


if __name__ == "__main__":
    for spoken, page in PAGES.items():
        page.write_text(problems_page(spoken), encoding="utf-8")
