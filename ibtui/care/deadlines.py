"""The legal and agreed terms (termijnen) that a `Deadline` can be of, in plain words."""

from types import MappingProxyType

RULES = MappingProxyType(
    {
        "opp_vaststellen": "het OPP vaststellen",
        "opp_evaluatie": "het OPP evalueren met de ouders",
        "opp_instemming": "de ouders vragen of zij het eens zijn met het OPP",
        "hoorrecht": "de leerling zelf vragen wat helpt",
        "zorgplicht": "een besluit over de aanmelding",
        "tlv_besluit": "het besluit over de toelaatbaarheidsverklaring",
        "tlv_einde": "de toelaatbaarheidsverklaring verlengen",
        "arrangement_start": "de start van het arrangement",
        "stukken_mdo": "de stukken naar wie aan tafel zit",
        "verslag_mdo": "het verslag naar wie aan tafel zat",
        "verzuim16": "het verzuim melden bij leerplicht",
        "verzuim_lrv": "het lange verzuim melden bij leerplicht",
        "inzage_kopie": "de kopie van het dossier geven",
        "toets_vensters": "de toetsen afnemen",
        "ed_meetmoment": "meten hoe het lezen gaat",
        "bewaar": "kijken of de gegevens weg moeten",
        "datalek": "het datalek melden",
        "vt_besluit": "de reactie van Veilig Thuis",
        "meldcode_stap": "de volgende stap van de meldcode",
        "afspraak": "een afspraak",
    }
)
"""A key of `Deadline.rule` and what has to happen, as it goes on in a sentence."""

NOT_AT_THE_TABLE = frozenset({"bewaar", "datalek", "vt_besluit", "meldcode_stap", "afspraak"})
"""Terms that are no business of a meeting: safety and what the school does for itself."""


def rule_words(rule: str) -> str:
    """What has to happen, in plain Dutch; a key that isn't known as it stands, without underscores."""
    return RULES.get(rule) or rule.replace("_", " ")
