"""A draft as rows of the tables, made one by one so that a large import need not be held twice."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from typing import Any

from subsidy_ledger.domain.drafts import Draft, DraftImport
from subsidy_ledger.domain.expenses import DETAIL_FIELDS, RuleUse, Share
from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.domain.told import to_plain
from subsidy_ledger.storage.draft_rows_funding import FundingRows
from subsidy_ledger.storage.draft_rows_settlement import SettlementRows
from subsidy_ledger.storage.indicator_store import indicator_rows
from subsidy_ledger.storage.sample_store import sample_line_rows, sample_rows
from subsidy_ledger.storage.tie_out_store import tie_out_booking_rows, tie_out_rows, tie_out_total_rows

Row = dict[str, Any]


class DraftRows(SettlementRows, FundingRows):
    """The rows of one entry, by table; every call makes them anew. `known_files` are kept already, by sha256."""

    def __init__(self, tenancy: Tenancy, draft: Draft, entry: int, known_files: Collection[str]) -> None:
        self._draft = draft
        self._known_files = frozenset(known_files)
        self._owner: Row = {"beneficiary": tenancy.beneficiary, "entry": entry}
        self._own: Row = {**self._owner, "agreement": tenancy.agreement}

    def of(self, table: str) -> Iterator[Row]:
        """The rows of a table by its name in the schema."""
        made: Iterator[Row] = getattr(self, f"_{table}")()
        return made

    def _agreement(self) -> Iterator[Row]:
        if (found := self._draft.agreement) is not None and found.revision == 1:
            yield dict(self._own)

    def _agreement_revision(self) -> Iterator[Row]:
        if (found := self._draft.agreement) is not None:
            yield {
                **self._own, "revision": found.revision, "sha256": found.sha256, "source": found.source,
                "content": found.content,
            }  # fmt: skip

    def _catalogue(self) -> Iterator[Row]:
        for code, level, parent in self._draft.agreement.codes if self._draft.agreement else ():
            yield {**self._own, "code": code, "level": level, "parent": parent}

    def _catalogue_title(self) -> Iterator[Row]:
        if (found := self._draft.agreement) is not None:
            for code, nl, fr, en, transfer in found.titles:
                yield {
                    **self._own, "revision": found.revision, "code": code, "nl": nl, "fr": fr, "en": en,
                    "transfer": transfer,
                }  # fmt: skip

    def _allocation(self) -> Iterator[Row]:
        for a in self._draft.allocations:
            yield {
                **self._own, "grant": a.grant, "year": a.year, "version": a.version, "cents": a.cents,
                "decision": a.decision,
            }  # fmt: skip

    def _contribution(self) -> Iterator[Row]:
        for c in self._draft.contributions:
            yield {
                **self._own, "year": c.year, "version": c.version, "cents": c.cents, "decision": c.decision,
                "document": c.document,
            }  # fmt: skip

    def _sector_plan(self) -> Iterator[Row]:
        for p in self._draft.sector_plans:
            yield {
                **self._own, "sector": p.sector, "year": p.year, "version": p.version, "cents": p.cents,
                "decision": p.decision,
            }  # fmt: skip

    def _finding_decision(self) -> Iterator[Row]:
        for d in self._draft.decisions:
            yield {
                **self._own, "finding": d.finding, "act": d.act, "check_id": d.check, "subject": d.subject,
                "year": d.year, "cents": d.cents, "lines": d.lines,
            }  # fmt: skip

    def _file(self) -> Iterator[Row]:
        written = set(self._known_files)
        for batch in self._draft.imports:
            if batch.record.sha256 not in written:
                written.add(batch.record.sha256)
                yield {
                    **self._owner, "sha256": batch.record.sha256, "size": len(batch.content),
                    "content": batch.content,
                }  # fmt: skip
        for document in self._draft.attachments:
            if document.sha256 not in written:
                written.add(document.sha256)
                yield {
                    **self._owner, "sha256": document.sha256, "size": len(document.content),
                    "content": document.content,
                }  # fmt: skip

    def _import(self) -> Iterator[Row]:
        for record in (batch.record for batch in self._draft.imports):
            yield {
                **self._own, "number": record.number, "file": record.file, "sha256": record.sha256,
                "sheet": record.sheet, "header_row": record.header_row, "entity": record.entity,
                "fields": json.dumps(record.fields), "headers": json.dumps(record.headers, ensure_ascii=False),
                "rows_read": record.rows_read, "rows_new": record.rows_new, "rows_known": record.rows_known,
                "rows_zero": record.rows_zero, "rows_total": record.rows_total, "cents_new": record.cents_new,
                "profile": record.profile, "profile_sha256": record.profile_sha256,
            }  # fmt: skip

    def _import_undo(self) -> Iterator[Row]:
        for number in self._draft.undone:
            yield {**self._owner, "import": number}

    def _import_redo(self) -> Iterator[Row]:
        for number in self._draft.redone:
            yield {**self._owner, "import": number}

    def _superseded(self) -> Iterator[Row]:
        for s in self._draft.superseded:
            yield {**self._owner, "import": s.import_number, "expense": s.expense, "row": s.row}

    def _of_import(self, batch: DraftImport) -> Row:
        return {**self._owner, "import": batch.record.number}

    def _control_total(self) -> Iterator[Row]:
        for batch in self._draft.imports:
            for t in batch.control_totals:
                yield {
                    **self._of_import(batch), "row": t.row, "label": t.label, "stated": t.stated,
                    "computed": t.computed, "year": t.year,
                }  # fmt: skip

    def _source_row(self) -> Iterator[Row]:
        for batch in self._draft.imports:
            for row in batch.rows:
                yield {
                    **self._of_import(batch), "row": row.row, "outcome": row.outcome, "expense": row.expense,
                    "cells": json.dumps(row.cells, ensure_ascii=False),
                }  # fmt: skip

    def _supplement(self) -> Iterator[Row]:
        for batch in self._draft.imports:
            for s in batch.supplements:
                yield {
                    **self._of_import(batch), "row": s.source.row, "expense": s.expense,
                    "payment_date": s.facts.get("payment_date"), "order_no": s.facts.get("order_no"),
                    "statement_no": s.facts.get("statement_no"),
                }  # fmt: skip

    def _refused_row(self) -> Iterator[Row]:
        for batch in self._draft.imports:
            for r in batch.refused:
                yield {
                    **self._own, "number": r.number, "import": r.import_number, "row": r.row, "year": r.year,
                    "cents": r.cents, "facts": _json(dict(r.facts)),
                }  # fmt: skip

    def _refused_fault(self) -> Iterator[Row]:
        for row in (row for batch in self._draft.imports for row in batch.refused):
            for position, f in enumerate(row.faults):
                yield {
                    **self._owner, "refused": row.number, "position": position, "code": f.code, "cell": f.cell,
                    "field": f.field, "value": f.value, "expected": _json(to_plain(f.expected)),
                    "message": _json(to_plain(f.message)),
                }  # fmt: skip

    def _refused_closing(self) -> Iterator[Row]:
        for c in (*self._draft.closings, *(c for batch in self._draft.imports for c in batch.closings)):
            yield {
                **self._owner, "refused": c.refused, "act": c.act, "import": c.import_number, "expense": c.line,
                "successor": c.successor,
            }  # fmt: skip

    def _expense(self) -> Iterator[Row]:
        for expense in self._draft.expenses:
            source = expense.source
            yield {
                **self._own,
                "number": expense.number,
                **{name: getattr(expense.details, name) for name in DETAIL_FIELDS},
                "reverses": expense.reverses,
                "replaces": expense.replaces,
                "import": source.import_number if source else None,
                "row": source.row if source else None,
            }

    def _share(self) -> Iterator[Row]:
        for expense in self._draft.expenses:
            yield from self._shares(expense.number, expense.amount, expense.shares)
        for line, shares in self._draft.taggings.items():
            yield from self._shares(line, sum(s.cents for s in shares), shares)

    def _shares(self, line: int, amount: int, shares: Sequence[Share]) -> Iterator[Row]:
        if sum(share.cents for share in shares) != amount or not shares:
            raise AssertionError(f"the shares of line {line} do not add up to it")
        for position, share in enumerate(shares):
            yield {**self._own, "expense": line, "position": position, "code": share.code, "cents": share.cents}

    def _rule(self) -> Iterator[Row]:
        for rule in self._draft.rules:
            asked = {field.name: getattr(rule.conditions, field.name) for field in fields(rule.conditions)}
            yield {
                **self._own, "number": rule.number, "version": rule.version, "is_live": int(rule.is_live),
                "code": rule.code, **asked,
            }  # fmt: skip

    def _rule_tagging(self) -> Iterator[Row]:
        for expense in self._draft.expenses:
            yield from self._uses(expense.number, expense.tagged_by)
        for line, uses in self._draft.tagged_by.items():
            yield from self._uses(line, uses)

    def _sample(self) -> Iterator[Row]:
        return sample_rows(self._own, self._draft.samples)

    def _sample_line(self) -> Iterator[Row]:
        return sample_line_rows(self._own, self._draft.samples)

    def _tie_out(self) -> Iterator[Row]:
        return tie_out_rows(self._own, self._draft.tie_outs)

    def _tie_out_booking(self) -> Iterator[Row]:
        return tie_out_booking_rows(self._own, self._draft.tie_outs)

    def _tie_out_total(self) -> Iterator[Row]:
        return tie_out_total_rows(self._own, self._draft.tie_outs)

    def _indicator_value(self) -> Iterator[Row]:
        return indicator_rows(self._own, self._draft.indicators)

    def _uses(self, line: int, uses: Sequence[RuleUse]) -> Iterator[Row]:
        for use in uses:
            yield {
                **self._own, "expense": line, "rule": use.rule, "version": use.version, "likeness": use.likeness
            }  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
