"""Other subsidies, samples, general ledgers, rules and refused rows as changes, each beside what it was before."""

from __future__ import annotations

from dataclasses import replace

from act_builders import claim, corrected, said, told
from ledger_builders import YEAR, expense, ledger_of
from subsidy_ledger.domain.acts_beside import others
from subsidy_ledger.domain.acts_on_claims import settled
from subsidy_ledger.domain.funding_lists import FundingList, ListRow
from subsidy_ledger.domain.records import (
    Funding,
    FundingShare,
    PayShare,
    TieOut,
)
from subsidy_ledger.domain.refused import Closing, RefusedRow
from subsidy_ledger.domain.rules import Conditions, Rule
from subsidy_ledger.domain.samples import Chosen, Drawn, Population, Sample
from subsidy_ledger.domain.submitted import Ruling, SubmittedShare


def test_shares_of_other_subsidies_stand_beside_what_they_were_also_after_a_correction() -> None:
    """Lost otherwise: a share given to the corrected line would look like money added to the first one's."""
    shares = (FundingShare(1, "PSP", 1, 30, 4), FundingShare(9, "PSP", 1, 20, 6), FundingShare(2, "PSP", 1, 5, 7),
              FundingShare(77, "PSP", 1, 5, 7))  # fmt: skip
    pay = tuple(
        PayShare("P1", month, number, None if number else "PSP", None, 2500, entry)
        for month, number, entry in ((f"{YEAR}-03", 9, 8), (f"{YEAR}-04", None, 9), (f"{YEAR - 1}-12", None, 10),
                                     (f"{YEAR - 1}-12", 2, 11), (f"{YEAR}-05", 77, 12))
    )  # fmt: skip
    other = expense(3, 9, "G1.1", year=YEAR - 1)
    ledger = ledger_of(
        [*corrected(90), other], funding_shares=(*shares, FundingShare(3, "PSP", 1, 5, 9)), pay_shares=pay
    )
    found = list(others(ledger, YEAR))
    assert [(c.entry, c.act, c.lines) for c in found] == [
        (4, "funding", (1,)), (6, "funding", (9,)), (7, "funding", (2,)), (8, "funding", (9,)), (9, "funding", ()),
        (11, "funding", (2,)),
    ]  # fmt: skip
    assert [words for _, words in said(found)] == [
        "PSP pays of the document: 0.00 -> 0.30", "PSP pays of the document: 0.30 -> 0.20",
        "PSP pays of the document: 0.00 -> 0.05", f"25 % of the pay of P1 in {YEAR}-03",
        f"25 % of the pay of P1 in {YEAR}-04", f"25 % of the pay of P1 in {YEAR - 1}-12",
    ]  # fmt: skip


def test_samples_general_ledgers_subsidies_and_rules_are_told() -> None:
    """Lost otherwise: what was drawn, compared or named would leave no trace on the sheet."""
    drawn = Drawn(Population(3, 9, 0, 0, ""), 0, 0, (Chosen(1, 5, "exhaustive"), Chosen(2, 4, "exhaustive")))
    rule = Rule(1, 2, "G2.1", Conditions(account="61"), True, 5)
    ledger = ledger_of(
        [],
        samples=(Sample(1, YEAR, None, 2, None, "7", drawn, 2), Sample(2, YEAR - 1, None, 2, None, "7", drawn, 2)),
        tie_outs=(TieOut(1, YEAR, "city", "gl.xlsx", "", "", (), 3), TieOut(2, YEAR - 1, "city", "x", "", "", (), 3)),
        fundings=(Funding("PSP", 1, "Plan", "State", None, None, True, 4),
                  Funding("EU", 1, "F", "EU", None, None, False, 4)),
        rules=(rule, replace(rule, number=3, is_live=False)),
    )  # fmt: skip
    assert told(others(ledger, YEAR)) == [
        (2, "sampled", {}, {}, (), "sample 1: 2 lines, seed 7"), (3, "tied-out", {}, {}, (), ""),
        (4, "funding", {}, {}, (), "PSP: Plan, State"), (4, "funding", {}, {}, (), "EU: F, EU; retired"),
        (5, "rule", {"G2.1": 0}, {"G2.1": 0}, (), "rule 1, version 2: G2.1"),
        (5, "rule", {"G2.1": 0}, {"G2.1": 0}, (), "rule 3, version 2: G2.1; retired"),
    ]  # fmt: skip
    assert next(c.decision for c in others(ledger, YEAR) if c.act == "tied-out") == "gl.xlsx"


