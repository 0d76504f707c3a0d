"""What the errors of a sample come to, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from subsidy_ledger.domain.confidence import factor
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.projection import Evaluation, Projected
from subsidy_ledger.domain.sample_changes import SampleChanges
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.samples import changed_json
from subsidy_ledger.reports.tables import Column, Table, Value, Weight


def evaluation_table(sample: Sample, found: Evaluation, reasons: Mapping[int, str]) -> Table:
    """One row an error, the worst tainting first, and the sums up to the limit."""
    columns = (
        Column("line", "Line", "integer"), Column("stratum", "Stratum", "code"), Column("amount", "Amount", "money"),
        Column("error", "Deducted", "money"), Column("tainting", "Part in error", "percent"),
        Column("projected", "Projected", "money"),
        Column("allowance", "Allowance", "money"), Column("reason", "Reason"),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (
            e.chosen.line, in_words(e.chosen.stratum), e.chosen.cents, e.error, _percent(e), e.projected, e.allowance,
            reasons.get(e.chosen.line),
        )
        for e in found.errors
    ]  # fmt: skip
    rows.append((None, say("Errors found"), None, found.found, None, found.projected, found.incremental, None))
    weights: list[Weight] = ["line" for _ in found.errors]
    return Table(
        "evaluation",
        say("Evaluation of sample {n} of {year}", n=sample.number, year=str(sample.year)),
        columns,
        tuple(rows),
        (*weights, "total"),
        tuple(_sums(sample, found)),
    )


def _percent(error: Projected) -> str:
    part = Decimal(100 * error.tainting.numerator) / Decimal(error.tainting.denominator)
    return str(part.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _sums(sample: Sample, found: Evaluation) -> Iterator[Sentence]:
    yield say("Projected error: {euros}", euros=Euro(found.projected))
    yield say(
        "Basic allowance: {euros} (3 × {interval})",
        euros=Euro(found.basic), interval=Euro(sample.drawn.interval),
    )  # fmt: skip
    yield say("Incremental allowance: {euros}", euros=Euro(found.incremental))
    yield say(
        "Upper limit at 95 %: {euros}, that is {part} of {population}",
        euros=Euro(found.limit), part=part_of(found.limit, sample.drawn.population.cents),
        population=Euro(sample.drawn.population.cents),
    )  # fmt: skip
    if sample.materiality is not None and found.limit <= sample.materiality:
        yield say("The limit is within the materiality of {euros}.", euros=Euro(sample.materiality))
    elif sample.materiality is not None:
        yield say(
            "The limit is {excess} above the materiality of {euros}: look at more lines, or have the errors corrected.",
            excess=Euro(found.limit - sample.materiality), euros=Euro(sample.materiality),
        )  # fmt: skip


def part_of(cents: int, whole: int) -> Sentence:
    """In percent with two decimals, rounded up."""
    percent, hundredths = divmod(-(-cents * 10_000 // whole), 100)
    return say("{percent}.{hundredths} %", percent=percent, hundredths=f"{hundredths:02d}")


def open_lines(lines: tuple[int, ...]) -> Sentence:
    """What is told where lines were not looked at yet."""
    return say_n(
        "{n} line of the sample is not looked at yet, and counts as right: {lines}",
        "{n} lines of the sample are not looked at yet, and count as right: {lines}",
        n=len(lines), lines=Listed(lines),
    )  # fmt: skip


def evaluation_json(
    sample: Sample, found: Evaluation, reasons: Mapping[int, str], unseen: tuple[int, ...], changes: SampleChanges
) -> dict[str, Any]:
    """The evaluation with the factors used; `tainting` is an exact fraction such as "1/3"."""
    return {
        "sample": sample.number, "year": sample.year, "grant": sample.grant, "confidence": "95",
        "factors": [to_text(factor(n)) for n in range(1 + sum(e.chosen.stratum == "interval" for e in found.errors))],
        "errors": [
            {
                "line": e.chosen.line, "stratum": e.chosen.stratum, "amount": to_text(e.chosen.cents),
                "deduction": to_text(e.error), "tainting": str(e.tainting), "projected": to_text(e.projected),
                "allowance": to_text(e.allowance), "reason": reasons.get(e.chosen.line, ""),
            }
            for e in found.errors
        ],
        "found": to_text(found.found), "projected": to_text(found.projected), "basic": to_text(found.basic),
        "incremental": to_text(found.incremental), "upper_limit": to_text(found.limit),
        "materiality": None if sample.materiality is None else to_text(sample.materiality),
        "not_looked_at": list(unseen), "changed": changed_json(changes),
    }  # fmt: skip
