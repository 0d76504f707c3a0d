"""The rows of a draft that concern the settlement of a year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from subsidy_ledger.domain.drafts import Draft

Row = dict[str, Any]


class SettlementRows:
    """Receipts, submissions with their shares, and rulings; see `DraftRows`."""

    _draft: Draft
    _own: Row

    def _receipt(self) -> Iterator[Row]:
        for r in self._draft.receipts:
            yield {
                **self._own, "number": r.number, "grant": r.grant, "year": r.year, "cents": r.cents,
                "received_on": r.received_on, "document": r.document, "reverses": r.reverses,
            }  # fmt: skip

    def _submission(self) -> Iterator[Row]:
        for s in self._draft.submissions:
            yield {
                **self._own, "number": s.number, "grant": s.grant, "year": s.year, "version": s.version,
                "digest": s.digest,
            }  # fmt: skip

    def _submitted_share(self) -> Iterator[Row]:
        for submission in self._draft.submissions:
            for share in submission.shares:
                yield {
                    **self._own, "submission": submission.number, "expense": share.line, "code": share.code,
                    "cents": share.cents, "is_spare": int(share.is_spare),
                }  # fmt: skip

    def _ruling(self) -> Iterator[Row]:
        for r in self._draft.rulings:
            yield {
                **self._own, "submission": r.submission, "expense": r.line, "act": r.act, "claimed": r.claimed,
                "accepted": r.accepted, "reason": r.reason, "document_seen": _flag(r.document_seen),
                "payment_seen": _flag(r.payment_seen), "sha256": r.sha256, "cell": r.cell,
            }  # fmt: skip


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)
