"""Samples as tables and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sample_changes import Moved, SampleChanges, changes_of
from subsidy_ledger.domain.sample_sheet import MARK, SAMPLE, YEAR
from subsidy_ledger.domain.samples import Chosen, Item, Sample
from subsidy_ledger.domain.sampling import strata
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.tables import Column, Table, Value


def samples_table(ledger: Ledger) -> Table:
    """Every sample that was drawn, with who and when."""
    entries = {e.number: e for e in ledger.entries}
    columns = (
        Column("number", "Sample", "integer"), Column("year", "Year", "code"), Column("grant", "Grant", "code"),
        Column("seed", "Seed", "code"), Column("size", "Steps", "integer"),
        Column("materiality", "Materiality", "money"), Column("lines", "Lines drawn", "integer"),
        Column("amount", "Euros drawn", "money"), Column("by", "By"), Column("at", "When", "moment"),
    )  # fmt: skip
    rows = tuple(
        (
            s.number, str(s.year), s.grant, s.seed, s.size, s.materiality, len(s.drawn.chosen),
            sum(c.cents for c in s.drawn.chosen), entries[s.entry].by, entries[s.entry].at,
        )
        for s in ledger.samples
    )  # fmt: skip
    hint = say(
        "None was drawn yet: ledger sample --year {year} --size 30 --seed {year}-A",
        year=str(ledger.agreement.years[-1]),
    )
    return Table("samples", "Samples", columns, rows, (), () if rows else (hint,))


def facts_of(sample: Sample) -> Iterator[tuple[Sentence, Value]]:
    """What an auditor needs to draw the sample again, a label and its value each."""
    drawn, population = sample.drawn, sample.drawn.population
    yield say(SAMPLE), sample.number
    yield say(YEAR), str(sample.year)
    yield say("Grant"), sample.grant or say("all grants")
    yield say("Steps"), sample.size
    yield say("Materiality"), None if sample.materiality is None else Euro(sample.materiality)
    yield say("Seed"), sample.seed
    yield say("Lines above zero"), population.lines
    yield say("Sum of the lines above zero"), Euro(population.cents)
    yield say("Credit notes"), population.negative_lines
    yield say("Sum of the credit notes"), Euro(population.negative_cents)
    yield say("Interval"), Euro(drawn.interval)
    yield say("Start"), Euro(drawn.start)
    yield say("Digest of the population"), population.digest
    yield say(MARK), sample.fingerprint


def sample_table(ledger: Ledger, sample: Sample) -> Table:
    """The lines to look at, and below them how they were drawn."""
    columns = (
        Column("line", "Line", "integer"), Column("stratum", "Stratum", "code"), Column("amount", "Amount", "money"),
        Column("hit", "Cent that chose it", "money"), Column("date", "Date", "date"), Column("supplier", "Supplier"),
        Column("document_no", "Document no", "code"), Column("invoice_no", "Invoice no", "code"),
        Column("file", "File"), Column("sheet", "Sheet"), Column("row", "Row", "integer"),
    )  # fmt: skip
    rows = tuple(_row(ledger, chosen) for chosen in sample.drawn.chosen)
    return Table(
        "sample",
        say("Sample {n} of {year}", n=sample.number, year=str(sample.year)),
        columns,
        rows,
        (),
        tuple(_notes(sample)),
    )


def _row(ledger: Ledger, chosen: Chosen) -> tuple[Value, ...]:
    line = ledger.expense(chosen.line)
    details, source = (line.details, line.source) if line else (None, None)
    facts = (details.date, details.supplier, details.document_no, details.invoice_no) if details else (None,) * 4
    place = (source.file, source.sheet, source.row) if source else (None,) * 3
    return (chosen.line, in_words(chosen.stratum), chosen.cents, chosen.hit, *facts, *place)


def _notes(sample: Sample) -> Iterator[Sentence]:
    drawn, population = sample.drawn, sample.drawn.population
    yield say_n(
        "Drawn from {n} line above zero of {grant}, together {euros}.",
        "Drawn from {n} lines above zero of {grant}, together {euros}.",
        n=population.lines, grant=sample.grant or say("all grants"), euros=Euro(population.cents),
    )  # fmt: skip
    if population.negative_lines:
        yield say_n(
            "{n} credit note, {euros}, stands apart and is looked at whole.",
            "{n} credit notes, {euros}, stand apart and are looked at whole.",
            n=population.negative_lines, euros=Euro(population.negative_cents),
        )  # fmt: skip
    if drawn.interval:
        yield say_n(
            "Seed {seed}, {n} step: lines of {interval} or more are all taken; of the others each that holds the "
            "cent {start}, or one a whole number of intervals further.",
            "Seed {seed}, {n} steps: lines of {interval} or more are all taken; of the others each that holds the "
            "cent {start}, or one a whole number of intervals further.",
            seed=sample.seed, n=sample.size, interval=Euro(drawn.interval), start=Euro(drawn.start),
        )  # fmt: skip
    else:
        yield say("So many steps take every line.")
    yield say("Digest of the population: {digest}", digest=population.digest)


def changed_sentences(sample: Sample, changes: SampleChanges) -> Iterator[Sentence]:
    """What is told where the ledger's lines are no longer those that were drawn from, and what to do."""
    if changes.has_moved:
        yield moved_on(sample)
    if changes.lines:
        yield say_n(
            "{n} line of the sample has changed: {lines}",
            "{n} lines of the sample have changed: {lines}",
            n=len(changes.lines), lines=Listed(tuple(map(_changed, changes.lines)), between="; "),
        )  # fmt: skip
        yield what_to_do(sample)


