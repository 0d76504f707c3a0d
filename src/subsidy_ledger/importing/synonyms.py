"""What the columns of expense lists are called in Dutch, French and English; declared, so that a word is one line."""

from __future__ import annotations

SYNONYMS: dict[str, tuple[str, ...]] = {
    "line_no": ("volgnr", "nr", "lijn", "lijnnr", "n° d'ordre", "ligne", "n° ligne", "line", "line no"),
    "year": (
        "dienstjaar", "boekjaar", "begrotingsjaar", "jaar", "exercice", "exercice budgétaire", "année budgétaire",
        "année", "budget year", "year",
    ),
    "document_no": (
        "boekstuknr", "boekstuk", "stuknr", "stuknummer", "documentnr", "document", "bewijsstuk", "n° de pièce",
        "pièce",
        "pièce comptable", "n° pièce comptable", "n° document", "pièce justificative", "voucher no", "voucher",
        "document no", "trans no", "transaction no",
    ),
    "invoice_no": (
        "factuurnr", "factuur", "uw referte", "n° facture", "n° de facture", "facture", "référence facture",
        "invoice no",
        "invoice",
    ),
    "invoice_date": (
        "factuurdatum", "datum factuur", "documentdatum", "datum", "date facture", "date de facture",
        "date de la facture",
        "date de la pièce", "date pièce", "date", "invoice date", "document date",
    ),
    "booking_date": (
        "boekingsdatum", "boekdatum", "datum aanrekening", "datum boeking", "date comptable", "date d'imputation",
        "posting date", "booking date",
    ),
    "payment_date": (
        "betaaldatum", "datum betaling", "datum betaald", "valutadatum", "date de paiement", "date paiement",
        "date valeur",
        "date paid", "paid date", "payment date",
    ),
    "commitment_no": (
        "vastlegging", "vastleggingsnr", "bestelbon", "bestelbonnr", "engagement", "n° engagement", "bon de commande",
        "commitment", "commitment no", "po", "po no",
    ),
    "charge_no": ("aanrekening", "aanrekeningsnr", "imputatie", "imputation", "n° imputation", "posting no"),
    "order_no": (
        "mandaat", "mandaatnr", "bevelschrift", "bevelschriftnr", "betalingsopdracht", "mandat", "n° mandat",
        "n° de mandat", "ordonnancement", "payment order",
    ),
    "statement_no": (
        "uittreksel", "uittrekselnr", "dagafschrift", "rekeninguittreksel", "extrait", "n° extrait", "n° d'extrait",
        "extrait de compte", "statement no", "statement",
    ),
    "budget_article": (
        "begrotingsartikel", "budgetartikel", "artikel", "budgetsleutel", "beleidsitem", "kostenplaats", "article",
        "article budgétaire", "allocation", "centre de frais", "budget article", "cost centre", "cost center",
    ),
    "account": ("algemene rekening", "grootboekrekening", "compte général", "compte", "gl account"),
    "supplier": (
        "leverancier", "leveranciersnaam", "crediteur", "derde", "begunstigde", "naam", "fournisseur", "créancier",
        "tiers", "bénéficiaire", "supplier", "supplier name", "payee", "vendor", "beneficiary",
    ),
    "supplier_no": (
        "ondernemingsnr", "kbo", "kbo nr", "btw nr", "n° d'entreprise", "n° entreprise", "bce", "n° bce", "n° tva",
        "company no", "vat no",
    ),
    "iban": ("rekening", "rekeningnr", "bankrekening", "iban", "compte bancaire", "bank account"),
    "description": (
        "omschrijving", "mededeling", "voorwerp", "betreft", "libellé", "objet", "description", "communication",
    ),
    "net_amount": (
        "bedrag excl. btw", "bedrag exclusief btw", "excl. btw", "netto", "nettobedrag", "maatstaf", "montant htva",
        "montant hors tva", "montant ht", "htva", "hors tva", "ht", "net", "net amount", "amount excl. vat",
    ),
    "vat_amount": ("btw", "btw-bedrag", "bedrag btw", "tva", "montant tva", "vat", "vat amount"),
    "amount": (
        "bedrag", "bedrag incl. btw", "bedrag inclusief btw", "incl. btw", "totaal", "totaalbedrag", "totaal bedrag",
        "totaal incl. btw", "totaal inclusief btw", "bruto", "brutobedrag", "factuurbedrag", "bedrag factuur",
        "montant", "tvac", "montant tvac", "ttc", "montant ttc", "montant total", "montant brut", "montant facture",
        "montant de la facture", "total", "total tvac", "total ttc", "amount", "gross", "gross amount",
        "amount incl. vat", "total amount", "total incl. vat", "invoice amount",
    ),
    "debit": ("debet", "débit", "debit"),
    "credit": ("credit", "crédit"),
    "sign": ("d/c", "sens", "dc"),
    "claimed": (
        "ten laste van toelage", "ten laste van de toelage", "bedrag ten laste van toelage",
        "bedrag ten laste van de toelage", "ingediend bedrag", "imputé à la subvention",
        "montant imputé à la subvention", "montant éligible", "claimed", "claimed amount",
    ),
    "category": (
        "kostensoort", "rubriek", "uitgavencategorie", "aard", "rubrique", "nature", "catégorie", "poste",
        "cost category",
        "category",
    ),
    "objective": (
        "activiteitssector", "sector", "doelstelling", "strategische doelstelling", "sd", "secteur",
        "secteur d'activité",
        "objectif", "objectif stratégique", "secteur / objectif", "sector / doelstelling", "objective",
        "activity sector",
    ),
    "grant": ("toelage", "subsidie", "subvention", "subside", "allocation", "grant", "subsidy"),
    "project": ("project", "projectnr", "projectnaam", "actie", "dossier", "projet", "action"),
    "payer": (
        "betalende gemeente", "gemeente", "commune payante", "commune", "paying municipality", "municipality", "payer",
    ),
}  # fmt: skip

# Words so general that any more precise heading beside them wins.
GENERAL = (
    "nr",
    "lijn",
    "ligne",
    "line",
    "datum",
    "date",
    "naam",
    "totaal",
    "total",
    "compte",
    "rekening",
    "document",
    "facture",
    "invoice",
    "factuur",
)  # fmt: skip

# Words that may stand beside a synonym without changing what it means.
QUALIFIERS = (
    "eur", "euro", "euros", "in", "en", "de", "du", "des", "la", "le", "l", "d", "van", "der", "het", "the", "of",
)  # fmt: skip

# Words that keep the meaning of some fields only: the number of a supplier is not the supplier.
NAME_WORDS = frozenset({"naam", "nom", "name"})
NUMBER_WORDS = frozenset({"n", "no", "nr", "num", "numero", "nummer", "number"})
NAMED = frozenset({"supplier", "project", "category", "objective", "grant", "payer"})
NUMBERED = frozenset({
    "line_no", "document_no", "invoice_no", "commitment_no", "charge_no", "order_no", "statement_no",
    "budget_article", "account", "supplier_no", "iban", "project",
})  # fmt: skip

# Fields of which a wrong column would put wrong money into the books: two columns that fit equally are refused.
MUST_BE_ONE = frozenset({"amount", "claimed", "net_amount", "vat_amount", "debit", "credit", "year"})
