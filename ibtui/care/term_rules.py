"""The terms (termijnen) that ibtui knows, as a table: what sets one off, how long it is, and who says so.

Every number here is a start: a school may keep its own (`store.term_rules`). The sources are named as far as they
were read; where none was at hand the text says so.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ibtui.care.words import TermKind, TermUnit
from ibtui.values import dataclass

NO_SOURCE = "Geen bron bij de hand: kijk in het beleid van je school."

_ONE = {
    TermUnit.DAYS: "dag",
    TermUnit.WORKING_DAYS: "werkdag",
    TermUnit.SCHOOL_DAYS: "schooldag",
    TermUnit.WEEKS: "week",
    TermUnit.SCHOOL_WEEKS: "schoolweek",
    TermUnit.MONTHS: "maand",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One term. `name`: what has to happen, as it goes on in a sentence. `counts_from`: the day it counts from.

    `before`: it is counted back from that day. `source`: who says so and where that was read. `note`: what else
    to know. `active` False: this school doesn't keep it. `own`: the school made it up itself.
    """

    key: str
    name: str
    counts_from: str
    amount: int
    unit: TermUnit
    before: bool
    kind: TermKind
    source: str
    note: str = ""
    active: bool = True
    own: bool = False


_TABLE = (
    Rule(
        "opp_vaststellen",
        "het OPP vaststellen",
        "de plaatsing, of het besluit over extra hulp",
        6,
        TermUnit.WEEKS,
        False,
        TermKind.LEGAL,
        "Wet: binnen 6 weken; gelezen via passendonderwijsenouders.nl en samenwerkingsverbandlha.nl.",
        "De zomervakantie telt mee: er is geen bron die iets anders zegt.",
    ),
    Rule(
        "opp_evaluatie",
        "het OPP evalueren met de ouders",
        "de vorige evaluatie, of de dag van vaststellen",
        1,
        TermUnit.YEARS,
        False,
        TermKind.LEGAL,
        "Wet: hoogstens één schooljaar na de vorige evaluatie, met de ouders; gelezen via "
        "passendonderwijsenouders.nl en swv-peellandpo.nl.",
        "ibtui telt een jaar. De leerling mag ook iets zeggen (hoorrecht).",
    ),
    Rule(
        "opp_instemming",
        "de ouders vragen of zij het eens zijn met het OPP",
        "de dag dat het handelingsdeel af of veranderd is",
        2,
        TermUnit.WEEKS,
        False,
        TermKind.LEGAL,
        "Wet: beide ouders met gezag stemmen in met het handelingsdeel; gelezen via samenwerkingsverbandlha.nl en "
        "vbs.nl.",
        "Geen bron noemt een aantal dagen. Twee weken is een voorstel van ibtui. Geef intussen de hulp gewoon, en "
        "schrijf op wat je met de ouders besprak.",
    ),
    Rule(
        "hoorrecht",
        "de leerling zelf vragen wat helpt",
        "de dag dat je aan het OPP begint, het verandert of evalueert",
        6,
        TermUnit.WEEKS,
        False,
        TermKind.LEGAL,
        "Wet, sinds 1 augustus 2025: de leerling mag zijn mening geven; gelezen via een schoolgids en de Kamerstukken "
        "36443.",
        "Geen bron noemt een aantal dagen. Zes weken is een voorstel van ibtui: dan is het OPP vastgesteld. De "
        "leerling hoeft niet. Schrijf op hoe je het vroeg, of waarom niet.",
    ),
    Rule(
        "zorgplicht",
        "een besluit over de aanmelding",
        "de aanmelding van een leerling die hulp nodig heeft",
        6,
        TermUnit.WEEKS,
        False,
        TermKind.LEGAL,
        "Wet: binnen 6 weken; gelezen via onderwijsconsulenten.nl en swvrijnstreek.nl.",
        "Eén keer 4 weken langer mag, als je dat aan de ouders schrijft.",
    ),
    Rule(
        "zorgplicht_langer",
        "een besluit over de aanmelding, met uitstel",
        "de aanmelding van een leerling die hulp nodig heeft",
        10,
        TermUnit.WEEKS,
        False,
        TermKind.LEGAL,
        "Wet: 6 weken, en één keer 4 weken langer; gelezen via onderwijsconsulenten.nl en swvrijnstreek.nl.",
        "Alleen als je het uitstel aan de ouders hebt geschreven.",
    ),
    Rule(
        "tlv_besluit",
        "het besluit over de toelaatbaarheidsverklaring",
        "de dag dat de aanvraag compleet is",
        6,
        TermUnit.WEEKS,
        False,
        TermKind.NETWORK,
        "Het samenwerkingsverband bepaalt dit: 4 tot 6 weken; gelezen via swv-db.nl en pold.nl.",
        "Kijk hoeveel weken jouw samenwerkingsverband neemt.",
    ),
    Rule(
        "tlv_einde",
        "de toelaatbaarheidsverklaring verlengen",
        "de einddatum van de toelaatbaarheidsverklaring",
        4,
        TermUnit.MONTHS,
        True,
        TermKind.ADVICE,
        "Advies: begin 4 maanden voor het einde; gelezen via ppodelflanden.nl.",
        "De einddatum is vaak 31 juli. Eén samenwerkingsverband wil de aanvraag vóór 15 april.",
    ),
    Rule(
        "arrangement_start",
        "de start van het arrangement",
        "het besluit over het arrangement",
        8,
        TermUnit.SCHOOL_WEEKS,
        False,
        TermKind.NETWORK,
        "Eén samenwerkingsverband: binnen 8 werkweken; gelezen via swvkindop1.nl.",
        "ibtui telt weken met school. Kijk wat jouw samenwerkingsverband zegt.",
    ),
    Rule(
        "stukken_mdo",
        "de stukken naar wie aan tafel zit",
        "de dag van het groot overleg",
        48,
        TermUnit.HOURS,
        True,
        TermKind.NETWORK,
        "Eén samenwerkingsverband: 48 uur van tevoren; gelezen via ppozo.nl.",
        "ibtui rekent met hele dagen: twee dagen ervoor.",
    ),
    Rule(
        "verslag_mdo",
        "het verslag naar wie aan tafel zat",
        "de dag van het groot overleg",
        5,
        TermUnit.WORKING_DAYS,
        False,
        TermKind.NETWORK,
        "Eén samenwerkingsverband: binnen 2 weken; gelezen via ppozo.nl.",
        "ibtui begint met 5 werkdagen: dan weet iedereen het nog.",
    ),
    Rule(
        "verzuim16",
        "het verzuim melden bij leerplicht",
        "de dag dat het 16 uur is in 4 schoolweken",
        5,
        TermUnit.WORKING_DAYS,
        False,
        TermKind.LEGAL,
        "Wet: 16 uur zonder toestemming in 4 schoolweken na elkaar, melden binnen 5 werkdagen; gelezen via duo.nl en "
        "onderwijsinspectie.nl.",
        "Vakanties tellen niet mee. Na een melding begint het tellen opnieuw.",
    ),
    Rule(
        "verzuim_lrv",
        "het lange verzuim melden bij leerplicht",
        "de eerste dag zonder toestemming weg",
        4,
        TermUnit.SCHOOL_WEEKS,
        False,
        TermKind.LEGAL,
        "Wet: langer dan 4 weken na elkaar zonder toestemming weg; gelezen via duo.nl en onderwijsinspectie.nl.",
        "Vakanties tellen niet mee.",
    ),
    Rule(
        "inzage_kopie",
        "de kopie van het dossier geven",
        "de dag dat ouders erom vragen",
        4,
        TermUnit.WEEKS,
        False,
        TermKind.LEGAL,
        "Wet: ouders mogen een kopie vragen. De klachtencommissie onderwijs hield 4 weken aan; gelezen via "
        "onderwijsgeschillen.nl (uitspraak 106218) en poraad.nl.",
        "De AVG spreekt van een maand: daarvan is geen bron bij de hand. ibtui neemt de kortste van de twee.",
    ),
    Rule(
        "vt_besluit",
        "de reactie van Veilig Thuis",
        "de dag van de melding",
        5,
        TermUnit.WORKING_DAYS,
        False,
        TermKind.PROTOCOL,
        "Handelingsprotocol: Veilig Thuis laat binnen 5 werkdagen iets weten; gelezen via handelingsprotocol.nl.",
    ),
    Rule(
        "meldcode_stap",
        "de volgende stap van de meldcode",
        "de dag van de vorige stap",
        5,
        TermUnit.WORKING_DAYS,
        False,
        TermKind.PROTOCOL,
        "Wet: de vijf stappen van de meldcode; gelezen via onderwijsgeschillen.nl.",
        "Geen bron noemt een aantal dagen. Vijf werkdagen is een voorstel van ibtui; bij acuut gevaar meld je meteen.",
    ),
    Rule(
        "datalek",
        "het datalek melden",
        "de ontdekking van het datalek",
        72,
        TermUnit.HOURS,
        False,
        TermKind.LEGAL,
        "Wet (AVG): binnen 72 uur bij de Autoriteit Persoonsgegevens; gelezen via kennisnet.nl.",
        "Zeg het op school meteen: de school beslist over de melding. ibtui rekent met hele dagen; het weekend telt "
        "mee, en het uur van ontdekken ook.",
    ),
    Rule(
        "bewaar_dossier",
        "het dossier weghalen",
        "de dag dat de leerling van school ging",
        2,
        TermUnit.YEARS,
        False,
        TermKind.LEGAL,
        "Wet: 2 jaar na het vertrek, de school mag korter kiezen; gelezen via rijksoverheid.nl en poraad.nl.",
        "Loopt er een klacht of een geschil, houd het dossier dan vast.",
    ),
    Rule(
        "bewaar_speciaal",
        "het dossier weghalen van een leerling die naar speciaal onderwijs ging",
        "de dag dat de leerling van school ging",
        3,
        TermUnit.YEARS,
        False,
        TermKind.LEGAL,
        "Wet: 3 jaar na het vertrek naar speciaal (basis)onderwijs; gelezen via rijksoverheid.nl en poraad.nl.",
        "Loopt er een klacht of een geschil, houd het dossier dan vast.",
    ),
    Rule(
        "bewaar_verzuim",
        "het verzuim weghalen",
        "de dag dat de leerling van school ging",
        5,
        TermUnit.YEARS,
        False,
        TermKind.LEGAL,
        "Wet: inschrijving en verzuim 5 jaar na het vertrek; gelezen via rijksoverheid.nl en poraad.nl.",
    ),
    Rule(
        "bewaar_meldcode",
        "het afgeschermde dossier weghalen",
        "de dag dat de leerling van school ging",
        2,
        TermUnit.YEARS,
        False,
        TermKind.PROTOCOL,
        NO_SOURCE,
        "Dit staat in het protocol van de school. ibtui begint met 2 jaar, net als bij het dossier.",
    ),
    Rule(
        "toets_vensters",
        "de toetsen afnemen",
        "de eerste dag van de toetsperiode",
        4,
        TermUnit.SCHOOL_WEEKS,
        False,
        TermKind.OWN,
        "Toetskalender: M-toetsen in januari en februari, E-toetsen in mei en juni; gelezen via een toetskalender van "
        "Cito.",
        "Vier schoolweken is een voorstel van ibtui: elke school kiest haar eigen weken.",
    ),
    Rule(
        "ed_meetmoment",
        "meten hoe het lezen gaat",
        "de eerste dag van een periode met extra hulp",
        20,
        TermUnit.SCHOOL_WEEKS,
        False,
        TermKind.PROTOCOL,
        "Protocol dyslexie 3.0: twee periodes van ongeveer 20 weken hulp, drie metingen na elkaar; gelezen via "
        "dyslexiecentraal.nl.",
        "ibtui telt weken met school. Kijk wat jouw gemeente vraagt.",
    ),
    Rule(
        "afspraak",
        "een afspraak",
        "de dag dat je het afspreekt",
        0,
        TermUnit.DAYS,
        False,
        TermKind.OWN,
        "Eigen afspraak: je kiest zelf de dag.",
    ),
    Rule(
        "vraag_ouders",
        "de vraag van de ouders beantwoorden",
        "de dag van de vraag",
        10,
        TermUnit.WORKING_DAYS,
        False,
        TermKind.OWN,
        "Eigen afspraak. " + NO_SOURCE,
        "Tien werkdagen is een voorstel van ibtui.",
    ),
    Rule(
        "privenotitie",
        "de privénotitie weghalen",
        "de dag dat je de notitie maakte",
        6,
        TermUnit.WEEKS,
        False,
        TermKind.OWN,
        "Eigen afspraak. " + NO_SOURCE,
        "Een geheugensteun bewaar je zo kort mogelijk, en hoogstens tot het einde van het schooljaar.",
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.key: rule for rule in _TABLE})
"""Every term by its key, which is what `Deadline.rule` holds."""

