"""O6: words of doctors that don't say who found that, and when. The lists are to add to."""

import re
from collections.abc import Iterator, Sequence, Set

from ibtui.care.findings import Finding, Level
from ibtui.care.minutes import Mark
from ibtui.care.phrases import Phrases, ways
from ibtui.care.prose import Passage, Word, sentence_at, sentences, words

_WORDS = """
    adhd autisme autist autistisch autistische asperger pdd-nos dyslexie dyslectisch dyslectische dyscalculie
    epilepsie diabetes suikerziekte reuma medicatie medicijn medicijnen ritalin concerta medikinet methylfenidaat
    equasym strattera melatonine risperdal antidepressiva pillen depressie depressief depressieve depressies burn-out
    burnout trauma trauma's getraumatiseerd getraumatiseerde traumatisch traumatische ptss hechtingsproblemen
    hechtingsproblematiek tourette lvb zwakbegaafd zwakbegaafde zwakbegaafdheid borderline psychose psychotisch
    psychotische bipolair bipolaire schizofrenie schizofreen anorexia boulimia verslaafd verslaafde verslaving
    alcoholist alcoholiste suïcidaal suïcidale suïcide suïcidepoging zelfmoord zelfmoordpoging automutilatie
    slechthorend slechthorende hoogbegaafdheid mutisme dyspraxie astma fobie psychiatrisch psychiatrische
    gediagnosticeerd kanker hiv migraine
"""
_PHRASES = """
    verstandelijke beperking | verstandelijk beperkt | onveilig gehecht | syndroom van down | down syndroom
    gilles de la tourette | is hoogbegaafd | zijn hoogbegaafd | hoogbegaafd is | zwak begaafd
    laag intelligent | beneden gemiddeld intelligent | beneden gemiddelde intelligentie
    bovengemiddelde intelligentie | benedengemiddelde intelligentie | lage intelligentie | hoge intelligentie
"""
_CAPITALS = "tos ass add odd dcd nld fas iq tiq viq piq"

_DIAGNOSES = Phrases(
    dict.fromkeys((*_WORDS.split(), *ways(_PHRASES)), False) | dict.fromkeys(_CAPITALS.split(), True)
)
"""True: only in capitals, or right behind "heeft"."""
_ILLNESS = re.compile(r"stoornis(?:sen)?\Z")
_WHOLE = ("pdd-nos", "burn-out")
_ABOUT_LEARNING = re.compile(r"(?:dysle|dysca)")

_NOT_SOMEBODY = """
    onderzoek onderzoeken screening test tests toets behandeling behandelaar behandelaars specialist expert experts
    protocol verklaring training cursus begeleiding begeleider team poli coach praktijk vragenlijst aanvraag groep
    klas school dossier traject consulent deskundige dag week boek signalering aanpak kaart les lessen bureau
    centrum instituut zorg vergoeding
"""
_SUBJECT_OF = "over training cursus workshop expert specialist screening scholing studiedag folder thema"
_LOOKED_FOR = """
    onderzoek onderzoeken onderzocht getest testen test screening screenen gescreend aanvraag vragenlijst
    vragenlijsten aanmelding aangemeld
"""
_NOT_SOMEBODY_WORDS = frozenset(_NOT_SOMEBODY.split())
"""Behind a hyphen or as the next word these say that nobody is called ill: "dyslexie-onderzoek"."""
_SUBJECT_WORDS, _LOOKED_WORDS = frozenset(_SUBJECT_OF.split()), frozenset(_LOOKED_FOR.split())

_NO_SOURCE = (
    "Dit is een woord van een arts of onderzoeker. Zet erbij wie dit vaststelde en wanneer: "
    "“volgens de kinderarts, 3-11-2026”."
)


def diagnoses(passage: Passage, found: Sequence[Word], people: Set[str]) -> Iterator[Finding]:
    """Words of doctors in one text without their source. `people`: the names of everybody, folded."""
    for first, last in _medical(passage, found):
        start, end = found[first].start, found[last - 1].end
        place = sentence_at(passage.text, start)
        sentence = passage.text[slice(*place)]
        asked = passage.mark is Mark.QUESTION or sentence.endswith("?")
        if asked and _ABOUT_LEARNING.match(found[first].plain):
            continue  # "komt dyslexie in de familie voor" is a question, no diagnosis
        if _is_general(found, first, last) or _has_source(sentence, people):
            continue
        if not _told_next(passage.text, place, people):
            yield passage.finding("O6", Level.ASKS, start, end, _NO_SOURCE)


