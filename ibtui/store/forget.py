"""Forgetting one pupil, for good: the rows, the words in the texts of others, the search index and the file itself.

What stays: the stories of other children, whole but for this child's name; the audit log, which has numbers only; and
backups, until they are thrown away themselves. Nothing of it can be undone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from ibtui.care import thinning
from ibtui.care.forgetting import A_PARENT
from ibtui.care.retention import Category
from ibtui.care.text import fold
from ibtui.errors import Missing, StoreError
from ibtui.settings import Home
from ibtui.store import erase, forget_copies, labels
from ibtui.store.change import forget_steps, write
from ibtui.store.erase import closure
from ibtui.store.forget_early import Early, early
from ibtui.store.forget_scope import Scope, deadlines_of, own_talks, scope_of
from ibtui.store.forget_texts import Look
from ibtui.store.forget_texts import write as write_text
from ibtui.store.models import (
    Absence,
    AccessRequest,
    ActionItem,
    Application,
    Approach,
    Concern,
    Consent,
    Conversation,
    Deadline,
    ExportLog,
    ExportPupil,
    ExportRecipient,
    Forgotten,
    Minutes,
    Opp,
    ParentQuestion,
    ParentView,
    Pupil,
    Referral,
    Revision,
    Row,
    SafetyRecord,
    Told,
)
from ibtui.values import dataclass

_COUNTED: tuple[tuple[type[Row], str, str], ...] = (
    (Conversation, "gesprek", "gesprekken"),
    (Minutes, "verslag", "verslagen"),
    (Revision, "eerdere tekst", "eerdere teksten"),
    (Concern, "zorg", "zorgen"),
    (ActionItem, "afspraak", "afspraken"),
    (Approach, "aanpak", "aanpakken"),
    (Referral, "verwijzing", "verwijzingen"),
    (Application, "aanvraag", "aanvragen"),
    (Opp, "OPP", "OPP's"),
    (Consent, "toestemming", "toestemmingen"),
    (Told, "regel van wie wat hoorde", "regels van wie wat hoorde"),
    (ParentQuestion, "vraag van ouders", "vragen van ouders"),
    (ParentView, "eigen kijk van ouders", "keer de eigen kijk van ouders"),
    (AccessRequest, "inzageverzoek", "inzageverzoeken"),
    (Absence, "regel verzuim", "regels verzuim"),
    (Deadline, "termijn", "termijnen"),
    (ExportLog, "regel in het logboek van documenten", "regels in het logboek van documenten"),
)


@dataclass(frozen=True, slots=True)
class ForgetPlan:
    """What forgetting a pupil would do.

    `counts`: how many of what go. `shared`: texts of others in which the name goes. `parents`: who go too, for no
    other child needs them. `looks`: words that stay and may be the name. `files`: numbers in the log of documents
    that may still lie in a folder. `hold`: why nothing may go, or "". `early`: why it may be too early.
    """

    pupil_id: int
    name: str
    first_name: str
    counts: tuple[tuple[int, str], ...]
    shared: int
    parents: tuple[str, ...]
    looks: tuple[Look, ...]
    files: tuple[int, ...]
    hold: str
    early: Early

    @property
    def to_type(self) -> str:
        """What a person types to be sure: the first name, and the whole name of who it may be too early for."""
        return self.name if self.early else self.first_name

    def is_typed(self, typed: str) -> bool:
        """Whether that is what was typed, whatever its capitals and blanks."""
        return fold(" ".join(typed.split())) == fold(" ".join(self.to_type.split()))


@dataclass(frozen=True, slots=True)
class Forgot:
    """What was done. `rows` went; `looks` are left to look at; `clean`: no trace is left in the file either, else it
    is when the last session is closed. `backups_until`: about when the last backup that has it goes."""

    rows: int
    looks: tuple[Look, ...]
    backups_until: dt.date
    clean: bool


def plan(pupil_id: int, today: dt.date, keep: Collection[Category] = ()) -> ForgetPlan:
    """What would go. `keep`: `ABSENCE` or `SAFETY` when its term isn't over. `Missing` when there is no such pupil."""
    scope = scope_of(_pupil(pupil_id), today, keep)
    rows, pupil = scope.rows, scope.pupil
    counts = [(len(rows[model]), one, many) for model, one, many in _COUNTED if rows.get(model)]
    return ForgetPlan(
        pupil_id=pupil_id,
        name=_name(pupil),
        first_name=pupil.first_name,
        counts=tuple((number, one if number == 1 else many) for number, one, many in counts),
        shared=sum(bool(one.values) for one in scope.texts),
        parents=tuple(labels.person_name(one) for one in scope.parents),
        looks=_looks(scope),
        files=papers_of(pupil_id),
        hold=pupil.hold_because,
        early=early(pupil, rows, today),
    )


