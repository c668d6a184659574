"""What the practice school does for its pupils: approaches, applications and OPPs, with their terms."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, cast

from ibtui.care import checklist
from ibtui.care.words import ApplicationKind, ApplicationStatus, OppReason, OppStatus
from ibtui.practice import texts
from ibtui.practice.days import DAY, school_day
from ibtui.practice.people import Kid, World
from ibtui.practice.terms import Terms, spare, with_custody
from ibtui.practice.voices import voice
from ibtui.store.models import (
    Application,
    ApplicationPaper,
    Approach,
    Concern,
    Opp,
    OppEvaluation,
    OppSignature,
)

_EVERY_YEAR = ("roos", "sam", "noa", "mees", "zoe", "janpeter")
_AHEAD = (-3, 12, 40, 75)  # days until the OPPs are evaluated


class _Try(TypedDict, total=False):
    category: str
    what: str
    often: str
    minutes: int
    method: str
    effect: str


class _Plan(TypedDict):
    destination: str
    hindering: str
    helping: str
    support: str
    deviations: str
    heard: str


class Helping:
    """Writes it all. Concerns and the days without school must have been written."""

    def __init__(self, world: World, terms: Terms) -> None:
        self._world = world
        self._rows = world.rows
        self._terms = terms
        self._data = texts.data("helping")

    def write(self) -> None:
        """In every practice school: approaches and OPPs. In the village school also applications."""
        self._of_concerns()
        self._each_year()
        self._opps()
        if self._world.cast:
            self._dyslexia()
            self._arrangement()
            self._declarations()

    # ── approaches ─────────────────────────────────────────────────────────────
    def _of_concerns(self) -> None:
        """For each concern of a pupil that is longer than a few weeks: what was tried, and what it brought."""
        found = {one["category"]: one for one in cast("list[_Try]", self._data["approach"])}
        kids = {kid.id: kid for kid in self._world.kids}
        for row in list(self._rows.tables[Concern]):
            kid = kids.get(cast("int", row["pupil"] or 0))
            entry = found.get(str(row["category"]))
            since = school_day(cast("dt.date", row["opened_on"]) + DAY * 10)
            closed = cast("dt.date | None", row["closed_on"])
            if kid is None or entry is None or since > self._world.today - DAY * 14:
                continue
            until = None if closed is None else school_day(max(closed - DAY * 4, since + DAY))
            evaluate_on = None if closed else row["evaluate_on"]
            self._approach(kid, entry, since, until, cast("int", row["id"]), evaluate_on)

    def _each_year(self) -> None:
        """Something small in each year that a pupil of the script was here."""
        entries = cast("list[_Try]", self._data["yearly"])
        for name in _EVERY_YEAR:
            kid = self._world.cast.get(name)
            for number, first in enumerate(self._world.years[:-1]):
                if kid is not None and kid.joined <= first and self._world.year_of(kid, first) >= 1:
                    since = school_day(first + DAY * (60 + 7 * (number % 4)))
                    entry = entries[(number + kid.id) % len(entries)]
                    self._approach(kid, entry, since, school_day(since + DAY * 84), None, None)

    def _approach(
        self,
        kid: Kid,
        entry: _Try,
        since: dt.date,
        until: dt.date | None,
        concern: int | None,
        evaluate_on: object,
    ) -> None:
        words = voice(self._world, since, kid, self._world.place(kid, since))
        chance = self._rows.chance("aanpak", kid.id, since)
        self._rows.add(
            Approach, since, pupil=kid.id, concern=concern, what=texts.fill(entry["what"], chance, words.words),
            how_often=entry["often"], minutes=entry["minutes"],
            method=texts.fill(entry.get("method", ""), chance, words.words), by=words.teacher.id, since=since,
            until=until, effect=texts.fill(entry["effect"], chance, words.words) if until else "",
            evaluate_on=evaluate_on, evaluated_on=until,
        )  # fmt: skip

    # ── OPPs ───────────────────────────────────────────────────────────────────
    def _opps(self) -> None:
        """Four that were settled and have to be evaluated, and one that waits for the answer of one parent."""
        today = self._world.today
        chance = self._rows.chance("termijnen")
        high = [kid for kid in self._world.kids if kid.left is None and kid.level >= 3 and kid.stream == 0]
        for kid, ahead in zip(high, _AHEAD, strict=False):
            self._settled(kid, today + DAY * (ahead + chance.randrange(3)))
        if not self._world.cast:
            return
        known = {kid.id for kid in high[: len(_AHEAD)]}
        asked = next(
            kid
            for kid in spare(self._world)
            if kid.id not in known and len(with_custody(self._world, kid)) > 1
        )
        self._asked(asked)

    def _settled(self, kid: Kid, evaluate_by: dt.date) -> None:
        """An OPP that must be evaluated by then; who is here long enough had an evaluation before."""
        last = _year_before(evaluate_by)
        fixed = _year_before(last) if kid.joined < _year_before(last) - DAY * 60 else last
        base = fixed - DAY * 30
        opp = self._opp(
            kid, base, OppStatus.FIXED if fixed == last else OppStatus.EVALUATED, fixed, base + DAY * 14
        )
        for person in with_custody(self._world, kid):
            self._signature(opp, person, fixed)
        for rule, done in (
            ("opp_vaststellen", fixed),
            ("hoorrecht", base + DAY * 14),
            ("opp_instemming", fixed),
        ):
            self._terms.add(rule, base, f"opp:{opp}", kid, done_on=done)
        if fixed != last:
            entry = self._plan_of(kid)
            self._rows.add(
                OppEvaluation, last, opp=opp, day=last, present="ouders, leerkracht en ib'er",
                result="de doelen van dit jaar zijn voor het grootste deel gehaald",
                next_step="zelfde aanpak, met hogere doelen voor rekenen", heard_on=last, heard_how="gesprekje",
                heard_words=entry["heard"],
            )  # fmt: skip
        self._terms.add("opp_evaluatie", last, f"opp:{opp}", kid, due_on=evaluate_by)

    def _asked(self, kid: Kid) -> None:
        """The parents were asked; one of them answered."""
        today = self._world.today
        base, asked = school_day(today - DAY * 24), school_day(today - DAY * 4)
        opp = self._opp(kid, base, OppStatus.ASKING, None, asked)
        first, *others = with_custody(self._world, kid)
        self._signature(opp, first, school_day(today - DAY * 2))
        for person in others:
            self._rows.add(OppSignature, asked, opp=opp, person=person)
        self._terms.add("opp_vaststellen", base, f"opp:{opp}", kid)
        self._terms.add("hoorrecht", base, f"opp:{opp}", kid, done_on=asked)
        self._terms.add("opp_instemming", asked, f"opp:{opp}", kid)

    def _opp(self, kid: Kid, base: dt.date, status: OppStatus, fixed: dt.date | None, heard: dt.date) -> int:
        plan = self._plan_of(kid)
        return self._rows.add(
            Opp, base, pupil=kid.id, status=status.value, reason=OppReason.DECISION.value, base_on=base,
            begins_on=fixed, fixed_on=fixed, destination=plan["destination"], hindering=plan["hindering"],
            helping=plan["helping"], support=plan["support"], deviations=plan["deviations"],
            document="map van de leerling, map OPP", heard_on=heard, heard_how="gesprekje met tekening",
            heard_words=plan["heard"],
        )  # fmt: skip

    def _plan_of(self, kid: Kid) -> _Plan:
        plans = cast("list[_Plan]", self._data["opp"])
        return plans[kid.id % len(plans)]

    def _signature(self, opp: int, person: int, day: dt.date) -> None:
        self._rows.add(OppSignature, day, opp=opp, person=person, agreed="ja", signed_on=day)

    # ── applications ───────────────────────────────────────────────────────────
    def _dyslexia(self) -> None:
        """Roos: three of the papers are there."""
        roos, start = self._world.cast["roos"], school_day(self._world.today - DAY * 20)
        application = self._rows.add(
            Application, start, pupil=roos.id, concern=self._world.concerns.get("roos"),
            agency=self._world.agencies["lezen"][0], kind=ApplicationKind.DYSLEXIA.value,
            status=ApplicationStatus.PREPARING.value, what="onderzoek naar ernstige dyslexie", started_on=start,
        )  # fmt: skip
        self._papers(application, ApplicationKind.DYSLEXIA, start, 3)

    def _arrangement(self) -> None:
        """Mees: extra help that was granted, and has ended."""
        mees, start = self._world.cast["mees"], school_day(self._world.today - DAY * 520)
        handed_in, decided, begun = (school_day(start + DAY * days) for days in (30, 58, 75))
        application = self._rows.add(
            Application, start, pupil=mees.id, agency=self._world.agencies["swv"][0],
            kind=ApplicationKind.ARRANGEMENT.value, status=ApplicationStatus.GRANTED.value,
            what="begeleiding in de pauze", started_on=start, complete_on=handed_in, decided_on=decided,
            outcome="20 weken, twee uur per week", valid_from=begun, valid_until=begun + DAY * 200,
        )  # fmt: skip
        self._papers(application, ApplicationKind.ARRANGEMENT, start, 99)
        self._terms.add("arrangement_start", decided, f"aanvraag:{application}", mees, done_on=begun)

    def _declarations(self) -> None:
        """A TLV that ends next summer, and one of which the decision is awaited."""
        today, kids = self._world.today, spare(self._world)
        ends, waits = kids[2], kids[3]
        decided = school_day(today - DAY * 400)
        until = dt.date(self._world.years[-1].year + 1, 7, 31)
        given = self._rows.add(
            Application, decided - DAY * 50, pupil=ends.id, agency=self._world.agencies["swv"][0],
            kind=ApplicationKind.TLV.value, status=ApplicationStatus.GRANTED.value,
            what="een plek op een school met kleine groepen", started_on=decided - DAY * 50,
            complete_on=decided - DAY * 30, decided_on=decided, outcome="toegekend, er is nog geen plek",
            valid_from=decided, valid_until=until, category="laag",
        )  # fmt: skip
        self._papers(given, ApplicationKind.TLV, decided - DAY * 50, 99)
        self._terms.add("tlv_besluit", decided - DAY * 30, f"aanvraag:{given}", ends, done_on=decided)
        self._terms.add("tlv_einde", until, f"aanvraag:{given}", ends)
        start, handed_in = school_day(today - DAY * 45), school_day(today - DAY * 16)
        asked = self._rows.add(
            Application, start, pupil=waits.id, agency=self._world.agencies["swv"][0],
            kind=ApplicationKind.TLV.value, status=ApplicationStatus.ASKED.value,
            what="een school waar meer hulp is bij gedrag", started_on=start, complete_on=handed_in, category="midden",
        )  # fmt: skip
        self._papers(asked, ApplicationKind.TLV, start, 99)
        self._terms.add("tlv_besluit", handed_in, f"aanvraag:{asked}", waits)

    def _papers(self, application: int, kind: ApplicationKind, start: dt.date, ticked: int) -> None:
        for position, name in enumerate(checklist.papers(checklist.BUILT_IN, kind)):
            day = school_day(min(start + DAY * (3 + 2 * position), self._world.today))
            self._rows.add(
                ApplicationPaper, start, application=application, name=name, position=position,
                ticked_on=day if position < ticked else None,
            )  # fmt: skip


def _year_before(day: dt.date) -> dt.date:
    """The same day a year before; 29 February becomes the 28th."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