def moved_on(sample: Sample) -> Sentence:
    """Of a sample whose population is another by now, whether or not its own lines have changed."""
    return say(
        "The lines of {year} have changed since sample {n} was drawn: another one would be drawn now.",
        year=str(sample.year), n=sample.number,
    )  # fmt: skip


def _changed(moved: Moved) -> Sentence:
    lines = tuple(say("line {n} ({euros})", n=item.line, euros=Euro(item.cents)) for item in moved.now)
    return say(
        "line {line} ({euros}) is now: {now}",
        line=moved.chosen.line, euros=Euro(moved.chosen.cents), now=Listed(lines) if lines else now_of(moved),
    )  # fmt: skip


def now_of(moved: Moved) -> Sentence:
    """The lines where the cost of a line stands now, or why it stands nowhere."""
    if moved.now:
        lines = Listed(tuple(item.line for item in moved.now))
        return say_n("line {lines}", "lines {lines}", n=len(moved.now), lines=lines)
    return say("in another grant or year") if moved.is_live else say("taken back")


def what_to_do(sample: Sample) -> Sentence:
    """Of a sample whose lines have changed."""
    return say(
        "Draw anew for the lines as they are now (ledger sample --year {year} …), or evaluate sample {n} as it was "
        "drawn: deductions are held to the amounts drawn.",
        year=str(sample.year), n=sample.number,
    )  # fmt: skip


def changed_json(changes: SampleChanges) -> list[dict[str, Any]]:
    """The lines of the sample that changed, each with the lines where it stands now."""
    return [
        {
            "line": moved.chosen.line, "amount": to_text(moved.chosen.cents),
            "now": [{"line": item.line, "amount": to_text(item.cents)} for item in moved.now],
        }
        for moved in changes.lines
    ]  # fmt: skip


def population_table(items: Sequence[Item], sample: Sample) -> Table:
    """Every line that was drawn from, with the sum so far of the lower stratum: the sample can be redone by hand."""
    taken, _ = strata(items, sample.size)
    hits = {c.line: c.hit for c in sample.drawn.chosen}
    columns = (
        Column("line", "Line", "integer"), Column("amount", "Amount", "money"), Column("stratum", "Stratum", "code"),
        Column("passed", "Sum so far", "money"), Column("hit", "Cent that chose it", "money"),
    )  # fmt: skip
    rows, passed = list[tuple[Value, ...]](), 0
    for item in items:
        stratum = "negative" if item.cents < 0 else "exhaustive" if item.line in taken else "interval"
        passed += item.cents if stratum == "interval" else 0
        shown = passed if stratum == "interval" else None
        rows.append((item.line, item.cents, in_words(stratum), shown, hits.get(item.line)))
    return Table("population", say("Lines drawn from, sample {n}", n=sample.number), columns, tuple(rows))


def sample_json(ledger: Ledger, sample: Sample) -> dict[str, Any]:
    """The sample with all that is needed to draw it again."""
    drawn, population = sample.drawn, sample.drawn.population
    return {
        "number": sample.number, "year": sample.year, "grant": sample.grant, "size": sample.size,
        "materiality": None if sample.materiality is None else to_text(sample.materiality), "seed": sample.seed,
        "interval": to_text(drawn.interval), "start": to_text(drawn.start),
        "population": {
            "lines": population.lines, "amount": to_text(population.cents),
            "negative_lines": population.negative_lines, "negative_amount": to_text(population.negative_cents),
            "digest": population.digest,
        },
        "mark": sample.fingerprint,
        "lines": [_line_json(ledger, chosen) for chosen in drawn.chosen],
        "changed": changed_json(changes_of(ledger, sample)),
    }  # fmt: skip


def _line_json(ledger: Ledger, chosen: Chosen) -> dict[str, Any]:
    line = ledger.expense(chosen.line)
    source = line.source if line else None
    day = line.details.date if line else None
    return {
        "line": chosen.line, "amount": to_text(chosen.cents), "stratum": chosen.stratum,
        "hit": None if chosen.hit is None else to_text(chosen.hit), "date": day.isoformat() if day else None,
        "supplier": line.details.supplier if line else None,
        "document_no": line.details.document_no if line else None,
        "invoice_no": line.details.invoice_no if line else None,
        "source": {"file": source.file, "sha256": source.sha256, "sheet": source.sheet, "row": source.row}
        if source else None,
    }  # fmt: skip