def test_a_list_that_is_withdrawn_says_what_it_was() -> None:
    """Lost otherwise: a list kept by mistake and taken back would be told as one of no rows, and its euros vanish."""

    def kept(number: int, funding: str, sha: str, *cents: int, year: int = YEAR) -> FundingList:
        rows = tuple(ListRow("", f"C{n}", each) for n, each in enumerate(cents, 2))
        return FundingList(number, funding, number, year, f"{sha}.xlsx", sha, "", rows, number + 10)

    lists = (kept(2, "PSP", "a"), kept(1, "PSP", "a", 500, 20), kept(3, "EU", "a"), kept(4, "PSP", "b", 7),
             kept(5, "PSP", "c"), kept(6, "PSP", "d", 1, year=YEAR - 1), kept(7, "EU", "e", 5, 5),
             kept(8, "EU", "e", 5))  # fmt: skip
    assert said(others(ledger_of([], funding_lists=lists), YEAR)) == [
        (11, f"list of PSP for {YEAR} kept: a.xlsx, 2 rows, 5.20"),
        (12, f"list of PSP for {YEAR} withdrawn: a.xlsx, 2 rows, 5.20"),
        (13, f"list of EU for {YEAR} kept: a.xlsx, 0 rows, 0.00"),
        (14, f"list of PSP for {YEAR} kept: b.xlsx, 1 row, 0.07"),
        (15, f"list of PSP for {YEAR} kept: c.xlsx, 0 rows, 0.00"),
        (17, f"list of EU for {YEAR} kept: e.xlsx, 2 rows, 0.10"),
        (18, f"list of EU for {YEAR} kept: e.xlsx, 1 row, 0.05"),
    ]


def test_refused_rows_that_were_closed_or_opened_again_are_told() -> None:
    """Lost otherwise: a row that never became a line could be closed without anybody seeing it."""
    rows = tuple(
        RefusedRow(n, 1, 1, n, year, cents, {}, (), ())
        for n, year, cents in ((1, YEAR, 500), (2, None, None), (3, YEAR - 1, 7))
    )
    closings = (
        Closing(1, "close", 4, line=12),
        Closing(2, "close", 5),
        Closing(2, "reopen", 6),
        Closing(3, "close", 7),
    )
    assert told(others(ledger_of([], refused=rows, refused_closings=closings), YEAR)) == [
        (4, "refused", {}, {}, (12,), "refused row 1 (5.00): open -> closed"),
        (5, "refused", {}, {}, (), "refused row 2 (amount unknown): open -> closed"),
        (6, "refused", {}, {}, (), "refused row 2 (amount unknown): closed -> open"),
    ]


def test_a_ruling_on_one_of_two_lines_of_a_cost_is_told_beside_its_own() -> None:
    """Lost otherwise: the half that was accepted would be told as what the other half was before."""
    lines = [*corrected(60), replace(expense(10, 40, "G1.1"), entry=5, replaces=1)]
    ledger = ledger_of(
        lines, submissions=(claim(2, 6, SubmittedShare(9, "G1.1", 60), SubmittedShare(10, "G1.1", 40)),),
        rulings=(Ruling(2, 9, "accept", 60, 60, "", 7), Ruling(2, 10, "reject", 40, 0, "", 8)),
    )  # fmt: skip
    assert [(before, after) for _, _, before, after, *_ in told(settled(ledger, YEAR))] == [
        ({"general": 0}, {"general": 60}), ({"general": 0}, {"general": 0}),
    ]  # fmt: skip
