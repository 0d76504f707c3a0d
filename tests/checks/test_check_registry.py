"""Running checks: which, in what order, how severe, for which year."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check_cases import batch, kept
from checks_builders import AGREEMENT, ZONE_NAME, books, found, ledgers, line, lines, reversal
from ledger_builders import brussels
from subsidy_ledger.checks.catalogue import CHECKS
from subsidy_ledger.checks.registry import manual, run
from subsidy_ledger.domain.agreement import Parameter, Severity
from subsidy_ledger.domain.agreement_settings import CHECK_IDS
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.parameters import SEVERITIES
from subsidy_ledger.errors import ExitCode, WrongUse

IDS = [one.id for one in CHECKS]
ORDERED = ("untagged", "transfer-payee", "overspent-envelope")


def with_severities(ledger: Ledger, severity: Severity, *checks: str) -> Ledger:
    return replace(ledger, agreement=replace(AGREEMENT, severities=dict.fromkeys(checks, severity)))


def test_empty_books_are_quiet_and_all_checks_ran() -> None:
    """Lost otherwise: "12 checks, no findings" would not mean that anything was looked at."""
    outcome = run(books())
    assert outcome.findings == ()
    assert outcome.checks == (
        "overspent-envelope", "overspent-sector", "spending-without-allocation", "untagged", "outside-agreement",
        "year-doubtful", "transfer-untagged", "transfer-payee", "transfer-unproven", "deduction-exceeds-contribution",
        "transfer-project-mismatch", "transfer-counted-twice", "claimed-twice", "duplicate-invoice",
        "near-duplicate", "double-financing", "document-missing", "payment-missing", "paid-late", "invalid-identifier",
        "below-procurement-threshold", "personal-data", "control-total", "rows-refused",
        "file-tie-out",
    )  # fmt: skip
    assert set(outcome.checks) == set(CHECK_IDS)


def test_only_the_checks_asked_for_run_in_the_order_of_the_catalogue() -> None:
    """Lost otherwise: `--check` would show what nobody asked for."""
    ledger = books(line(1, 100, None), line(2, 999_999))
    outcome = run(ledger, only=[" UNTAGGED ", "overspent-envelope"])
    assert outcome.checks == ("overspent-envelope", "untagged")
    assert [f.check for f in outcome.findings] == ["overspent-envelope", "untagged"]


def test_an_unknown_check_is_refused_with_the_nearest_and_the_list() -> None:
    """Lost otherwise: a typing mistake would look like a clean ledger."""
    with pytest.raises(WrongUse, match=r'no check "duplicate-invoices"; nearest: duplicate-invoice,') as caught:
        run(books(), only=["duplicate-invoices"])
    assert caught.value.code == "check-unknown"
    assert caught.value.exit_code == ExitCode.USAGE
    assert f"The checks are: {', '.join(IDS)}." in str(caught.value)


@pytest.mark.parametrize("check", IDS)
def test_every_check_has_a_manual(check: str) -> None:
    """Lost otherwise: `--explain` would have nothing to say about a finding."""
    page = manual(check)
    for part in (page.title, page.ground, page.remedy):
        assert len(part) > 10
    for word in ("Finds", "Why: ", "How", "Edge: "):
        assert word in page.text
    assert str(page).startswith(f"{check} ({page.severity})")
    assert ("Ground (an assumption): " in str(page)) is page.assumption


def test_the_manual_shows_the_severity_the_city_chose() -> None:
    """Lost otherwise: the manual and the findings would contradict each other."""
    assert manual("untagged").severity == "warning"
    assert manual("untagged", replace(AGREEMENT, severities={"untagged": "error"})).severity == "error"
    with pytest.raises(WrongUse):
        manual("untaged")


def test_the_agreement_decides_how_serious_a_finding_is() -> None:
    """Lost otherwise: a city could not make a check louder or softer."""
    ledger = books(line(1, 100, None))
    assert [f.severity for f in found("untagged", ledger)] == ["warning"]
    assert [f.severity for f in found("untagged", with_severities(ledger, "info", "untagged"))] == ["info"]
    assert [f.severity for f in found("untagged", with_severities(ledger, "info", "overspent-envelope"))] == ["warning"]


def test_findings_come_by_severity_check_year_and_subject() -> None:
    """Lost otherwise: the worst would not be on top, and line 10 would stand before line 9."""
    ledger = books(
        line(10, 5, "A1.1", supplier="X"),
        line(9, 5, "A1.1", supplier="X"),
        line(3, 5, "A1.1", supplier="X", year=2018),
        line(1, 5, None),
        line(2, 5, None, year=2018),
        line(4, 999_999),
    )
    assert [(f.severity, f.check, f.year, f.subject) for f in run(ledger, only=ORDERED).findings] == [
        ("error", "overspent-envelope", 2019, "alpha|2019"),
        ("error", "transfer-payee", 2018, "3"),
        ("error", "transfer-payee", 2019, "9"),
        ("error", "transfer-payee", 2019, "10"),
        ("warning", "untagged", 2018, "2018"),
        ("warning", "untagged", 2019, "2019"),
    ]


def test_a_year_shows_its_own_findings_only() -> None:
    """Lost otherwise: the file of 2018 would carry the faults of 2019."""
    ledger = books(line(1, 5, None, year=2018), line(2, 7, None), line(3, 9, "A1.1", year=2018, supplier=ZONE_NAME))
    assert [(f.check, f.cents) for f in run(ledger, year=2018, only=ORDERED).findings] == [("untagged", 5)]
    assert [(f.check, f.cents) for f in run(ledger, year=2019, only=ORDERED).findings] == [("untagged", 7)]
    assert run(ledger, year=2017, only=ORDERED).findings == ()


def test_the_id_of_a_finding_is_known_beforehand() -> None:
    """Lost otherwise: a decision on a finding would be lost with the next version of the program."""
    (finding,) = found("untagged", books(line(1, 5, None)))
    assert finding.id == "c900207557"


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_never_matters(ledger: Ledger, shuffler: random.Random) -> None:
    """Lost otherwise: two databases that hold the same would find different things."""
    shuffled = list(ledger.expenses)
    shuffler.shuffle(shuffled)
    assert run(replace(ledger, expenses=tuple(shuffled))) == run(ledger)


@given(ledgers(), lines(1000))
def test_a_line_and_its_reversal_change_no_finding(ledger: Ledger, extra: object) -> None:
    """Lost otherwise: a mistake that was taken back would keep being reported."""
    added = replace(line(1000, 1), **{name: getattr(extra, name) for name in ("details", "shares", "source")})
    longer = replace(ledger, expenses=(*ledger.expenses, added, reversal(1001, added)))
    assert run(longer) == run(ledger)


@given(ledgers())
def test_findings_are_distinct_sorted_and_speak_of_lines_that_count(ledger: Ledger) -> None:
    """Lost otherwise: a decision would hit two findings, or an auditor would be sent to a line that was taken back."""
    outcome = run(ledger)
    assert len({f.id for f in outcome.findings}) == len(outcome.findings)
    live = {e.number for e in ledger.live()}
    for finding in outcome.findings:
        assert set(finding.expenses) <= live
        assert list(finding.expenses) == sorted(set(finding.expenses))
        assert "{" not in str(finding.sentence)
        assert "None" not in str(finding.sentence)
    ranks = [SEVERITIES.index(f.severity) for f in outcome.findings]
    assert all(before <= after for before, after in pairwise(ranks))


@given(ledgers())
def test_the_years_together_hold_every_finding(ledger: Ledger) -> None:
    """Lost otherwise: a fault could fall between two yearly files."""
    by_year = {f.id for year in (2018, 2019, 2021) for f in run(ledger, year=year).findings}
    assert by_year == {f.id for f in run(ledger).findings}


@given(ledgers())
def test_each_check_alone_finds_what_it_finds_among_the_others(ledger: Ledger) -> None:
    """Lost otherwise: one check's outcome would hang on another's."""
    together = run(ledger).findings
    for check in IDS:
        assert found(check, ledger) == tuple(f for f in together if f.check == check)


def test_the_page_of_a_manual_is_laid_out_in_paragraphs_with_what_is_in_force() -> None:
    """Lost otherwise: `--explain` would leave out a parameter, its reason or the remedy, or run them together."""
    own = replace(AGREEMENT, parameters=(Parameter("file-due-2018", "2019-05-31"),))
    page = str(manual("paid-late", own)).split("\n\n")
    assert page[:2] == ["paid-late (info)", "Paid after the year's file was due."]
    assert page[2].startswith("Finds, for each budget year, ")
    assert page[3].startswith("Why: ")
    assert page[6].startswith("Ground (an assumption): The sister decree")
    assert page[7] == "Parameters in force:"
    assert page[8] == "file-due-2018 = 2019-05-31: On which day the year's financial file is due."
    assert " ".join(page[9].split()).startswith(
        "file-due-2019 = 2020-06-30: On which day the year's financial file is due. Assumption: 30 June of the next "
    )
    assert page[10].startswith("What to do: See whether")
    assert len(page) == 11
    assert max(len(line) for part in page for line in part.splitlines()) == 100
    days = str(manual("near-duplicate", AGREEMENT))
    assert "near-duplicate-days = 7:" in days
    assert "near-duplicate-days2018" not in days
    assert "Parameters in force" not in str(manual("paid-late"))
    assert "Parameters in force" not in str(manual("untagged", AGREEMENT))
    assert manual("paid-late").trial is False


def test_the_phrases_of_a_manual_are_all_that_its_page_says() -> None:
    """Lost otherwise: a text of the page would stay untranslated."""
    told = list(manual("paid-late", AGREEMENT).phrases())
    assert told[0] == "{check} ({severity})"
    assert "On which day the year's financial file is due" in told
    assert told[-1] == manual("paid-late").remedy


def test_three_checks_are_named_as_the_nearest() -> None:
    """Lost otherwise: nobody would find the name among all of them."""
    with pytest.raises(WrongUse) as caught:
        run(books(), only=["transfer"])
    assert str(caught.value).split("; nearest: ")[1].split(". The")[0].count(", ") == 2


def test_findings_of_no_year_come_last_and_are_of_every_year() -> None:
    """Lost otherwise: what is of no year would be hidden from whoever looks at one."""
    rows = [kept(1, 500), kept(2, 1, year=2018), replace(kept(3, 7), import_number=2), replace(kept(4, 7, year=2018),
            import_number=3)]  # fmt: skip
    ledger = books(imports=tuple(batch(n) for n in (1, 2, 3)), refused=tuple(rows))
    assert [f.year for f in found("rows-refused", ledger)] == [2018, 2019, None]
    assert [f.year for f in found("rows-refused", ledger, year=2018)] == [2018, None]


def test_another_agreement_is_not_told_articles_that_it_does_not_have() -> None:
    """Lost otherwise: an auditor of a second city would look for a provision that stands in another's agreement."""
    elsewhere = replace(brussels(), code="zonnebergen")
    for one in CHECKS:
        own, other = manual(one.id, brussels()), manual(one.id, elsewhere)
        assert one.cites_agreement == one.ground.startswith("The agreement"), one.id
        assert (other.ground != own.ground) == one.cites_agreement, one.id
        assert other.assumption == (one.assumption or one.cites_agreement), one.id
    # Laws and practice are the same everywhere.
    assert "national register" in manual("personal-data", elsewhere).ground
