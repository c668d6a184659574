"""Abbreviations and words of the trade, with what they mean in plain Dutch: the list at the end of a paper."""

import re
from collections.abc import Iterable

from ibtui.care.text import fold

# One a line: the word, what it means, and after a second | other ways to write it. Those in capitals count in
# small letters too, unless a ! stands before them: then only as written here ("AB", but not "ab").
_TABLE = """
ADD | een vorm van ADHD waarbij een kind vooral dromerig is
ADHD | een kind heeft moeite met opletten, stilzitten en wachten
!AB | ambulante begeleiding: iemand van buiten de school die meedenkt en helpt
AB'er | ambulant begeleider: iemand van buiten de school die meedenkt en helpt
arrangement | extra hulp of geld voor de hulp aan een kind
!ASS | autisme
AVG | de wet die zegt hoe je met persoonlijke gegevens omgaat
AVI | niveau van een leesboek of leestoets
AZC | asielzoekerscentrum
!BAO | basisonderwijs
BHV | bedrijfshulpverlening: eerste hulp op school
BSO | buitenschoolse opvang
CJG | Centrum voor Jeugd en Gezin
CITO | maker van toetsen voor scholen
!DCD | een kind heeft moeite met bewegen en met dingen met de handen doen
DMT | toets: hoeveel woorden een kind in één minuut leest | drieminutentoets
doorstroomtoets | toets in groep 8, voor het advies voor de middelbare school
!DUO | de dienst van de overheid voor het onderwijs
dyscalculie | een kind heeft veel meer moeite met rekenen dan anderen
dyslexie | een kind heeft veel meer moeite met lezen en spellen dan anderen
!ED | ernstige dyslexie
!EED | ernstige dyslexie zonder andere problemen erbij
!EMDR | behandeling om een nare gebeurtenis te verwerken
GGD | Gemeentelijke Gezondheidsdienst
GGZ | geestelijke gezondheidszorg
groepsplan | plan van de leerkracht voor de hele groep
handelingsplan | plan met wat een kind extra leert en hoe | !HP; handelingsplannen
havo | school voor voortgezet onderwijs, duurt vijf jaar
!HB | hoogbegaafd: een kind leert veel sneller dan anderen
HGW | handelingsgericht werken: kijken wat een kind nodig heeft en dat doen
IB'er | intern begeleider: regelt op school de extra hulp voor kinderen | !IB; ibers
!IEP | een serie toetsen voor scholen
IQ | een getal uit een test voor leren en denken
ISK | klas voor kinderen die nog Nederlands leren
JGZ | jeugdgezondheidszorg
!KDV | kinderdagverblijf
!LGF | geld voor extra hulp aan één kind (bestaat niet meer)
LVB | een kind leert en denkt veel langzamer dan anderen
LVS | leerlingvolgsysteem: hierin staan de toetsen van uw kind | leerlingvolgsysteem
MDO | multidisciplinair overleg: overleg met ouders, school en mensen van buiten de school | multidisciplinair overleg
!MR | medezeggenschapsraad: ouders en leerkrachten die meepraten over de school
!MT | de directeur en de mensen die met de directeur de school leiden
NT2 | Nederlands leren als tweede taal
!ODD | een kind heeft veel moeite met luisteren naar regels
!OAB | hulp voor kinderen met minder kansen in het onderwijs
OKR | onderwijskundig rapport: wat de nieuwe school over een kind moet weten | onderwijskundig rapport
!OOP | mensen op school die geen leerkracht zijn
OPP | ontwikkelingsperspectief: plan voor een kind dat extra hulp krijgt | ontwikkelingsperspectief; opp's
OSO | de veilige manier om gegevens naar een andere school te sturen
!OT | ondersteuningsteam: overleg over de hulp aan een kind | ondersteuningsteam
PDD-NOS | een vorm van autisme
!PMT | hulp waarbij een kind leert door te bewegen
!PO | basisonderwijs
POH | iemand bij de huisarts die helpt bij zorgen en problemen
POH-GGZ | iemand bij de huisarts die helpt bij zorgen en problemen
praktijkonderwijs | school voor voortgezet onderwijs waar een kind leert door te doen | !PrO
!PTSS | klachten na een heel nare gebeurtenis
!RI&E | lijst met wat er op school veiliger kan
!RID | bureau voor onderzoek en hulp bij dyslexie
RT | remedial teaching: extra les aan één kind of een klein groepje | remedial teaching
RT'er | remedial teacher: geeft extra les aan één kind of een klein groepje | remedial teacher
SBO | speciaal basisonderwijs: basisschool met kleine groepen en extra hulp | speciaal basisonderwijs
!SEO | sociaal-emotionele ontwikkeling: hoe een kind zich voelt en met anderen omgaat
SMW | schoolmaatschappelijk werk: hulp bij zorgen thuis of op school | schoolmaatschappelijk werk
SMW'er | iemand die helpt bij zorgen thuis of op school | schoolmaatschappelijk werker
!SO | speciaal onderwijs: school voor kinderen die veel hulp nodig hebben | speciaal onderwijs
!SOP | lijst met de hulp die de school kan geven | schoolondersteuningsprofiel
!SOVA | leren omgaan met anderen | sova-training; sova
!SPV | verpleegkundige voor mensen met psychische problemen
SWV | samenwerkingsverband: scholen die samen extra hulp regelen | samenwerkingsverband
!TIQ | een getal uit een test voor leren en denken
TLV | toelaatbaarheidsverklaring: nodig om naar een speciale school te gaan | toelaatbaarheidsverklaring; tlv's
!TOS | taalontwikkelingsstoornis: een kind heeft veel moeite met taal | taalontwikkelingsstoornis
vmbo | school voor voortgezet onderwijs, duurt vier jaar | vmbo-t; vmbo-tl; vmbo-k; vmbo-b; vmbo-g
!VO | voortgezet onderwijs: de middelbare school
VSO | voortgezet speciaal onderwijs
VVE | extra taal en spelen voor jonge kinderen
vwo | school voor voortgezet onderwijs, duurt zes jaar
WISC | test voor leren en denken | WISC-V
!ZAT | overleg van school met hulpverleners
!DHH | lijst om te zien of een kind sneller leert dan anderen
!DLE | zo ver is een kind met leren, geteld in maanden les
!IAG | hulp thuis voor het hele gezin
!KNO | keel, neus en oren | KNO-arts
!MKD | dagverblijf voor jonge kinderen die extra zorg nodig hebben
!NPO | geld van de overheid voor extra hulp op school
PGB | geld waarmee ouders zelf zorg kopen
!PSZ | peuterspeelzaal
!SDQ | vragenlijst over hoe een kind zich voelt en doet
!SVIB | kijken naar een filmpje van de les, om van te leren
!TSO | overblijven tussen de middag
!TTR | toets: hoeveel sommen een kind in korte tijd maakt
!WPPSI | test voor leren en denken, voor jonge kinderen
WLZ | wet voor mensen die hun hele leven zorg nodig hebben
zorgplicht | de school moet een goede plek zoeken voor een kind
"""