NOT_AT_THE_TABLE = frozenset(
    {
        *("bewaar_dossier", "bewaar_speciaal", "bewaar_verzuim", "bewaar_meldcode", "privenotitie"),
        *("datalek", "vt_besluit", "meldcode_stap", "afspraak"),
    }
)
"""Terms that are no business of a meeting: safety and what the school does for itself."""

SAFETY = frozenset({"vt_besluit", "meldcode_stap"})
"""Terms of the meldcode: in no list, only counted without a name."""

WHILE_HERE = frozenset(
    {
        *(
            "opp_vaststellen",
            "opp_evaluatie",
            "opp_instemming",
            "hoorrecht",
            "tlv_einde",
            "arrangement_start",
        ),
        *("verzuim16", "verzuim_lrv", "toets_vensters", "ed_meetmoment"),
    }
)
"""Terms that a school no longer has for a pupil who left: the new school goes on from there."""


_PROPOSED = frozenset({"opp_instemming", "hoorrecht", "meldcode_stap", "bewaar_meldcode"})
"""Terms that somebody else sets, but of which no source says how long: the number is a proposal of ibtui."""


def kind_words(rule: Rule) -> str:
    """Who sets a term, and whose the number is when no source has one: "wet, termijn: voorstel"."""
    if rule.key not in _PROPOSED:
        return rule.kind.value
    return f"{rule.kind.value}, {number_words(rule)}"


def number_words(rule: Rule) -> str:
    """Whose the number is when no source has one: "termijn: voorstel"; "" when a source says it."""
    built_in = RULES.get(rule.key)
    if rule.key not in _PROPOSED or built_in is None:
        return ""
    own = (rule.amount, rule.unit) != (built_in.amount, built_in.unit)
    return "termijn: van school" if own else "termijn: voorstel"


def rule_words(rule: str) -> str:
    """What has to happen, in plain Dutch; a key that isn't known as it stands, without underscores."""
    known = RULES.get(rule)
    return known.name if known else rule.replace("_", " ")


def length_words(amount: int, unit: TermUnit) -> str:
    """How long a term is: "6 weken", "1 schoolweek", "48 uur", "2 jaar"."""
    return f"{amount} {_ONE.get(unit, unit.value) if amount == 1 else unit.value}"


def source_words(rule: Rule) -> str:
    """Where a term comes from, in sentences: how it is counted, who sets it, where that was read."""
    way = "vóór" if rule.before else "na"
    counted = f"{length_words(rule.amount, rule.unit)} {way} {rule.counts_from}." if rule.counts_from else ""
    return " ".join(part for part in (counted, rule.source, rule.note) if part)
