"""O9: what is still open. Words left to fill in, promises without who or when, a @name that means nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ibtui.care.findings import Copy, Finding, Known, Level, Reader
from ibtui.care.mentions import mentions
from ibtui.care.minutes import ActionLine, Mark
from ibtui.care.prose import Passage, passages
from ibtui.care.text import fold

_RULE = "O9"
_FILL = r"(?i:in\ te\ vullen|invullen|aan\ te\ vullen|aanvullen|uitwerken|afmaken)"
_GAP = r"(?i:naam|namen|datum|data|tijd|score|scores|groep|school|wie|wanneer|kind|leerling|tekst|bedrag|aantal|plaats)"
_MONTH = r"(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
_LEFT = re.compile(
    rf"""
    \bTODO\b | \btodo\s*: | \bto\ do\s*: | \bFIXME\b | \b(?:TBD|tbd)\b | (?i:\blorem\ ipsum\b)
    | \?{{2,}}
    | (?<!\w)[xX]{{3,}}(?!\w) | (?<!\w)XX(?!\w) | (?<!\w)[xX]{{2}}-[xX]{{2}}(?:-[xX]+)? | \bdd-mm(?:-j+)?\b
    | (?<![\w_])_{{3,}}(?![\w_]) | \.{{5,}} | …{{2,}} | (?<=\s)\.\.(?=\s|$) | (?:\.{{2,3}}|…)(?=\s+{_MONTH})
    | (?<=:)\s*(?:\.{{2,4}}|…)\s*$
    | \[\s*(?i:nog\s+)?(?:{_FILL}|{_GAP}(?:\s+\w+)?|\.\.\.|…)\s*[!?]*\s*\](?!\()
    | <\s*(?:{_FILL}|{_GAP}(?:\s+\w+)?)\s*> | \{{\s*(?:{_FILL}|{_GAP}(?:\s+\w+)?)\s*\}}
    | \(\s*(?:(?i:hier\s+|nog\s+)+{_FILL}|{_FILL}|(?:{_GAP}|wat|waar)\s*\?+|{_GAP}\s+(?i:nog\s+)?{_FILL})\s*[!?.]*\s*\)
    | ^\s*(?i:hier\s+|nog\s+)*{_FILL}\s*[!.]*\s*$ | ^\s*(?i:hier\s+nog|nog)\s+{_FILL}\b
    | (?<=[:=])\s*(?i:hier\s+|nog\s+)*{_FILL}\s*[!.]*\s*$
    | (?:(?<=[:;,])|^)\s*{_GAP}\s+(?i:nog\s+)?{_FILL}\s*[!.]*\s*$
    | (?:^|(?<=[:=]))\s*(?:PM|pm|p\.m\.)\s*[!.]*\s*$ | ^PM(?=:)
    """,
    re.VERBOSE | re.MULTILINE,
)
_HINT = re.compile(
    r"[?<({\[…_]|\.\.|[xX]{2}|TODO|todo|to do|FIXME|TBD|tbd|[Ll]orem|vullen|werken|maken|dd-mm|PM|pm|p\.m"
)
_RULER = re.compile(r"\s*(?:_\s*){3,}\Z")
_UNSURE = re.compile(r"\(\?\)")
_NOT_SURE = "Hier staat een vraagteken. Weet je het intussen? Vul het in, of haal het weg."
_TO_FILL_IN = "Hier moet nog iets ingevuld worden. Vul het in, of haal het weg."


def find(copy: Copy, reader: Reader, known: Known) -> Iterator[Finding]:
    """What has to be finished first, each in its place."""
    at_line: dict[int, Passage] = {}
    for passage in passages(copy):
        if passage.mark is Mark.ACTION:
            at_line[passage.line] = passage
        if passage.mark is not Mark.CHILD:
            yield from _left_open(passage)
        yield from _nobody(passage, known.meant)
    for action in copy.actions:
        yield from _promise(action, at_line.get(action.line + 1))


def _left_open(passage: Passage) -> Iterator[Finding]:
    if _HINT.search(passage.text) is None or _RULER.match(passage.text):
        return
    for left in _LEFT.finditer(passage.text):
        start = left.end() - len(left[0].lstrip())
        yield passage.finding(_RULE, Level.STOPS, start, left.end(), _TO_FILL_IN)
    for unsure in _UNSURE.finditer(passage.text):
        yield passage.finding(_RULE, Level.ASKS, unsure.start(), unsure.end(), _NOT_SURE)


# --- names ---

_WHO_IS_THIS = "Ik weet niet wie “{name}” is, of er zijn er meer. Schrijf de naam voluit, of kies een ander."


def _nobody(passage: Passage, meant: Mapping[str, str]) -> Iterator[Finding]:
    for one in mentions(passage.text):
        if one.mark == "@" and f"@{fold(one.typed)}" not in meant:
            reason = _WHO_IS_THIS.format(name=one.typed)
            yield passage.finding(_RULE, Level.STOPS, one.start, one.end, reason)


# --- promises ---

_NO_WHO = "Bij deze afspraak staat niet wie het doet. Schrijf: “! wie: wat > wanneer”."
_NO_WHEN = "Bij deze afspraak staat niet wanneer. Zet er een dag achter: “> vr 11 dec”."
_NEITHER = "Bij deze afspraak staat niet wie het doet en wanneer. Schrijf: “! wie: wat > wanneer”."
_NO_DAY = "“{when}” is geen dag. Schrijf een datum, dan weet iedereen wanneer het klaar is."
_NOBODY = ("wie", "iemand", "nnb", "n.n.b.", "nog onbekend")
_AGAIN = re.compile(r"(?:elke|iedere|elk|ieder|om de|dagelijks|wekelijks|maandelijks)\b")


def _promise(action: ActionLine, passage: Passage | None) -> Iterator[Finding]:
    """A promise that nobody keeps, or that is never over. "Elke vrijdag" is a moment too."""
    passage = passage or Passage(action.line + 1, 1, Mark.ACTION, action.what)
    who = "" if fold(action.who) in _NOBODY else action.who.strip()
    when = action.when.strip() if any(map(str.isalnum, action.when)) else ""
    if not who or not when:
        reason = _NEITHER if not who and not when else _NO_WHEN if who else _NO_WHO
        yield passage.finding(_RULE, Level.STOPS, *_place(passage.text, action.what), reason)
    if when and action.due is None and not _AGAIN.match(fold(when)):
        place = _place(passage.text, when, last=True)
        yield passage.finding(_RULE, Level.ASKS, *place, _NO_DAY.format(when=when))


def _place(text: str, part: str, *, last: bool = False) -> tuple[int, int]:
    """Where this part of a promise stands in its line; the whole line when it was put together otherwise."""
    start = text.rfind(part) if last else text.find(part)
    return (start, start + len(part)) if start >= 0 else (0, len(text))
