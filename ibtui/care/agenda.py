"""The agenda that makes itself: what the story of a child or group asks for, as lines under the template.

Every proposal is one line that can be deleted. Action items come as `- `, never as `! `: they exist already.
Questions come as `? ` in the words of last time, so that they stay questions until somebody takes them out.
A proposal ends with a remark between brackets that says where it comes from. By that it is known again, under
whatever heading it stands by now: as long as nothing is typed behind it, it is preparation, and no part of what
was said (`without_proposals`).
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ibtui.care.dates import ago, due_words, short_date
from ibtui.care.deadlines import RULES, rule_words
from ibtui.care.minutes import Line, Mark, ParsedMinutes, Point
from ibtui.care.text import fold
from ibtui.values import dataclass

HEADING = "Wat ligt er nog"
"""The heading of the proposals: true before the meeting, and after it in the minutes."""

MOST = 12
"""Lines, and not more: action items make room for what comes first. Questions are never left out."""

FEWEST_ACTIONS = 3
"""So many action items are there, whatever else there is."""

DEADLINE_AHEAD = timedelta(weeks=6)
"""A term that ends within this time is proposed."""

EVALUATION_AHEAD = timedelta(weeks=2)
"""An evaluation that is planned within this time is due: the next meeting would be too late."""

HEARD_SINCE = timedelta(days=366)
"""A child that was heard longer ago is asked again, also about an old concern."""

_LONGEST = 140
_JUST = "nog open, "


@dataclass(frozen=True, slots=True)
class OpenAction:
    """A promise that isn't kept yet. `who` "" = nobody yet; `pupil`: first name, when the agenda has to say it."""

    who: str
    what: str
    made: date
    due: date | None
    waiting: bool = False
    pupil: str = ""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question left from last time, in its own words."""

    text: str
    pupil: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A concern that people would look back on at `due`. `summary`: the heart of it, "" when it can't be told."""

    category: str
    summary: str
    due: date
    pupil: str = ""


