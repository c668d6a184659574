"""O7: words that say what somebody is like, instead of what was seen. The list is to add to."""

import re
from collections.abc import Iterator, Set

from ibtui.care.findings import Finding, Level
from ibtui.care.phrases import Phrases, ways
from ibtui.care.prose import Passage, Word, sentence_at, words

_WORDS = """
    lui luie luiheid luiaard manipulatief manipulatieve manipuleert manipuleren manipuleerde manipulerend
    manipulerende asociaal asociale aso liegt liegen loog logen gelogen leugen leugens leugenaar hysterisch
    hysterische hysterie brutaal brutale verwend verwende onopgevoed onopgevoede irritant irritante irriteert
    onhandelbaar onhandelbare agressief agressieve dom onwillig onwillige ongemotiveerd ongemotiveerde onverschillig
    onverschillige zeurt zeuren zeurde gezeur zeurpiet zeurkous zanikt bemoeizuchtig bemoeizuchtige overbezorgd
    overbezorgde stout stoute sloom slome kinderachtig kinderachtige egoïstisch egoïstische egoïst arrogant arrogante
    aansteller aanstelleritis aanstellerig aanstellerij onbeschoft onbeschofte onbeleefd onbeleefde lomp lompe
    respectloos respectloze ongehoorzaam ongehoorzame koppig koppige labiel labiele debiel idioot achterlijk
    achterlijke stiekeme achterbaks achterbakse sluw sluwe geniepig geniepige gemeen gemene pestkop etter
    ettertje etterbak rotjong rotkind kreng tuig sukkel loser nietsnut domoor tokkie tokkies crimineel
    ongeïnteresseerd ongeïnteresseerde laks lakse onbetrouwbaar onbetrouwbare onverantwoordelijk onverantwoordelijke
    naïef naïeve incapabel incapabele onbekwaam onbekwame probleemkind probleemgeval probleemgezin probleemleerling
    probleemouders verwaarloosd verwaarloosde verwaarloost smerig smerige viezerik stinkt psychopaat gestoorde
    aandachtstrekker aandachttrekker overdrijft stoorzender treiterkop ondankbaar ondankbare drammer drammerig
    drammerige dramt dominante jankt janken theatraal theatrale claimerig claimerige raddraaier
    ongemanierd ongemanierde bemoeial onuitstaanbaar onuitstaanbare hopeloze onhebbelijk onhebbelijke bazig
    bazige onvolwassen luilak luiwammes uitvreter waardeloos waardeloze drukteschopper druktemaker treitert provoceert
    provoceren provocerend provocerende opstandig opstandige dwarsligger egocentrisch egocentrische narcist
    narcistisch narcistische vijandig vijandige kleinzerig kleinzerige huilebalk zeurderig zeurderige watje eikel trut
    klootzak eigenwijs eigenwijze klassenclown onaangepast onaangepaste veeleisend veeleisende dramaqueen viespeuk
    luiaards leugenachtig leugenachtige slordevos wijsneus bitch heks gluiperig gluiperige doortrapt doortrapte
"""
_PHRASES = """
    stelt zich aan | stelde zich aan | aan te stellen | zich aanstellen | stelt zich vaak aan | stelt zich altijd aan
    stelt zich weer aan | spoort niet | niet goed snik | deugt niet | deugen niet | is gestoord | hopeloos geval
    is vervelend in de klas | doet vervelend | niet goed bij haar hoofd | niet goed bij zijn hoofd | slechte opvoeding
    kan niet opvoeden | kunnen niet opvoeden | niet in staat om op te voeden | onmogelijk kind | is gek | is dom
    rotte appel | vals kind | dramt door | is vals
    is dwars | doet dwars | drama queen | is hopeloos | bemoeit zich overal mee | stelt zich weer eens aan
    stelt zich nogal aan | stelt zich erg aan | stelt zich soms aan | stelt zich snel aan | stelt zich enorm aan
    is vervelend tegen | is vervelend naar | hij is vervelend | ze is vervelend | zij is vervelend
    slecht opgevoed | niet opgevoed | niet te vertrouwen | zwak begaafd
"""
_PERSONS = """
    kind jongen meisje leerling ventje meid moeder vader ouder ouders mens gezin klant leerlingen kinderen type stel
    vrouw man mevrouw meneer tante oma opa meiden jongens
"""
_OF_PERSONS = """
    lastig lastige moeilijk moeilijke slecht slechte dom domme
    zwak zwakke vreemd vreemde raar rare stom stomme vervelend vervelende
"""


