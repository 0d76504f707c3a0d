"""The tie-outs that count, beside the lines as they are now, in one sentence and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.domain.tie_out import SUMS, Standing, latest, sums_of, tied_out


def tied_out_now(ledger: Ledger, year: int | None = None) -> Iterator[Standing]:
    """Each of the year (or of all), with the entry that recorded it and what both sides come to now."""
    entries = {entry.number: entry for entry in ledger.entries}
    for one in latest(ledger.tie_outs):
        if year is None or one.year == year:
            yield one, entries[one.entry], sums_of(tied_out(ledger, one))


def tied_out_sentence(standing: Standing) -> Sentence:
    tie_out, entry, sums = standing
    return say(
        "{year}, {entity}, beside {file} of {day}: {here} here, {there} there, {matched} matched (tie-out {number})",
        year=str(tie_out.year), entity=tie_out.entity, file=tie_out.file, day=local(entry.at).date(),
        here=Euro(sums.here), there=Euro(sums.there), matched=Euro(sums.matched), number=tie_out.number,
    )  # fmt: skip


def tied_out_json(standing: Standing) -> dict[str, Any]:
    tie_out, entry, sums = standing
    return {
        "tie_out": tie_out.number, "year": tie_out.year, "entity": tie_out.entity, "file": tie_out.file,
        "sha256": tie_out.sha256, "sheet": tie_out.sheet, "by": entry.by, "at": entry.at.isoformat(),
        **{name: to_text(getattr(sums, name)) for name in SUMS},
    }  # fmt: skip
