"""What can be chosen for the export of these minutes: asked of the store once, for all questions about one wish."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256

from ibtui.care.agenda import without_proposals
from ibtui.care.copying import ABOVE, Extract, suggested_points
from ibtui.care.headings import Place, place_of
from ibtui.care.mentions import mentions
from ibtui.care.minutes import Point, parse, without_private
from ibtui.care.names import Several, words
from ibtui.care.recipients import Candidate, Permission
from ibtui.care.text import fold
from ibtui.care.words import Audience, Custody, MinutesStatus, PaperAudience, PersonRole
from ibtui.store import database, labels, minutes, papers, readers
from ibtui.store.readers import AgencyReader
from ibtui.store.whois import WhoIs
from ibtui.wishes import PAPERS, AgencyChoice, Choices, PaperChoice, PointChoice, Wish

_PRIVATE = (
    "Een werkaantekening is alleen voor jou en gaat nooit naar Word",
    "Zet wat anderen mogen lezen in een verslag.",
)
_FAMILIES = (
    "Dit verslag gaat over meer kinderen en kan niet naar ouders",
    "Maak het voor het dossier, of schrijf een eigen verslag over elk kind.",
)
_NO_AGENCIES = ("Er zijn nog geen instanties", "Voeg de instantie eerst toe bij Instanties.")
_NO_PROMISES = ("Er staan geen afspraken in dit verslag", "Een afspraak is een regel die begint met een !.")
_FIRST = 3  # lines that tell points with one title apart


class Source:
    """Minutes with all that an export asks about them. Belongs to the thread of the store."""

    def __init__(self, minutes_id: int) -> None:
        """Raises `Missing` when the minutes are gone."""
        self.text = minutes.load(minutes_id)
        self.parsed = parse(self.text.text, self.text.day, self.text.working_days)
        talk = self.text.conversation_id
        self.about = labels.about([talk]).get(talk, labels.NOTHING)
        self.who_is = WhoIs.of(talk)

    @cached_property
    def pupils(self) -> dict[int, str]:
        """The children that it is about, with their names."""
        named = labels.pupils_named(self.about.pupil_ids)
        return {pupil_id: named[pupil_id] for pupil_id in self.about.pupil_ids}

    @cached_property
    def one_family(self) -> bool:
        return papers.is_for_one_family(self.about.pupil_ids, self.about.group_id)

    @cached_property
    def family(self) -> tuple[Candidate, ...]:
        """The guardians of its children."""
        return readers.family(self.about.pupil_ids)

    @cached_property
    def table(self) -> tuple[Candidate, ...]:
        return readers.table(self.text.conversation_id)

    @cached_property
    def agencies(self) -> dict[int, AgencyReader]:
        """All agencies of the school, those at the table first."""
        seated = {one.person_id for one in self.table}
        return {one.id: one for one in readers.agency_readers(self.school, seated)}

    def agency_name(self, agency_id: int) -> str:
        """What an agency is called; also one that is in the bin, of somebody at the table."""
        known = self.agencies.get(agency_id)
        return known.name if known else "een instantie die niet meer in de lijst staat"

    @cached_property
    def school(self) -> int:
        return self.who_is.school

    @cached_property
    def permissions(self) -> dict[int, tuple[Permission, ...]]:
        """What each agency may read, for each child."""
        names = {one.id: one.name for one in self.agencies.values()}
        return readers.permissions(self.pupils, names, database.today())

    def people(self, audience: PaperAudience) -> tuple[Candidate, ...]:
        """Who can get this paper: the family, and for a list of promises also who sat at the table."""
        if audience not in ("ouders", "afspraken"):
            return ()
        family = self.family if self.one_family else ()
        if audience == "ouders":
            return family
        known = {one.person_id for one in family}
        others = [one for one in self.table if one.person_id not in known]
        if not self.one_family:
            others = [one for one in others if one.role != PersonRole.GUARDIAN]
        return (*family, *map(_without_custody, others))

    def why_not(self, audience: PaperAudience) -> tuple[str, str]:
        """Why this paper can't be made and what to do instead; twice "" when it can."""
        if self.text.audience == Audience.PRIVATE:
            return _PRIVATE
        if audience == "ouders" and not self.one_family:
            return _FAMILIES
        if audience == "instantie" and not self.agencies:
            return _NO_AGENCIES
        if audience == "afspraken" and not self.parsed.actions:
            return _NO_PROMISES
        return ("", "")

    def suggested(self, agency_id: int) -> tuple[str, ...]:
        """The keys of the points that are about this agency or its people."""
        agency = self.agencies[agency_id]
        typed = {f"@{one.typed}" for one in mentions(self.text.text) if one.mark == "@"}
        others = self._words_of_others(agency)
        names = {name for name in self._written(agency.names, agency) if fold(name) not in others}
        found = suggested_points(self.parsed, {*names, *self._written(typed, agency)})
        return tuple(point.key for point in self.points if point.index in found)

    def extract(self, wish: Wish) -> Extract | None:
        """What goes to the agency of this wish; None for another paper."""
        if wish.audience != "instantie" or wish.agency_id is None:
            return None
        keys = self.suggested(wish.agency_id) if wish.points is None else wish.points
        agency = self.agencies[wish.agency_id]
        owners = self._written({line.who for line in self.parsed.actions if line.who}, agency)
        points = tuple(point.index for point in self.points if point.key in keys)
        return Extract(points, frozenset(map(fold, owners)))

    def choices(self) -> Choices:
        """All that can be chosen."""
        offered = []
        for audience, name in PAPERS.items():
            why_not, instead = self.why_not(audience)
            offered.append(PaperChoice(audience, name, why_not, instead))
        return Choices(
            minutes_id=self.text.id,
            kind=self.text.kind,
            about=self.about.text,
            day=self.text.day,
            status="concept" if self.text.status == MinutesStatus.DRAFT else "vastgesteld",
            edition=self.text.edition,
            papers=tuple(offered),
            people={audience: self.people(audience) for audience in ("ouders", "afspraken")},
            agencies=tuple(map(self._agency, self.agencies.values())),
            points=self.points,
        )

    @cached_property
    def points(self) -> tuple[PointChoice, ...]:
        """What an agency could get: the points that say something that may leave.

        The key is the title. Of titles that stand there more than once it also holds how each point begins, never
        its place: when they change places the same point goes, and what can't be told any more goes nowhere.
        """
        public = without_proposals(without_private(self.parsed)).points
        return tuple(
            PointChoice(number, point.title or ABOVE, key)
            for number, (point, key) in enumerate(zip(public, _keys(public), strict=True))
            if place_of(point.title) is not Place.DOSSIER and any(line.text.strip() for line in point.lines)
        )

    def _agency(self, one: AgencyReader) -> AgencyChoice:
        permissions = self.permissions[one.id]
        lacks = [permission for permission in permissions if not permission.valid]
        words = (lacks or permissions)[0].words if permissions else ""
        if lacks and len(permissions) > 1:
            words = f"{words} ({labels.listed([permission.pupil for permission in lacks])})"
        return AgencyChoice(one.id, one.name, one.seated, words, not lacks)

    def _written(self, typed: Collection[str], agency: AgencyReader) -> set[str]:
        """Those of the names as typed that mean this agency or somebody of it, and nobody else."""
        return {name for name in typed if self._is_theirs(name, agency)}

    def _is_theirs(self, name: str, agency: AgencyReader) -> bool:
        """Whether this means somebody of the agency; what means no person at all may be the agency's own name."""
        meant = self.who_is.meant(name)
        if isinstance(meant, int):
            return meant in agency.people
        if isinstance(meant, Several):
            return all(one.id in agency.people for one in meant.named)
        return fold(name) in {fold(one) for one in agency.names}

    def _words_of_others(self, agency: AgencyReader) -> set[str]:
        """Every word of the names of the children, the family and the others at the table."""
        near = [one.name for one in (*self.family, *self.table) if one.agency_id != agency.id]
        return {word for name in (*near, *self.pupils.values()) for word in words(name)}


