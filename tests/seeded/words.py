"""What stands above, in and below the tables: headings as domain experts list them, titles, suppliers, remarks."""

from __future__ import annotations

LANGUAGES = ("nl", "fr", "en")

# Field to the headings of it, by language: those the people who make these lists use.
HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "line_no": {"nl": ("Volgnr", "Nr", "Lijnnr"), "fr": ("N° d'ordre", "N°", "Ligne"), "en": ("No", "Line")},
    "year": {
        "nl": ("Dienstjaar", "Boekjaar", "Begrotingsjaar", "Jaar"), "fr": ("Exercice", "Année budgétaire", "Année"),
        "en": ("Budget year", "Year"),
    },
    "document_no": {
        "nl": ("Boekstuknr", "Stuknummer", "Documentnr", "Bewijsstuk"),
        "fr": ("N° de pièce", "Pièce comptable", "N° document"), "en": ("Voucher no", "Document no", "Trans no"),
    },
    "invoice_no": {
        "nl": ("Factuurnr", "Factuurnummer", "Uw referte"), "fr": ("N° facture", "Référence facture"),
        "en": ("Invoice no",),
    },
    "invoice_date": {
        "nl": ("Factuurdatum", "Datum factuur", "Documentdatum", "Datum"),
        "fr": ("Date facture", "Date de la pièce", "Date"), "en": ("Invoice date", "Date"),
    },
    "booking_date": {
        "nl": ("Boekingsdatum", "Boekdatum", "Datum aanrekening"), "fr": ("Date comptable", "Date d'imputation"),
        "en": ("Posting date",),
    },
    "payment_date": {
        "nl": ("Betaaldatum", "Datum betaling", "Valutadatum"), "fr": ("Date de paiement", "Date valeur"),
        "en": ("Date paid", "Paid date", "Payment date"),
    },
    "statement_no": {
        "nl": ("Uittreksel", "Uittrekselnr", "Dagafschrift"), "fr": ("Extrait", "N° extrait", "Extrait de compte"),
        "en": ("Statement no",),
    },
    "commitment_no": {
        "nl": ("Vastlegging", "Vastleggingsnr", "Bestelbon"), "fr": ("N° engagement", "Bon de commande"),
        "en": ("Commitment", "PO"),
    },
    "budget_article": {
        "nl": ("Begrotingsartikel", "Artikel", "Budgetsleutel", "Beleidsitem"),
        "fr": ("Article", "Article budgétaire", "Centre de frais"), "en": ("Budget article", "Cost centre"),
    },
    "supplier": {
        "nl": ("Leverancier", "Crediteur", "Derde", "Begunstigde", "Naam"),
        "fr": ("Fournisseur", "Créancier", "Tiers", "Bénéficiaire"), "en": ("Supplier", "Supplier name", "Payee"),
    },
    "supplier_no": {
        "nl": ("Ondernemingsnr", "KBO", "BTW-nr"), "fr": ("N° d'entreprise", "BCE", "N° TVA"),
        "en": ("Company no", "VAT no"),
    },
    "description": {
        "nl": ("Omschrijving", "Mededeling", "Voorwerp", "Betreft"), "fr": ("Libellé", "Objet", "Communication"),
        "en": ("Description",),
    },
    "net_amount": {
        "nl": ("Bedrag excl. btw", "Netto", "Maatstaf"), "fr": ("Montant HTVA", "Hors TVA", "HT"), "en": ("Net",),
    },
    "vat_amount": {"nl": ("Btw", "Btw-bedrag"), "fr": ("TVA", "Montant TVA"), "en": ("VAT",)},
    "amount": {
        "nl": ("Bedrag", "Bedrag incl. btw", "Totaal", "Bruto"),
        "fr": ("Montant", "TVAC", "Montant TVAC", "TTC", "Montant TTC", "Montant total"), "en": ("Amount", "Gross"),
    },
    "debit": {"nl": ("Debet",), "fr": ("Débit",), "en": ("Debit",)},
    "credit": {"nl": ("Credit",), "fr": ("Crédit",), "en": ("Credit",)},
    "sign": {"nl": ("D/C",), "fr": ("Sens",), "en": ("D/C",)},
    "claimed": {
        "nl": ("Ten laste van toelage", "Ingediend bedrag"), "fr": ("Imputé à la subvention", "Montant éligible"),
        "en": ("Claimed",),
    },
    "objective": {
        "nl": ("Activiteitssector", "Sector", "Doelstelling", "SD"),
        "fr": ("Secteur", "Secteur d'activité", "Objectif", "Secteur / objectif"), "en": ("Sector", "Objective"),
    },
    "grant": {"nl": ("Toelage", "Subsidie"), "fr": ("Subvention", "Subside"), "en": ("Grant",)},
}  # fmt: skip

