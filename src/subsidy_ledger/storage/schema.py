"""The tables: tenant first in every key, integer cents, and every row the property of one entry.

Nothing here is ever updated or deleted: the migrations set triggers that refuse it in both databases.
"""

from __future__ import annotations

from subsidy_ledger.storage.columns import metadata
from subsidy_ledger.storage.funding_list_store import funding_list, funding_list_row
from subsidy_ledger.storage.indicator_store import indicator_value
from subsidy_ledger.storage.schema_books import (
    agreement,
    agreement_revision,
    allocation,
    catalogue,
    catalogue_title,
    contribution,
    entry,
)
from subsidy_ledger.storage.schema_decisions import finding_decision, sector_plan
from subsidy_ledger.storage.schema_funding import funding, funding_share, pay_share
from subsidy_ledger.storage.schema_lines import (
    control_total,
    expense,
    file,
    import_,
    import_redo,
    import_undo,
    share,
    source_row,
    superseded,
    supplement,
)
from subsidy_ledger.storage.schema_refused import refused_closing, refused_fault, refused_row
from subsidy_ledger.storage.schema_rules import rule, rule_tagging
from subsidy_ledger.storage.schema_samples import sample, sample_line
from subsidy_ledger.storage.schema_settlement import receipt, ruling, submission, submitted_share
from subsidy_ledger.storage.schema_tie_outs import tie_out, tie_out_booking, tie_out_total

__all__ = [
    "agreement",
    "agreement_revision",
    "allocation",
    "catalogue",
    "catalogue_title",
    "contribution",
    "control_total",
    "entry",
    "expense",
    "file",
    "finding_decision",
    "funding",
    "funding_list",
    "funding_list_row",
    "funding_share",
    "import_",
    "import_redo",
    "import_undo",
    "indicator_value",
    "metadata",
    "pay_share",
    "receipt",
    "refused_closing",
    "refused_fault",
    "refused_row",
    "rule",
    "rule_tagging",
    "ruling",
    "sample",
    "sample_line",
    "sector_plan",
    "share",
    "source_row",
    "submission",
    "submitted_share",
    "superseded",
    "supplement",
    "tie_out",
    "tie_out_booking",
    "tie_out_total",
]
