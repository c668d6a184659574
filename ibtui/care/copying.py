"""What of the minutes leaves in each of the four papers. Decided here, and nowhere else.

The paper (`paper.build_paper`) and the check (`privacy.check`) both read what this gives, so what is printed has been
checked. Nothing private leaves in any paper; neither do proposals of the agenda that nobody touched, nor, outside
the version for the file, what stands under a heading for the file ("Voor het dossier", "Overwegingen", "Meldcode").
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ibtui.care.agenda import without_proposals
from ibtui.care.findings import Copy, CopyLine
from ibtui.care.headings import Place, place_of
from ibtui.care.mentions import mentions
from ibtui.care.minutes import Line, Mark, ParsedMinutes, Point, without_private
from ibtui.care.paper_names import Names
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind, PaperAudience
from ibtui.values import dataclass

ABOVE = "de tekst boven het eerste kopje"
"""What stands above the first heading, where a title is asked for."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What one agency gets. `points`: which ones, as places in `ParsedMinutes.points` of the whole text; `owners`:
    who of the agency keeps promises, as typed, folded, with or without @: those promises always go along.
    """

    points: tuple[int, ...] = ()
    owners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What stays at school: how many private lines, and the titles of the headings that are for the file only
    (`dossier`) or that were not chosen for this agency (`points`). Empty headings aren't counted."""

    private: int
    dossier: tuple[str, ...]
    points: tuple[str, ...]


def leaving(parsed: ParsedMinutes, audience: PaperAudience, extract: Extract | None = None) -> ParsedMinutes:
    """The part of the minutes that leaves; lines keep their numbers. Without `extract` an agency gets nothing.

    A promise that leaves without the heading above it stands in a point without a title.
    """
    public = without_proposals(without_private(parsed))
    points = (
        (_of(point, number, audience, extract or Extract(), public), point)
        for number, point in enumerate(public.points)
    )
    kept = [(point, original) for point, original in points if point is not None]
    numbers = {line.number for point, _ in kept for line in point.lines}
    numbers |= {point.line for point, original in kept if point.title and original.title}

    def left(lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(line for line in lines if line.number in numbers)

    return ParsedMinutes(
        lines=left(public.lines),
        points=tuple(point for point, _ in kept),
        actions=tuple(action for action in public.actions if action.line in numbers),
        decisions=left(public.decisions),
        questions=left(public.questions),
        child=left(public.child),
        private=(),
    )


def left_out(parsed: ParsedMinutes, audience: PaperAudience, extract: Extract | None = None) -> LeftOut:
    """What stays at school, to say so beside a paper."""
    chosen = set((extract or Extract()).points)
    public = without_proposals(without_private(parsed))
    dossier, others = list[str](), list[str]()
    for number, point in enumerate(public.points):
        if not _says_something(point.lines):
            continue
        if _is_for_the_file(point):
            dossier.append(point.title)
        elif number not in chosen:
            others.append(point.title or ABOVE)
    return LeftOut(
        private=sum(bool(line.text) for line in parsed.private),
        dossier=() if audience == "dossier" else tuple(dossier),
        points=tuple(others) if audience == "instantie" else (),
    )


def suggested_points(parsed: ParsedMinutes, names: Collection[str]) -> tuple[int, ...]:
    """The points that an agency probably needs: those that name it or its people, or hold a promise of theirs.

    `names`: of the agency and its people, in every way that they are written ("GGD", "Fatima"); one with its @ counts
    only as typed so ("@fatima" isn't named by "Fatima"). Of the list of promises its own go along anyway; that heading
    is suggested only when its text names them.
    """
    named = _naming([name for name in names if not name.startswith("@")])
    marked = {fold(name) for name in names if name.startswith("@")}

    def names_them(text: str) -> bool:
        if named is not None and named.search(fold(text)):
            return True
        return bool(marked) and any(
            fold(f"@{one.typed}") in marked for one in mentions(text) if one.mark == "@"
        )

    public = without_proposals(without_private(parsed))
    found = []
    for number, point in enumerate(public.points):
        promises = place_of(point.title) is Place.PROMISES
        lines = [line.text for line in point.lines if not (promises and line.mark is Mark.ACTION)]
        if not _is_for_the_file(point) and any(map(names_them, (point.title, *lines))):
            found.append(number)
    return tuple(found)


def copy_of(
    parsed: ParsedMinutes,
    audience: PaperAudience,
    extract: Extract | None,
    kind: ConversationKind,
    beside: Sequence[tuple[str, str]] = (),
    names: Names | None = None,
) -> Copy:
    """All that leaves, for the check. `beside` and `names` are what `paper.beside` and `paper.names_of` give for the
    same paper; with `names` each line also tells what is printed in the place of the names in it."""
    leaves = leaving(parsed, audience, extract)
    empty = {point.line for point in leaves.points if point.title and not _says_something(point.lines)}
    owners = {action.line: action.who for action in leaves.actions}
    lines = tuple(
        CopyLine(
            line.number + 1,
            line.start + 1,
            line.mark,
            line.text,
            names.written(line.text, owners.get(line.number, "")) if names else (),
        )
        for line in leaves.lines
        if line.text.strip() and not (line.mark is Mark.POINT and line.number in empty)
    )
    private = tuple(line.text for line in parsed.private if line.text)
    return Copy(kind, lines, leaves.actions, tuple(beside), private)


def _of(
    point: Point, number: int, audience: PaperAudience, extract: Extract, public: ParsedMinutes
) -> Point | None:
    """What leaves of one point, None for nothing of it."""
    if audience == "dossier":
        return point
    if _is_for_the_file(point):
        return None
    if audience == "ouders":
        return point
    if audience == "afspraken":
        if place_of(point.title) is Place.NEXT:
            return point
        return _only(point, {action.line for action in public.actions})
    if number in extract.points:
        return point
    owners = {_who(owner) for owner in extract.owners} - {""}
    return _only(point, {action.line for action in public.actions if _who(action.who) in owners})


def _only(point: Point, numbers: Collection[int]) -> Point | None:
    """A point with some of its lines, without its title; None without any."""
    lines = tuple(line for line in point.lines if line.number in numbers)
    return replace(point, title="", lines=lines) if lines else None


def _is_for_the_file(point: Point) -> bool:
    return bool(point.title) and place_of(point.title) is Place.DOSSIER


def _says_something(lines: Iterable[Line]) -> bool:
    return any(line.text.strip() for line in lines)


def _who(owner: str) -> str:
    return fold(owner).lstrip("@")


_ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")


def _naming(names: Collection[str]) -> re.Pattern[str] | None:
    """What finds one of these names in a folded text. "GGD Hart voor Brabant" is also named by "GGD"."""
    short = (found for name in names for found in _ABBREVIATION.findall(name))
    words = sorted({_who(name) for name in (*names, *short)} - {""}, key=len, reverse=True)
    if not words:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