def _medical(passage: Passage, found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The words of doctors, also as the first half of "ADHD-achtig"."""
    heads = [_head(word) for word in found]
    for hit in _DIAGNOSES.find(heads):
        typed = passage.text[heads[hit.first].start : heads[hit.first].end]
        if hit.value and not (typed.isupper() or _behind_has(found, hit.first)):
            continue
        if not typed.upper().endswith("IQ") or _has_score(found, hit.first, hit.last):
            yield hit.first, hit.last
    for at, word in enumerate(heads):
        if _ILLNESS.search(word.plain):
            yield at, at + 1


def _head(word: Word) -> Word:
    head, _, tail = word.plain.partition("-")
    if not tail or word.plain in _WHOLE or tail in _NOT_SOMEBODY_WORDS:
        return word
    return Word(word.start, word.start + len(head), head)


def _behind_has(found: Sequence[Word], at: int) -> bool:
    return at > 0 and found[at - 1].plain in ("heeft", "met", "hebben", "is") and found[at].plain != "add"


def _has_score(found: Sequence[Word], first: int, last: int) -> bool:
    """An IQ test is no result: there must be a number, or "een hoog IQ"."""
    near = [word.plain for word in found[max(0, first - 3) : last + 5]]
    numbers = any(plain.isdigit() and 2 <= len(plain) <= 3 for plain in near)
    return numbers or any(plain in ("hoog", "laag", "hoge", "lage", "gemiddeld") for plain in near)


def _is_general(found: Sequence[Word], first: int, last: int) -> bool:
    """Whether it isn't said of somebody: "onderzoek naar dyslexie", "een boek over autisme", "TOS-groep"."""
    if last < len(found) and found[last].plain in _NOT_SOMEBODY_WORDS:
        return True
    before = [word.plain for word in found[max(0, first - 5) : first]]
    while before and before[-1] in ("ernstige", "mogelijke", "een", "de", "vorm", "van", "eventuele", "het"):
        before.pop()
    if before and before[-1] in _SUBJECT_WORDS:
        return True
    aim = len(before) > 1 and before[-1] in ("naar", "op", "voor")
    return aim and not _LOOKED_WORDS.isdisjoint(before[:-1])


# --- its source ---

_WHO = r"(?:volgens|aldus|door|van|bij|uit|bron:|diagnose:?)"
_STATED = re.compile(
    r"""\b(?:volgens | aldus | (?:vast)?gesteld | stelde | stelt | vaststelde | gediagnosticeerd | (?:be)?noemt | noemde
    | voorgeschreven | voorschreef | schrijft | schreef | schrijven | concludeert | concludeerde | constateert
    | constateerde | geconstateerd | gestart | bevestigd | bevestigt | bevestigde | verslag | brief | rapport | uitslag
    | bericht | diagnose | verklaring | bevinding(?:en)? | blijkt | bron | zegt | zei )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_DATED = re.compile(
    r"""\b[0-9]{1,2}[-/.][0-9]{1,2}\b | \b(?:19|20)[0-9]{2}\b
    | \b[0-9]{1,2}\ (?:jan|feb|mrt|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec)
    | \b(?:januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"""arts(?:en)?\b | neurolo | psychiater | psycholo[og] | orthopedago | logoped | audiolo | ziekenhuis | \bgg[zd]
    | \bjgz\b | kliniek | \bpoli\b | revalidatie | specialist | behandelaar | \binstituut | praktijk\b | \bumc
    | verpleegkundig | apotheek | bureau\b | therapeut | gedragswetenschapper | gedragsdeskundige | onderzoeker""",
    re.VERBOSE | re.IGNORECASE,
)
_BY = re.compile(rf"\b{_WHO}\s+(?:de\s+|het\s+|een\s+)?(?P<who>[^\W\d_]\w+)", re.IGNORECASE)
_NO_AUTHORITY = frozenset(
    [
        "moeder",
        "vader",
        "ouders",
        "mama",
        "papa",
        "oma",
        "opa",
        "juf",
        "meester",
        "leerkracht",
        "school",
        "ons",
        "mij",
        "haar",
        "hem",
        "internet",
        "tante",
        "oom",
    ]
)
_REFERS = re.compile(r"(?:Dat|Dit|De diagnose|Deze diagnose|Die diagnose|De kinderarts|Het is|Vastgesteld)\b")


def _has_source(sentence: str, people: Set[str]) -> bool:
    """Whether a sentence says who found this, and of what organisation or when: "volgens moeder" is not enough."""
    if _STATED.search(sentence) is None:
        return False
    if _ORGANISATION.search(sentence) is not None:
        return True
    dated = _DATED.search(sentence) is not None
    for match in _BY.finditer(sentence):
        who = words(match["who"])[0].plain
        if dated and not match["who"].isdigit() and match[0][:3].casefold() in ("vol", "ald", "doo", "bro"):
            return True
        if match["who"][0].isupper() and who not in _NO_AUTHORITY and who not in people:
            return True
    return False


def _told_next(text: str, place: tuple[int, int], people: Set[str]) -> bool:
    """Whether the next sentence tells the source: "Roos heeft ADHD. Dat stelde de kinderarts vast."""
    after = next((one for one in sentences(text) if one[0] >= place[1]), None)
    if after is None:
        return False
    sentence = text[slice(*after)]
    return _REFERS.match(sentence) is not None and _has_source(sentence, people)