_JUDGING = Phrases(
    {
        way: way
        for way in (
            *_WORDS.split(),
            *ways(_PHRASES),
            *(f"{how} {who}" for how in _OF_PERSONS.split() for who in _PERSONS.split()),
        )
    }
)
"""Words that say what somebody is like instead of what was seen."""

_HARMLESS_BEHIND = {
    "lui": "oog ogen",
    "is gek": "op van met",
    "dominante": "hand oog taal kant",
    "luie": "stoel oog dag middag trui",
    "dom": "weg",
    "gemeen": "hebben heeft hadden",
    "agressief": "speelgoed",
    "gemene": "deler",
    "brutale": "aap vos meeuw",
    "stout": "boek",
    "stoute": "schoenen schoen",
    "koppige": "ezel",
    "kinderachtig": "boek boeken spel",
    "kinderachtige": "boeken boek opdrachten spelletjes",
}
"""Behind these words it is about something else: "een lui oog"."""

_JUDGES = "Dit is een oordeel over iemand. Schrijf op wat je zag of hoorde, en wanneer."
_NOT = frozenset(["niet", "geen", "nooit", "nauwelijks", "allerminst", "noch"])
_BETWEEN = frozenset(
    [
        "zo",
        "echt",
        "bewust",
        "altijd",
        "per",
        "se",
        "van",
        "een",
        "de",
        "expres",
        "meer",
        "heel",
        "erg",
        "gewoon",
        "bedoeld",
        "als",
        "langer",
        "is",
        "zijn",
        "was",
        "zeker",
        "te",
    ]
)
_FINDS = frozenset(["vindt", "vond", "vinden", "vonden"])
_SOMEBODY = frozenset(
    [
        "hem",
        "haar",
        "hen",
        "ze",
        "moeder",
        "vader",
        "ouders",
        "zoon",
        "dochter",
        "kind",
        "jongen",
        "meisje",
        "juf",
        "meester",
        "leerkracht",
        "jou",
        "mij",
    ]
)
_FEELS = frozenset(["voelt", "voelde", "voel", "voelen"])
_QUOTED = re.compile("“[^”]*”|\"[^\"]*\"|„[^”“]*[”“]|‘[^’]*’(?!\\w)|(?<!\\w)'[^']*'(?!\\w)")
_FIRST_PERSON = frozenset(["ik", "mij", "me", "mijn", "m'n", "we", "wij", "ons"])


def judgements(passage: Passage, found: list[Word], people: Set[str]) -> Iterator[Finding]:
    """Judgements in one text. `people`: the names of everybody, folded."""
    for hit in _JUDGING.find(found):
        start = found[hit.first].start
        behind = found[hit.last].plain if hit.last < len(found) else ""
        if behind and behind in _HARMLESS_BEHIND.get(hit.value, "").split():
            continue
        own = [word for word in found[: hit.first] if word.start >= sentence_at(passage.text, start)[0]]
        if _denied(own, behind) or _feeling(own, people) or _quoted(passage.text, start):
            continue
        yield passage.finding("O7", Level.ASKS, start, found[hit.last - 1].end, _JUDGES)


def _denied(before: list[Word], behind: str) -> bool:
    """ "Roos is niet lui", but not "niet alleen lui"."""
    if behind == "maar":
        return False
    for word in reversed(before):
        if word.plain in _NOT:
            return True
        if word.plain not in _BETWEEN:
            return False
    return False


def _feeling(before: list[Word], people: Set[str]) -> bool:
    """What a child feels is no judgement of ours: "ze voelt zich dom", "hij vindt rekenen dom"."""
    plain = [word.plain for word in before]
    if "zichzelf" in plain or ("zich" in plain and bool(_FEELS & set(plain))):
        return True
    found = next((at for at, word in enumerate(plain) if word in _FINDS), len(plain))
    thing = [word for word in plain[found + 1 :] if word not in ("hij", "zij")]
    return bool(thing) and not any(word in _SOMEBODY or word in people for word in thing)


def _quoted(text: str, at: int) -> bool:
    """Whether this stands in somebody's own words: between quotes, with an "ik" in it."""
    for quote in _QUOTED.finditer(text):
        if quote.start() < at < quote.end():
            return any(word.plain in _FIRST_PERSON for word in words(quote[0]))
    return False