@dataclass(frozen=True, slots=True)
class NoConsent:
    """An agency at the table that nothing may be shared with. `ended`: when an earlier consent did, and how."""

    agency: str
    ended: date | None = None
    withdrawn: bool = False
    pupil: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term that runs out. `rule`: a key of `deadlines.RULES`."""

    rule: str
    due: date
    pupil: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a case, seen from the day of the conversation. `unheard`: first names of children.

    `untold`: so many open action items are there whose words can't be on the table; they are only counted.
    """

    day: date
    actions: tuple[OpenAction, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    consents: tuple[NoConsent, ...] = ()
    terms: tuple[Term, ...] = ()
    unheard: tuple[str, ...] = ()
    untold: int = 0


def agenda(facts: Facts) -> str:
    """The heading with its proposals, to put under a template; "" when there is nothing to propose."""
    found = lines(facts)
    return "".join(f"{line}\n" for line in (f"## {HEADING}", *found)) if found else ""


def lines(facts: Facts) -> tuple[str, ...]:
    """The proposals, what is most urgent first: consent, terms, evaluations, the child, questions, action items."""
    day = facts.day
    first = [
        *(_no_consent(item, day) for item in facts.consents),
        *(_term(item, day) for item in sorted(facts.terms, key=lambda item: item.due)),
        *(_evaluation(item, day) for item in sorted(facts.evaluations, key=lambda item: item.due)),
        *(f"- {name} zelf vragen wat helpt (nog geen kindgesprek)" for name in facts.unheard),
        *(f"? {_named(item.pupil, item.text)}" for item in facts.questions),
    ]
    actions = sorted(facts.actions, key=lambda item: (item.due is None, item.due or item.made, item.made))
    room = max(FEWEST_ACTIONS, MOST - len(first))
    if len(actions) + bool(facts.untold) > room:
        actions = actions[: room - 1]
    left = len(facts.actions) - len(actions) + facts.untold
    words = "afspraak" if left == 1 else "afspraken"
    more = [f"- en nog {left} open {words} (kijk bij de leerling of groep)"] if left else []
    return (*first, *(_action(item, day) for item in actions), *more)


def _action(item: OpenAction, day: date) -> str:
    told = f"{ago(min(item.made, day), day)} afgesproken"
    if (day - item.made).days < 2:
        told = f"{_JUST}{told}"  # "(vandaag afgesproken)" alone could be typed by hand
    if item.waiting:
        told += ", wacht"
    if item.due is not None:
        told += f", {'' if item.due < day else 'voor '}{due_words(item.due, day)}"
    what = f"{item.who}: {item.what}" if item.who else f"{item.what}: wie doet dit"
    return f"- {_cut(_named(item.pupil, what))} ({told})"


def _evaluation(item: Evaluation, day: date) -> str:
    heart = f": {item.summary}" if item.summary else ""
    what = _named(item.pupil, f"terugkijken op {item.category}{heart}")
    return f"- {_cut(what)} (evaluatie: {due_words(item.due, day)})"


def _no_consent(item: NoConsent, day: date) -> str:
    why = "nog niet gegeven"
    if item.ended is not None:
        why = f"{'ingetrokken' if item.withdrawn else 'verlopen'} op {short_date(item.ended, day)}"
    what = _named(item.pupil, f"de ouders om toestemming vragen voor overleg met {item.agency}")
    return f"- {_cut(what)} ({why})"


def _term(item: Term, day: date) -> str:
    return f"- {_cut(_named(item.pupil, rule_words(item.rule)))} (termijn: {due_words(item.due, day)})"


def _named(pupil: str, text: str) -> str:
    """The text with the child's name before it, unless it is there already."""
    text = " ".join(text.split())
    return text if not pupil or fold(pupil) in fold(text) else f"{pupil}: {text}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


# --- known again ---

_LENGTH = r"(?:1 dag|[0-9]+ (?:dagen|weken|maanden|jaar))"
_DATE = (
    r"(?:ma|di|wo|do|vr|za|zo) [0-9]{1,2} (?:jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)(?: [0-9]{4})?"
)
_DUE = rf"(?:{_LENGTH} te laat|vandaag|morgen|{_DATE})"
_MADE = rf"(?:{_LENGTH} geleden|{_JUST}(?:vandaag|gisteren)) afgesproken(?:, wacht)?(?:, (?:voor )?{_DUE})?"

_SORTS = (
    (r".*: .*", _MADE),
    (r"(?:.*: )?terugkijken op .*", rf"evaluatie: {_DUE}"),
    (r".* zelf vragen wat helpt", r"nog geen kindgesprek"),
    (
        r"(?:.*: )?de ouders om toestemming vragen voor overleg met .*",
        rf"nog niet gegeven|(?:ingetrokken|verlopen) op {_DATE}",
    ),
    (rf"(?:.*: )?(?:{'|'.join(re.escape(rule.name) for rule in RULES.values())})", rf"termijn: {_DUE}"),
    (r"en nog [0-9]+ open (?:afspraak|afspraken)", r"kijk bij de leerling of groep"),
)
"""What each sort of proposal says, and the remark that ends it. Both have to fit: "mail GGD (nog niet gegeven)"
was typed by somebody. Texts: `re` makes patterns of them at their first use, and keeps those."""

_DASH = re.compile(r"\s*(?:-\s+)?")


def is_proposal(line: Line) -> bool:
    """Whether a line stands as it was proposed, wherever it was put. A question always is still to be asked."""
    if line.mark not in (Mark.ITEM, Mark.TEXT) or not line.text.rstrip().endswith(")"):
        return False
    text = line.text.rstrip()[:-1]
    if line.mark is Mark.TEXT:  # moved to the right, or without its dash
        text = text[_dashed(text) :]
    body, _bracket, remark = text.rpartition(" (")
    was_cut = body.endswith("…") and len(body) >= _LONGEST - 1
    return any(
        re.fullmatch(says, remark) is not None
        and (was_cut or re.fullmatch(what, body, re.DOTALL) is not None)
        for what, says in _SORTS
    )


def _dashed(text: str) -> int:
    """Where a line begins, behind its blanks and its dash."""
    found = _DASH.match(text)
    return 0 if found is None else found.end()


def is_agenda(title: str) -> bool:
    """Whether a heading is the one of the proposals."""
    return fold(title) == fold(HEADING)


def without_proposals(parsed: ParsedMinutes) -> ParsedMinutes:
    """The same minutes without the proposals that nobody touched: for a paper. Questions stay: they are open."""
    gone = {line.number for line in parsed.lines if is_proposal(line)}
    if not gone:
        return parsed

    def kept(found: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(line for line in found if line.number not in gone)

    points = tuple(Point(point.title, point.line, kept(point.lines)) for point in parsed.points)
    return replace(parsed, lines=kept(parsed.lines), points=points)


def says_something(lines: Iterable[Line]) -> bool:
    """Whether there is more than what minutes start with: headings, proposals and questions of last time.

    Takes no more lines than it needs.
    """
    ours = False
    for line in lines:
        if line.mark is Mark.POINT:
            ours = is_agenda(line.text)
        elif line.text.strip() and not (ours and line.mark is Mark.QUESTION) and not is_proposal(line):
            return True
    return False


# --- questions ---


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of one earlier conversation.

    `kind`: two of one kind follow each other up; "" for a note, which follows up nothing. `texts`: all questions
    that stand in it. `ours`: those of them that may go on this agenda. `before`: those that stood in it earlier.
    `whom`: the numbers of the children it was about, empty for a group or a team.
    """

    kind: str
    texts: tuple[str, ...]
    ours: tuple[OpenQuestion, ...]
    before: tuple[str, ...] = ()
    whom: frozenset[int] = frozenset()


def _follows_up(newer: Asked, older: Asked) -> bool:
    """Whether a newer conversation is the next of its kind about the same."""
    about_the_same = newer.whom >= older.whom if older.whom else not newer.whom
    return bool(newer.kind) and newer.kind == older.kind and about_the_same


def still_open(earlier: Sequence[Asked], names: Collection[str] = ()) -> tuple[OpenQuestion, ...]:
    """Which questions are open still. `earlier`: the newest first; `names`: of children, as `_named` puts them.

    A question is open in the newest conversation where it stands. It was dealt with when a newer conversation

    * had it on its agenda and has it no longer, or
    * is of the same kind about the same children, and doesn't have it.
    """
    found: list[OpenQuestion] = []
    over: set[str] = set()
    for number, talk in enumerate(earlier):
        followed_up = any(_follows_up(newer, talk) for newer in earlier[:number])
        here = {_key(text, names) for text in talk.texts}
        over |= {_key(text, names) for text in talk.before} - here
        for question in talk.ours:
            key = _key(question.text, names)
            if key and key not in over and not followed_up:
                found.append(question)
            over.add(key)  # an older one is the same question
    return tuple(found)


def _key(text: str, names: Collection[str]) -> str:
    """What two ways to type one question have in common."""
    folded = fold(text).rstrip(" ?.!…")
    before, colon, after = folded.partition(": ")
    return after if colon and before in {fold(name) for name in names} else folded


def about_whom(heading: str, text: str, names: Collection[str]) -> tuple[str, ...]:
    """Which of these first names a line has, itself or else in the heading above it."""
    return _in(text, names) or _in(heading, names)


def _in(text: str, names: Collection[str]) -> tuple[str, ...]:
    folded = fold(text)
    return tuple(name for name in names if re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", folded))
