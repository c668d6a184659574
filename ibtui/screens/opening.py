"""Which screen opens for something that was found."""

from __future__ import annotations

from ibtui.screens.host import Host
from ibtui.store import actions, people


def open_found(host: Host, kind: str, item_id: int) -> None:
    """Open a hit of the search. An afspraak opens its conversation; a person its agency or a form."""
    if kind == "afspraak":
        _open_action(host, item_id)
    elif kind == "persoon":
        _open_person(host, item_id)
    else:
        host.show(kind, item_id)


def _open_action(host: Host, action_id: int) -> None:
    row = actions.action(action_id)
    if row.conversation_id:
        host.show("gesprek", row.conversation_id)
    elif row.concern_id:
        host.show("zorg", row.concern_id)
    elif row.pupil_id:
        host.show("leerling", row.pupil_id)
    else:
        from ibtui.screens.forms.action import edit_action_form

        host.open_screen(edit_action_form(host, row))


def _open_person(host: Host, person_id: int) -> None:
    row = people.person(person_id)
    if row.agency_id:
        host.show("instantie", row.agency_id)
        return
    from ibtui.screens.forms.person import edit_person_form

    host.open_screen(edit_person_form(host, row))
