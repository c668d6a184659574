"""`t` on a pupil: may I tell this? A big JA or NEE, and why."""

from __future__ import annotations

import datetime as dt

from textual.app import ComposeResult
from textual.containers import Horizontal

from ibtui.screens.base import IbScreen
from ibtui.screens.forms.agency import consent_form
from ibtui.screens.forms.guardian import guardian_form
from ibtui.screens.forms.pupil import pupil_source
from ibtui.screens.forms.told import new_told_form
from ibtui.screens.may_tell_lines import (
    CONSENT,
    OTHERS,
    PARENTS,
    RUNNING,
    SECTIONS,
    Asker,
    answer_rows,
    list_rows,
)
from ibtui.store import may_tell, pupils, sharing
from ibtui.store.guardians import GuardianRow
from ibtui.widgets.fields import PickSource
from ibtui.widgets.picker import PickScreen
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import line, part

_EMPTY = (
    line(part("Er is nog niemand om iets aan te vertellen.", "strong")),
    line(part("3 en dan n maakt een instantie. De ouders voeg je toe bij het kind, met p.", "muted")),
)
_ALL_THE_SAME = (
    "Het antwoord is NEE. Vertelde je het toch? Zeg dan bij “het mag door” of “waarvoor” waarom dat mocht."
)


class MayTellScreen(IbScreen):
    """On the left who asks, on the right the answer. `agency_id`: who is chosen when it opens."""

    SCREEN = "delen"
    DEFAULT_CSS = """
    MayTellScreen #askers { margin-left: 1; width: 29; }
    MayTellScreen #answer { margin: 0 1 0 2; width: 1fr; max-width: 76; }
    MayTellScreen.-wide #askers { width: 42; }
    """

    def __init__(self, pupil_id: int, agency_id: int | None = None) -> None:
        super().__init__()
        self._pupil = pupil_id
        self._at = f"instantie:{agency_id}" if agency_id else ""
        self._askers: dict[str, Asker] = {}
        self._guardians: dict[int, GuardianRow] = {}
        self._child = ""

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"Mag ik dit vertellen? · {self._child}"

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Rows(id="askers", empty=_EMPTY)
            yield Rows(id="answer")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    @property
    def _list(self) -> Rows:
        return self.query_one("#askers", Rows)

    def reload(self) -> None:
        """Who may ask, with the answers: a fixed number of questions to the store."""
        self._child = pupils.pupil(self._pupil).name
        self._guardians = {row.person_id: row for row in pupils.guardians(self._pupil)}
        found = _askers(self._pupil, self.ib.today())
        self._askers = {one.key: one for one in found}
        self._list.fill(list_rows(found, self._list.room or 25), at=self._at)
        self._at = ""
        self._draw_answer()

    def _draw_answer(self) -> None:
        box = self.query_one("#answer", Rows)
        width = (box.room or 44) + 2  # no row here is chosen: the room of the sign is free
        box.fill(answer_rows(self._chosen(), self.ib.today(), width, box.size.height))
        box.scroll_home(animate=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        if event.rows.id == "askers":
            self.attempt(self._draw_answer)

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> Asker | None:
        return self._askers.get(self._list.chosen)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "log_told"):
            return self._chosen() is not None
        return super().can(command_id)

    def do_open(self) -> None:
        """The agency; a parent's form."""
        one = self._chosen()
        if one is not None and one.is_parent:
            form = guardian_form(self.ib, self._pupil, self._guardians[one.number])
            self.ib.open_screen(form, lambda _id: self._done("Ouder of verzorger gewijzigd"))
        elif one is not None:
            self.ib.show("instantie", one.number)

    def do_log_told(self) -> None:
        """Write down that it was told, with the ground filled in."""
        one = self._chosen()
        if one is None:
            return
        verdict = one.verdict
        form = new_told_form(
            self.ib,
            self._pupil,
            person_id=one.number if one.is_parent else None,
            agency_id=None if one.is_parent else one.number,
            what=verdict.what,
            purpose=one.purpose,
            ground=verdict.ground,
            consent_id=verdict.consent_id,
            intro="" if verdict.yes else _ALL_THE_SAME,
        )
        self.ib.open_screen(form, lambda _id: self._done("Opgeschreven. Bij het kind zie je het met l."))

    def do_consent(self) -> None:
        one = self._chosen()
        agency = one.number if one is not None and not one.is_parent else None
        form = consent_form(self.ib, agency, self._pupil)
        self.ib.open_screen(form, lambda _id: self._done("Toestemming toegevoegd"))

    def _done(self, said: str) -> None:
        self.refresh_view()
        self.say(said)


def choose_pupil(screen: IbScreen, agency_id: int) -> None:
    """`t` on an agency: first about which child it is; those whom we referred there stand on top."""
    here = {row.pupil_id for row in sharing.referrals(agency_id=agency_id)}
    here |= {row.pupil_id for row in sharing.consents(screen.ib.today(), agency_id=agency_id)}
    options = sorted(pupil_source(screen.ib).options(), key=lambda one: one.id not in here)
    screen.ib.open_screen(
        PickScreen("Over welk kind gaat het?", PickSource(lambda: options)),
        lambda ids: screen.ib.open_screen(MayTellScreen(ids[0], agency_id)),
    )


# ── who may ask, and the answers ───────────────────────────────────────────────
_SECTION = {"verwijzing loopt": RUNNING, "toestemming": CONSENT}


def _askers(pupil_id: int, today: dt.date) -> list[Asker]:
    """Where a referral runs first, then who has a consent, the parents, and all others by name."""
    purposes = {row.id: row.purpose for row in sharing.consents(today, pupil_id=pupil_id)}
    found = [
        Asker(f"ouder:{one.person_id}", PARENTS, one.name, one.relation, one.verdict)
        for one in may_tell.for_guardians(pupil_id)
    ]
    for agency in may_tell.for_agencies(pupil_id, today):
        section, verdict = _SECTION.get(agency.why_here, OTHERS), agency.verdict
        purpose = purposes.get(verdict.consent_id or 0, "")
        found.append(
            Asker(f"instantie:{agency.agency_id}", section, agency.agency, agency.kind, verdict, purpose)
        )
    return sorted(found, key=lambda one: SECTIONS.index(one.section))
