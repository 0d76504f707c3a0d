"""The rows of a draft that concern other subsidies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from subsidy_ledger.domain.drafts import Draft
from subsidy_ledger.storage.funding_list_store import funding_list_row_rows, funding_list_rows

Row = dict[str, Any]


class FundingRows:
    """Sources, their shares of lines and of one person's pay, and their lists; see `DraftRows`."""

    _draft: Draft
    _own: Row

    def _funding(self) -> Iterator[Row]:
        for f in self._draft.fundings:
            yield {
                **self._own, "code": f.code, "version": f.version, "title": f.title, "funder": f.funder,
                "starts_on": f.starts_on, "ends_on": f.ends_on, "is_live": int(f.is_live),
            }  # fmt: skip

    def _funding_share(self) -> Iterator[Row]:
        for s in self._draft.funding_shares:
            yield {
                **self._own, "expense": s.expense, "funding": s.funding, "version": s.version, "cents": s.cents
            }  # fmt: skip

    def _pay_share(self) -> Iterator[Row]:
        for s in self._draft.pay_shares:
            yield {
                **self._own, "person": s.person, "month": s.month, "expense": s.expense, "funding": s.funding,
                "version": s.version, "basis": s.basis,
            }  # fmt: skip

    def _funding_list(self) -> Iterator[Row]:
        return funding_list_rows(self._own, self._draft.funding_lists)

    def _funding_list_row(self) -> Iterator[Row]:
        return funding_list_row_rows(self._own, self._draft.funding_lists)