def _without_custody(one: Candidate) -> Candidate:
    """A guardian of another child at this table has no gezag here."""
    return replace(one, custody=Custody.NO) if one.role == PersonRole.GUARDIAN else one


def _keys(points: Sequence[Point]) -> list[str]:
    """A key for each point, by its title and, when others have that title, by its first lines.

    By all lines when the first ones are the same too. Only of points that say quite the same the place counts.
    """
    titles = [fold(point.title) for point in points]
    begins = [_digest(point, _FIRST) for point in points]
    short = list(zip(titles, begins, strict=True))
    told = [
        begin if short.count((title, begin)) == 1 else _digest(point, None)
        for point, title, begin in zip(points, titles, begins, strict=True)
    ]
    keys = [
        f"1/1 {title}" if titles.count(title) == 1 else f"{digest} {title}"
        for title, digest in zip(titles, told, strict=True)
    ]
    return [
        f"{keys[: number + 1].count(key)}/{keys.count(key)} {key}" if keys.count(key) > 1 else key
        for number, key in enumerate(keys)
    ]


def _digest(point: Point, first: int | None) -> str:
    """The first lines that say something, in short; None: all of them."""
    said = [f"{line.mark} {fold(line.text)}" for line in point.lines if line.text.strip()]
    return sha256("\n".join(said[:first]).encode()).hexdigest()[:12]
