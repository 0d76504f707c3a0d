"""What the columns of expense lists are called in Dutch, French and English; declared, so that a word is one line."""

from __future__ import annotations

SYNONYMS: dict[str, tuple[str, ...]] = {
    "line_no": (
        "volgnr", "nr", "lijn", "lijnnr", "n° d'ordre", "ligne", "n° ligne", "line", "line no", "rang", "rangnr",
        "n° de ligne", "row",
    ),
    "year": (
        "dienstjaar", "boekjaar", "begrotingsjaar", "jaar", "exercice", "exercice budgétaire", "année budgétaire",
        "année", "budget year", "year", "begrotingsdienstjaar", "jaartal", "begr jaar", "année d'exercice",
        "année comptable", "fiscal year", "financial year",
    ),
    "document_no": (
        "boekstuknr", "boekstuk", "stuknr", "stuknummer", "documentnr", "document", "bewijsstuk", "n° de pièce",
        "pièce", "pièce comptable", "n° pièce comptable", "n° document", "pièce justificative", "voucher no",
        "voucher", "document no", "trans no", "transaction no", "boekingsnr", "boekingsstuk", "documentnummer",
        "doc nr", "docnr", "stuk", "n° de document", "n° pièce", "réf. pièce", "pièce n°", "piece no",
    ),
    "invoice_no": (
        "factuurnr", "factuur", "uw referte", "n° facture", "n° de facture", "facture", "référence facture",
        "invoice no", "invoice", "fact nr", "factnr", "nr factuur", "referentie leverancier", "uw referentie",
        "votre référence", "réf. facture", "n° fact", "supplier invoice no", "invoice reference",
    ),
    "invoice_date": (
        "factuurdatum", "datum factuur", "documentdatum", "datum", "date facture", "date de facture",
        "date de la facture", "date de la pièce", "date pièce", "date", "invoice date", "document date", "fact datum",
        "factdatum", "datum fact", "datum document", "datum stuk", "stukdatum", "date document", "date du document",
        "date fact",
    ),
    "booking_date": (
        "boekingsdatum", "boekdatum", "datum aanrekening", "datum boeking", "date comptable", "date d'imputation",
        "posting date", "booking date", "datum inboeking", "datum van boeking", "date de comptabilisation",
        "date comptabilisation", "date d'écriture", "date écriture", "accounting date",
    ),
    "payment_date": (
        "betaaldatum", "datum betaling", "datum betaald", "valutadatum", "date de paiement", "date paiement",
        "date valeur", "date paid", "paid date", "payment date", "betaald op", "datum uitbetaling",
        "uitbetalingsdatum", "datum van betaling", "date du paiement", "date de versement", "date versement",
        "payé le", "paid on", "value date", "date of payment",
    ),
    "commitment_no": (
        "vastlegging", "vastleggingsnr", "bestelbon", "bestelbonnr", "engagement", "n° engagement", "bon de commande",
        "commitment", "commitment no", "po", "po no", "nr vastlegging", "n° bon de commande", "numéro d'engagement",
        "purchase order",
    ),
    "charge_no": ("aanrekening", "aanrekeningsnr", "imputatie", "imputation", "n° imputation", "posting no"),
    "order_no": (
        "mandaat", "mandaatnr", "bevelschrift", "bevelschriftnr", "betalingsopdracht", "mandat", "n° mandat",
        "n° de mandat", "ordonnancement", "payment order", "nr mandaat", "mandaat van betaling", "betaalmandaat",
        "mandat de paiement", "ordre de paiement", "n° ordre de paiement",
    ),
    "statement_no": (
        "uittreksel", "uittrekselnr", "dagafschrift", "rekeninguittreksel", "extrait", "n° extrait", "n° d'extrait",
        "extrait de compte", "statement no", "statement", "rekeninguittrekselnr", "extrait bancaire",
        "bank statement",
    ),
    "budget_article": (
        "begrotingsartikel", "budgetartikel", "artikel", "budgetsleutel", "beleidsitem", "kostenplaats", "article",
        "article budgétaire", "allocation", "centre de frais", "budget article", "cost centre", "cost center",
        "begr artikel", "begrotingsart", "begr art", "artikelnr", "art budgétaire", "article budg", "code budgétaire",
        "code article", "budgetcode", "budget code",
    ),
    "account": (
        "algemene rekening", "grootboekrekening", "compte général", "compte", "gl account", "boekhoudrekening",
        "algemene rekening nr", "compte comptable", "general ledger account", "ledger account",
    ),
    "supplier": (
        "leverancier", "leveranciersnaam", "crediteur", "derde", "begunstigde", "naam", "fournisseur", "créancier",
        "tiers", "bénéficiaire", "supplier", "supplier name", "payee", "vendor", "beneficiary",
        "leverancier begunstigde", "begunstigde leverancier", "lev naam", "naam lev", "schuldeiser", "tegenpartij",
        "aannemer", "opdrachtnemer", "dienstverlener", "organisatie", "vereniging", "prestataire", "adjudicataire",
        "attributaire", "entrepreneur", "contrepartie", "association", "organisme", "structure", "raison sociale",
        "société", "nom", "contractor", "counterparty", "provider",
    ),
    "supplier_no": (
        "ondernemingsnr", "kbo", "kbo nr", "btw nr", "n° d'entreprise", "n° entreprise", "bce", "n° bce", "n° tva",
        "company no", "vat no", "ondernemingsnr leverancier", "kbo nr leverancier", "bce nr", "siret", "siren",
        "enterprise no",
    ),
    "iban": ("rekening", "rekeningnr", "bankrekening", "iban", "compte bancaire", "bank account"),
    "description": (
        "omschrijving", "mededeling", "voorwerp", "betreft", "libellé", "objet", "description", "communication",
        "omschr", "omschrijving uitgave", "omschrijving van de uitgave", "aard van de uitgave", "beschrijving",
        "libelle", "libellé de la dépense", "description de la dépense", "objet de la dépense", "intitulé", "details",
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
        "amount incl. vat", "total amount", "total incl. vat", "invoice amount", "betaald bedrag", "bedrag betaald",
        "bedrag uitgave", "kostprijs", "montant payé", "montant du paiement", "montant paiement",
        "montant de la dépense", "amount paid", "paid amount", "total cost",
    ),
    "debit": ("debet", "débit", "debit"),
    "credit": ("credit", "crédit"),
    "sign": ("d/c", "sens", "dc"),
    "claimed": (
        "ten laste van toelage", "ten laste van de toelage", "bedrag ten laste van toelage",
        "bedrag ten laste van de toelage", "ingediend bedrag", "imputé à la subvention",
        "montant imputé à la subvention", "montant éligible", "claimed", "claimed amount", "ten laste van subsidie",
        "ten laste van de subsidie", "bedrag ten laste van subsidie", "subsidieerbaar bedrag",
        "in aanmerking komend bedrag", "à charge de la subvention", "à charge du subside",
        "montant à charge de la subvention", "montant à charge du subside", "imputé au subside",
        "montant subsidiable", "eligible amount",
    ),
    "category": (
        "kostensoort", "rubriek", "uitgavencategorie", "aard", "rubrique", "nature", "catégorie", "poste",
        "cost category", "category", "soort uitgave", "type uitgave", "uitgavensoort", "aard uitgave",
        "type de dépense", "nature de la dépense", "catégorie de dépense", "catégorie de dépenses",
        "expenditure category", "type of expenditure",
    ),
    "objective": (
        "activiteitssector", "sector", "doelstelling", "strategische doelstelling", "sd", "secteur",
        "secteur d'activité",
        "objectif", "objectif stratégique", "secteur / objectif", "sector / doelstelling", "objective",
        "activity sector",
    ),
    "grant": ("toelage", "subsidie", "subvention", "subside", "allocation", "grant", "subsidy"),
    "project": (
        "project", "projectnr", "projectnaam", "actie", "dossier", "projet", "action", "naam project", "actienr",
        "n° projet", "intitulé du projet",
    ),
    "payer": (
        "betalende gemeente", "gemeente", "commune payante", "commune", "paying municipality", "municipality", "payer",
        "bijdragende gemeente", "begunstigde gemeente", "ten laste van gemeente", "voor gemeente", "voor rekening van",
        "naam gemeente", "commune contributrice", "commune bénéficiaire", "commune concernée", "commune financeuse",
        "à charge de la commune", "pour compte de", "pour le compte de", "nom de la commune",
        "contributing municipality", "paid for", "on behalf of",
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
    "nom",
    "organisatie",
    "organisme",
    "structure",
    "association",
    "vereniging",
    "société",
    "stuk",
    "details",
    "siret",
    "siren",
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

# Fields that hold what was spent, any one of which makes a table of a sheet; and those that hold a date.
MONEY = frozenset({"amount", "claimed", "net_amount", "debit", "credit"})
DATED = frozenset({"invoice_date", "booking_date", "payment_date"})
