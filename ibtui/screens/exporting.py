"""Minutes to Word from any screen: first which paper, for an agency also which one; then the export screen."""

from __future__ import annotations

from dataclasses import replace

from ibtui import export
from ibtui.care.words import PaperAudience
from ibtui.export import Choices
from ibtui.screens import export_memory
from ibtui.screens.base import IbScreen
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.fields import Option, PickSource
from ibtui.widgets.picker import PickScreen

_PAPERS: dict[str, tuple[PaperAudience, str]] = {
    "o": ("ouders", "ouders: zonder wat privé is, met ruimte voor hun reactie"),
    "d": ("dossier", "dossier: voor school zelf"),
    "i": ("instantie", "instantie: alleen wat zij nodig heeft"),
    "a": ("afspraken", "afspraken: wie wat doet, op één bladzijde"),
}
_BACK = Answer("t", "terug, niets maken")


def export_from(screen: IbScreen, minutes_id: int) -> None:
    """Ask which paper, and show it; nothing is written yet. Who came from a paper to mend a line, goes back to it."""
    if _back_to_paper(screen, minutes_id):
        return
    offered = export.choices(minutes_id)
    reasons = {paper.why_not for paper in offered.papers}
    if "" not in reasons:
        screen.say(" ".join(sorted(reasons)), "warn")
        return
    answers = [Answer(key, offered.why_not(audience) or words) for key, (audience, words) in _PAPERS.items()]

    def answered(key: str) -> None:
        if key in _PAPERS:
            _chosen(screen, offered, _PAPERS[key][0])

    screen.ib.open_screen(AskScreen("Voor wie is het Word-document?", [*answers, _BACK]), answered)


def _chosen(screen: IbScreen, offered: Choices, audience: PaperAudience) -> None:
    why_not = offered.why_not(audience)
    if why_not:
        screen.say(why_not, "warn")
    elif audience == "instantie":
        _ask_agency(screen, offered)
    else:
        _open(screen, offered.minutes_id, audience)


def _ask_agency(screen: IbScreen, offered: Choices) -> None:
    """Those at the table stand on top; beside each whether it may read about this child."""
    options = [
        Option(
            one.agency_id,
            one.name,
            " · ".join(word for word in (one.consent, "aan tafel" * one.at_table) if word),
        )
        for one in offered.agencies
    ]
    screen.ib.open_screen(
        PickScreen("Een uittreksel voor welke instantie?", PickSource(lambda: options)),
        lambda ids: _open(screen, offered.minutes_id, "instantie", ids[0]),
    )


def _open(screen: IbScreen, minutes_id: int, audience: PaperAudience, agency_id: int | None = None) -> None:
    from ibtui.screens.export_screen import ExportScreen

    kept = export_memory.kept(screen.ib.home.database, minutes_id, audience, agency_id)
    wish = kept or export.first_wish(minutes_id, audience, agency_id)
    screen.app.push_screen(ExportScreen(wish))


def _back_to_paper(screen: IbScreen, minutes_id: int) -> bool:
    """Go on with the paper from which she went to this text; False when there is none."""
    from ibtui.screens.export_screen import ExportScreen

    below = screen.app.screen_stack[-2]
    if isinstance(below, ExportScreen) and below.mends(screen):
        screen.action_run("back")  # as Esc: it may have to ask something first
        return True
    wish = export_memory.came_from(screen)
    if wish is None:
        return False
    screen.app.push_screen(ExportScreen(replace(wish, minutes_id=minutes_id)))
    return True