_OTHERS = """
    nl eu vs tv pc cd dvd usb mp3 sms app pdf xl ok oké ehbo km cm mm kg ml id ict it wc anwb ns knvb nos ajax psv fc
    aow uwv wmo svb ing btw kvk bsn iban ai gps dna hbo mbo wo nb ps pm am cv wifi qr lego hema a4 a3 a5 vt aso
    ii iii iv vi vii viii
"""
"""Short words in capitals that everybody knows, folded."""

WELL_KNOWN = frozenset(_OTHERS.split())
_LONGEST = 3  # words in one entry
_TOKEN = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")


def _entries() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """What is written in one way only, and what counts in any letters, folded: each to its word and meaning."""
    exact: dict[str, tuple[str, str]] = {}
    free: dict[str, tuple[str, str]] = {}
    for row in _TABLE.strip().splitlines():
        word, meaning, *more = (part.strip() for part in row.split("|"))
        entry = (word.lstrip("!"), meaning)
        for way in (word, *(more[0].split(";") if more else ())):
            way = way.strip()
            if way.startswith("!"):
                exact[way[1:]] = entry
            else:
                free[fold(way)] = _in_full(way, meaning) or entry
    return exact, free


def _in_full(way: str, meaning: str) -> tuple[str, str] | None:
    """The entry of who wrote it out: that word and not its abbreviation, which the text doesn't use."""
    return (way, meaning.removeprefix(f"{way}: ")) if meaning.startswith(f"{way}: ") else None


_EXACT, _FREE = _entries()


def glossary(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What stands in these texts and may need a word of explanation: (abbreviation, meaning), by the alphabet."""
    found = {entry for text in texts for entry in _in_text(text)}
    found -= {full for word, meaning in found if (full := _in_full(meaning.partition(":")[0], meaning))}
    return tuple(sorted(found, key=lambda entry: (fold(entry[0]), entry[1])))


def explains(word: str) -> bool:
    """Whether the list at the end tells what this abbreviation means, or everybody knows it: "OPP", "tv"."""
    plain = fold(word)
    return word in _EXACT or plain in _FREE or plain in WELL_KNOWN


def _in_text(text: str) -> Iterable[tuple[str, str]]:
    tokens = [match[0].replace("’", "'") for match in _TOKEN.finditer(text)]
    plain = [fold(token) for token in tokens]
    at = 0
    while at < len(tokens):
        size, entry = _longest(tokens, plain, at)
        if entry is not None:
            yield entry
        at += size


def _longest(tokens: list[str], plain: list[str], at: int) -> tuple[int, tuple[str, str] | None]:
    """How many words from here are one entry, and which; an abbreviation also counts in "TLV-aanvraag"."""
    for size in range(min(_LONGEST, len(tokens) - at), 1, -1):
        if entry := _FREE.get(" ".join(plain[at : at + size])):
            return size, entry
    entry = _EXACT.get(tokens[at]) or _FREE.get(plain[at])
    if entry is None and "-" in tokens[at]:
        head = tokens[at].partition("-")[0]
        entry = _EXACT.get(head) or (_FREE.get(fold(head)) if head.isupper() else None)
    return 1, entry