def papers_of(pupil_id: int) -> tuple[int, ...]:
    """The numbers in the log of the documents about this pupil, or of a talk of its own, that may still lie there."""
    about = ExportPupil.select(ExportPupil.export).where(ExportPupil.pupil == pupil_id)
    talks = own_talks(pupil_id)
    texts = Minutes.select(Minutes.id).where(Minutes.conversation.in_(talks))
    lying = ExportLog.select(ExportLog.id).where(
        ExportLog.removed_at.is_null()
        & (ExportLog.id.in_(about) | ExportLog.conversation.in_(talks) | ExportLog.minutes.in_(texts))
    )
    return tuple(int(row.id) for row in lying.order_by(ExportLog.id))


def forget(
    pupil_id: int,
    today: dt.date,
    keep: Collection[Category] = (),
    *,
    home: Home | None = None,
    tidy: bool = True,
) -> Forgot:
    """Do it: one transaction, and after it the file is written anew. The undo steps of this session go too.

    Without `tidy` the caller has the file written anew (`erase.clean_file`), once for several. `home`: where emergency
    copies may lie; they are cleaned too, and when one can't be, nothing goes.

    Raises `StoreError` when the pupil is held, `Missing` when somebody was first; then nothing went.
    """
    with write("leerling vergeten", undoable=False) as change:
        pupil = _pupil(pupil_id)
        _refuse_held(pupil)
        scope = scope_of(pupil, today, keep)
        change.about(pupil)
        copies = forget_copies.plan(home, scope.eraser, scope.rows)
        for one in scope.texts:
            if one.values:
                write_text(one)
        _let_go(scope)
        rows = erase.erase(scope.rows)
        erase.merge_index()
        until = backups_until(today)
        what = "alles" if Pupil in scope.rows else "dossier"
        Forgotten.create(school=pupil.school_id, day=today, pupils=1, what=what, backups_until=until)
        for step in copies:  # last: up to here all of it can be taken back
            step()
    forget_steps()
    return Forgot(rows, _looks(scope), until, erase.clean_file() if tidy else False)


def forget_category(pupil_id: int, category: Category, today: dt.date, *, tidy: bool = True) -> Forgot:
    """Only the absences, or only the shielded record: the rest isn't over yet. Raises as `forget`."""
    model: type[Absence] | type[SafetyRecord] = Absence if category is Category.ABSENCE else SafetyRecord
    with write("gegevens weggehaald", undoable=False) as change:
        pupil = _pupil(pupil_id)
        _refuse_held(pupil)
        change.about(pupil)
        seeds: dict[type[Row], set[int]] = {
            model: {int(row.id) for row in model.select(model.id).where(model.pupil == pupil)}
        }
        seeds[Deadline] = deadlines_of({**seeds, Pupil: {pupil_id} if model is Absence else set()})
        rows = erase.erase(closure(seeds))
        until = backups_until(today)
        what = "overige gegevens"  # not which: the log has the number of the pupil
        Forgotten.create(school=pupil.school_id, day=today, pupils=1, what=what, backups_until=until)
    forget_steps()
    return Forgot(rows, (), until, erase.clean_file() if tidy else False)


def backups_until(today: dt.date) -> dt.date:
    """The last day that a backup can be there that holds what goes today."""
    return thinning.last_day(today)


# --- what it comes to ---


def _pupil(pupil_id: int) -> Pupil:
    pupil = Pupil.get_or_none(Pupil.id == pupil_id)
    if pupil is None:
        raise Missing("Deze leerling is er niet meer", "Iemand heeft alles al weggehaald.")
    return pupil


def _refuse_held(pupil: Pupil) -> None:
    if pupil.hold_because:
        raise StoreError(
            f"Dit dossier wordt vastgehouden: {pupil.hold_because}",
            "Er is niets weggehaald. Zet het vasthouden eerst uit in de bewaarlijst.",
        )


def _let_go(scope: Scope) -> None:
    """What stays and pointed to the pupil or a parent without needing them."""
    for part in erase.parts(scope.loose):
        ActionItem.update(pupil=None, concern=None, version=ActionItem.version + 1).where(
            ActionItem.id.in_(part)
        ).execute()
    parents = [int(one.id) for one in scope.parents]
    ActionItem.update(owner_text=A_PARENT).where(ActionItem.owner.in_(parents)).execute()
    ExportRecipient.update(name=A_PARENT).where(ExportRecipient.person.in_(parents)).execute()
    if Pupil not in scope.rows:
        nothing = {"level": 1, "birth_date": None, "roster_key": "", "also_called": ""}
        Pupil.update(version=Pupil.version + 1, **nothing).where(Pupil.id == scope.pupil.id).execute()


def _looks(scope: Scope) -> tuple[Look, ...]:
    return tuple(dict.fromkeys(look for one in scope.texts for look in one.looks))


def _name(pupil: Pupil) -> str:
    return labels.full_name(pupil.first_name, pupil.infix, pupil.last_name)
