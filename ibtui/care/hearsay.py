"""O5: what somebody told who isn't at the table. The lists are to add to."""

from collections.abc import Iterator, Sequence

from ibtui.care.findings import Finding, Level
from ibtui.care.phrases import Phrases, ways
from ibtui.care.prose import Passage, Word, sentence_at

# Of the near ones it counts only when they say *that* something is so: "oma vertelt graag" is no hearsay.
_FAR = """
    buurvrouw | overbuurvrouw | buurman | overbuurman | buren | overburen | buurtgenoot | buurtgenoten | buurt
    kennissen | voorbijganger | overblijfmoeder | oppas | een kennis | andere moeder | andere moeders | andere vader
    andere ouder | andere ouders | ouders uit de klas | ouders uit de groep | moeder uit de klas | vriendin van moeder
    vriendin van vader | vriend van vader | vriend van moeder
"""
_OF_A_FRIEND = "klasgenoot klasgenootje vriendje vriendinnetje vriendin vriend leerling"
_NEAR = """
    oma | opa | tante | oom | grootouders | klasgenoot | klasgenoten | klasgenootje | klasgenootjes | ander kind
    andere kinderen | andere leerling | andere leerlingen | vriendinnetje | vriendje
"""
_PEOPLE = Phrases(
    dict.fromkeys(ways(_FAR), False)
    | dict.fromkeys(ways(_NEAR), True)
    | {
        f"{who} van een {whom}": False
        for who in ("moeder", "vader", "ouders")
        for whom in (
            *_OF_A_FRIEND.split(),
            *(f"ander {friend}" for friend in ("kind", *_OF_A_FRIEND.split())),
        )
    }
)
"""Who isn't at the table; True for the near ones."""

_VAGUE = """
    van horen zeggen | via via | naar verluidt | naar het schijnt | het gerucht gaat | gaat het gerucht | geruchten
    gerucht | roddel | roddels | geroddeld | geroddel | men zegt | er wordt gezegd | wordt er gezegd | wordt gezegd dat
    wordt verteld dat | er wordt gefluisterd | het verhaal gaat | gaat het verhaal | anonieme tip | anonieme melding
    anoniem gemeld | anonieme brief | anonieme bron | wil niet genoemd worden | wilde niet genoemd worden
    wil anoniem blijven | wilde anoniem blijven | ik hoorde dat | ik heb gehoord dat | hoorde ik dat | we hoorden dat
    wij hoorden dat | we hebben gehoord dat | wij hebben gehoord dat | hoorden we dat | op het plein wordt
    op het schoolplein wordt | schijnt te | schijnen te | het schijnt dat | schijnt dat | in de wandelgangen
    in de buurt wordt | in het dorp wordt | iemand zei dat | iemand vertelde dat | iemand heeft gezien
    iemand uit het dorp | iemand uit de buurt | mensen zeggen dat | ze zeggen dat hij | in het dorp zeggen
"""
_HEARSAY = Phrases(dict.fromkeys(ways(_VAGUE), True))
"""Ways to say that it isn't known who said so."""

_SAYING = """
    zei zegt zeggen zeiden vertelt vertelde vertelden vertellen meldt meldde melden beweert beweerde klaagt klaagde
    waarschuwt waarschuwde hoort hoorde zag noemt noemde belde mailde appte
"""
_SAID = "gezegd verteld gemeld gezien gehoord beweerd gewaarschuwd geklaagd doorgegeven gedeeld laten aan"
_IN_TRUST = """
    verteld vertelde vertelt vertellen gezegd zei zegt gedeeld deelde gemeld meegedeeld genomen weten gehoord hoorde
"""
_HEARD = "gehoord vernomen hoorde hoorden hoor begrepen begreep weten"
_HAVE = "heeft hebben had hadden geeft gaf liet laat"
_ARTICLES = "de het een haar zijn hun onze mijn"
_TO_THEM = "bij met naar aan voor tegen over door van via dat of en als zonder"

_SAYING_WORDS, _SAID_WORDS, _TRUST_WORDS = (frozenset(row.split()) for row in (_SAYING, _SAID, _IN_TRUST))
_HEARD_WORDS, _HAVE_WORDS = frozenset(_HEARD.split()), frozenset(_HAVE.split())
_ARTICLE_WORDS, _TO_WORDS = frozenset(_ARTICLES.split()), frozenset(_TO_THEM.split())

_OTHERS_SAID = (
    "Dit komt van iemand anders. Mag het hier staan? Schrijf anders op wat school zelf zag, of haal het weg."
)


def hearsay(passage: Passage, found: Sequence[Word]) -> Iterator[Finding]:
    """Hearsay in one text, once a sentence: what is said there is one thing."""
    seen: set[tuple[int, int]] = set()
    for first, last in sorted({*_vague(found), *_by_others(passage, found)}):
        start = found[first].start
        sentence = sentence_at(passage.text, start)
        if sentence not in seen:
            seen.add(sentence)
            yield passage.finding("O5", Level.ASKS, start, found[last - 1].end, _OTHERS_SAID)


def _vague(found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for hit in _HEARSAY.find(found):
        yield hit.first, hit.last
    for at, word in enumerate(found):
        in_trust = word.plain == "vertrouwen" and at > 0 and found[at - 1].plain == "in"
        if in_trust and any(near.plain in _TRUST_WORDS for near in found[max(0, at - 5) : at + 4]):
            yield at - 1, at + 1
    if [word.plain for word in found[:2]] in (["gehoord", "dat"], ["opgevangen", "dat"], ["hoorde", "dat"]):
        yield 0, 2


def _by_others(passage: Passage, found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for hit in _PEOPLE.find(found):
        before = hit.first - 1
        while before >= 0 and found[before].plain in _ARTICLE_WORDS:
            before -= 1
        lead = found[before].plain if before >= 0 else ""
        sentence = sentence_at(passage.text, found[hit.first].start)
        words = [word.plain for word in found if sentence[0] <= word.start < sentence[1]]
        behind = [word.plain for word in found[hit.last :] if word.start < sentence[1]]
        heard = lead in ("van", "via") and not _HEARD_WORDS.isdisjoint(words)
        if lead == "volgens" or heard or _says(behind, lead, strict=hit.value):
            yield hit.first, hit.last


def _says(behind: list[str], lead: str, *, strict: bool) -> bool:
    """Whether these people say something: "zei de buurvrouw", "de buurvrouw zei", "de buren hebben gezien"."""
    if lead in _SAYING_WORDS and not strict:
        return True
    if lead in _TO_WORDS:
        return False
    told = next((at for at, word in enumerate(behind[:4]) if word in _SAYING_WORDS), -1)
    if told < 0 and behind and behind[0] in _HAVE_WORDS:
        told = next((at for at, word in enumerate(behind[:9]) if word in _SAID_WORDS), -1)
    return told >= 0 and (not strict or "dat" in behind[told + 1 : told + 4])