# Columns that mean nothing to the ledger.
OTHER = {"nl": ("Opmerking", "Status", "Dienst"), "fr": ("Remarque", "Statut", "Service"), "en": ("Remarks", "Status")}
GROUPS = {
    "nl": {"invoice": "Factuur", "money": "Bedrag"}, "fr": {"invoice": "Facture", "money": "Montant"},
    "en": {"invoice": "Invoice", "money": "Amount"},
}  # fmt: skip
# Below a group, what each of its columns says.
BELOW = {
    "nl": {"invoice_no": "nr", "invoice_date": "datum", "net_amount": "excl. btw", "vat_amount": "btw",
           "amount": "incl. btw"},
    "fr": {"invoice_no": "n°", "invoice_date": "date", "net_amount": "HTVA", "vat_amount": "TVA", "amount": "TVAC"},
    "en": {"invoice_no": "no", "invoice_date": "date", "net_amount": "net", "vat_amount": "VAT", "amount": "gross"},
}  # fmt: skip
TITLES = {
    "nl": ("Stad Brussel", "Uitgaven ten laste van de toelage", "Periode: 01/01/2018 - 31/12/2019",
           "Lijst opgemaakt op 14/03/2020", "Preventie en veiligheid", "Overzicht van de betaalde facturen"),
    "fr": ("Ville de Bruxelles", "Dépenses à charge de la subvention", "Période : 01/01/2018 - 31/12/2019",
           "Liste établie le 14/03/2020", "Prévention et sécurité", "Aperçu des factures payées"),
    "en": ("City of Brussels", "Expenses charged to the grant", "Period: 01/01/2018 - 31/12/2019",
           "List made on 14/03/2020", "Prevention and safety", "Overview of the invoices paid"),
}  # fmt: skip
SUBTOTALS = {
    "nl": ("Subtotaal", "Subtotaal sector"), "fr": ("Sous-total", "Sous-total secteur"), "en": ("Subtotal",)
}  # fmt: skip
TOTALS = {"nl": ("Totaal", "Algemeen totaal"), "fr": ("Total", "Total général"), "en": ("Total", "Grand total")}
SECTIONS = {"nl": "Deel {n}: preventie", "fr": "Partie {n} : prévention", "en": "Part {n}: prevention"}
REMARKS = {
    "nl": ("Opgemaakt te Brussel door de financiële dienst", "* onder voorbehoud van controle"),
    "fr": ("Établi à Bruxelles par le service des finances", "* sous réserve de contrôle"),
    "en": ("Made in Brussels by the finance department", "* subject to control"),
}
SUPPLIERS = (
    "Zenne Drukkerij nv", "Café de la Gare", "Total Belgium", "Sommer & Zonen bvba", "Société Générale de Nettoyage",
    "De Aanloop vzw", "Imprimerie Noël sprl", "Proximus", "Étoile du Midi asbl", "Marollen Sport",
)  # fmt: skip
PURPOSES = (
    "affiches campagne", "loyer local jeunes", "opleiding bemiddelaars", "matériel sportif", "huur zaal",
    "verzekering vrijwilligers", "impression dépliants", "vervoer", "salaire mensuel", "onderhoud camera's",
)  # fmt: skip
CODES = ("G2.1", "G2.2", "G2.3", "G3.1", "G3.3", "G3.4", "R1.1", "R1.3", "R1.4")
GRANT_OF = {
    "G": {"nl": "Algemene toelage", "fr": "Allocation générale", "en": "General"},
    "R": {"nl": "Radicalisering", "fr": "Radicalisation", "en": "radicalisation"},
}  # fmt: skip
MONTHS = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
SHORT_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}  # fmt: skip
