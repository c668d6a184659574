"""The tables. One class a table; the words are those of docs/glossary.md.

Rules that hold for all of them:

* `Row` gives every table the moments it was made and changed, a `version` that grows with each change
  (two sessions never overwrite each other unseen) and, on `Binnable`, `deleted_at`: deleting is to a bin.
* An enumeration from `care.words` is stored as its Dutch word, so that the database reads like the screens.
* Only types that every database has: the same models must run on PostgreSQL one day.
* `group_id: int` under a foreign key tells the type checker what Peewee adds: the number, without a query.
* A table is loaded when somebody first asks for it by its name here: most commands need a few of the fifty. So a name
  that another table gives (a `backref`) is there only once that table was asked for: join by class instead.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ibtui.store.models.base import Binnable as Binnable
from ibtui.store.models.base import Row as Row
from ibtui.store.models.base import database_proxy as database_proxy

if TYPE_CHECKING:
    from peewee import Model

    from ibtui.store.models.help import Absence as Absence
    from ibtui.store.models.help import Application as Application
    from ibtui.store.models.help import ApplicationPaper as ApplicationPaper
    from ibtui.store.models.help import Approach as Approach
    from ibtui.store.models.help import Deadline as Deadline
    from ibtui.store.models.help import Opp as Opp
    from ibtui.store.models.help import OppEvaluation as OppEvaluation
    from ibtui.store.models.help import OppSignature as OppSignature
    from ibtui.store.models.help import Referral as Referral
    from ibtui.store.models.help import SafetyRecord as SafetyRecord
    from ibtui.store.models.help import SafetyStep as SafetyStep
    from ibtui.store.models.help import TermRule as TermRule
    from ibtui.store.models.papers import AuditLog as AuditLog
    from ibtui.store.models.papers import ExportLog as ExportLog
    from ibtui.store.models.papers import ExportPass as ExportPass
    from ibtui.store.models.papers import ExportPupil as ExportPupil
    from ibtui.store.models.papers import ExportRecipient as ExportRecipient
    from ibtui.store.models.school import Agency as Agency
    from ibtui.store.models.school import Group as Group
    from ibtui.store.models.school import GroupTeacher as GroupTeacher
    from ibtui.store.models.school import Guardianship as Guardianship
    from ibtui.store.models.school import Person as Person
    from ibtui.store.models.school import Placement as Placement
    from ibtui.store.models.school import Pupil as Pupil
    from ibtui.store.models.school import PupilLevel as PupilLevel
    from ibtui.store.models.school import School as School
    from ibtui.store.models.school import SchoolYear as SchoolYear
    from ibtui.store.models.sharing import AccessRequest as AccessRequest
    from ibtui.store.models.sharing import Consent as Consent
    from ibtui.store.models.sharing import Forgotten as Forgotten
    from ibtui.store.models.sharing import ParentQuestion as ParentQuestion
    from ibtui.store.models.sharing import ParentView as ParentView
    from ibtui.store.models.sharing import Told as Told
    from ibtui.store.models.talks import ActionItem as ActionItem
    from ibtui.store.models.talks import Attendance as Attendance
    from ibtui.store.models.talks import Concern as Concern
    from ibtui.store.models.talks import ConcernEvent as ConcernEvent
    from ibtui.store.models.talks import Conversation as Conversation
    from ibtui.store.models.talks import ConversationPupil as ConversationPupil
    from ibtui.store.models.talks import Minutes as Minutes
    from ibtui.store.models.talks import Revision as Revision
    from ibtui.store.models.year import CycleStep as CycleStep
    from ibtui.store.models.year import FreeDays as FreeDays
    from ibtui.store.models.year import Goal as Goal
    from ibtui.store.models.year import Observation as Observation
    from ibtui.store.models.year import SchoolText as SchoolText
    from ibtui.store.models.year import SeenLine as SeenLine
    from ibtui.store.models.year import Visit as Visit

    TABLES: tuple[type[Model], ...]

_ROOMS = {
    "school": "Agency Group GroupTeacher Guardianship Person Placement Pupil PupilLevel School SchoolYear",
    "talks": "ActionItem Attendance Concern ConcernEvent Conversation ConversationPupil Minutes Revision",
    "help": "Absence Application ApplicationPaper Approach Deadline Opp OppEvaluation OppSignature Referral "
    "SafetyRecord SafetyStep TermRule",
    "year": "CycleStep FreeDays Goal Observation SchoolText SeenLine Visit",
    "sharing": "AccessRequest Consent Forgotten ParentQuestion ParentView Told",
    "papers": "AuditLog ExportLog ExportPass ExportPupil ExportRecipient",
}
_ROOM = {name: room for room, names in _ROOMS.items() for name in names.split()}
_ORDER = (
    "School SchoolYear Agency Person Pupil PupilLevel Group GroupTeacher Placement Guardianship Concern "
    "ConcernEvent Conversation ConversationPupil Attendance Minutes Revision ActionItem Referral Consent "
    "SchoolText FreeDays Goal CycleStep Observation Visit SeenLine Deadline TermRule Approach Application "
    "ApplicationPaper Opp OppSignature OppEvaluation Absence SafetyRecord SafetyStep Told ParentQuestion "
    "ParentView AccessRequest Forgotten ExportLog ExportPupil ExportRecipient ExportPass AuditLog"
)
"""All tables, each one after those that it points to."""


if not TYPE_CHECKING:  # else a name that no table has would pass

    def __getattr__(name: str) -> object:
        found: object
        if name == "TABLES":
            found = tuple(_table(each) for each in _ORDER.split())
        elif name in _ROOM:
            found = _table(name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found
        return found


def _table(name: str) -> object:
    return getattr(import_module(f"{__name__}.{_ROOM[name]}"), name)
