"""What a teacher's worry becomes: a concern with its timeline, closed when it's over."""

import datetime as dt
from pathlib import Path

import pytest

from ibtui.app import IbApp
from ibtui.care.words import ConversationKind, PersonRole
from ibtui.store import actions, concerns, conversations, groups, people, pupils
from ibtui.store.concerns import ConcernDraft
from ibtui.widgets.fields import _OneLine
from ibtui.widgets.form import FormScreen
from tests.screens.conftest import TODAY, ib_screen, rows, said, settled, shown, typed


@pytest.fixture
def school_with_roos(empty_app: IbApp) -> IbApp:
    """A group with its teacher, and two pupils."""
    from ibtui.store.schools import current

    school = current().id
    ans = people.add_person(
        school, people.PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", salutation="juf")
    )
    group = groups.add_group(school, groups.GroupDraft("3/4/5", (ans,)), TODAY)
    for first, infix, last in (("Roos", "van", "Dijk"), ("Sam", "", "Hof")):
        pupils.add_pupil(school, pupils.PupilDraft(first, infix, last, group, "5", 2), TODAY)
    return empty_app


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def a_concern(app: IbApp, summary: str = "leest nog spellend en raadt veel", **more: object) -> int:
    """A concern about Roos, or what `more` says."""
    from ibtui.store.schools import current

    school = current().id
    roos = next(row.id for row in pupils.pupils(school) if row.first_name == "Roos")
    values: dict[str, object] = {"category": "lezen", "pupil_id": roos, "level": 3, "status": "aanpak loopt"}
    values |= {"opened_on": days_ago(70)} | more
    return concerns.add_concern(school, ConcernDraft(summary=summary, **values), TODAY)  # type: ignore[arg-type]
