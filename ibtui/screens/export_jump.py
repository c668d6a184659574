"""From a finding to where its words stand, and what is said on the screen that is there then."""

from __future__ import annotations

from functools import partial

from ibtui.care.findings import Finding
from ibtui.export import Wish
from ibtui.screens import export_memory
from ibtui.screens.base import IbScreen
from ibtui.screens.minutes import MinutesScreen
from ibtui.widgets.text import Look


def to_text(screen: IbScreen, finding: Finding, wish: Wish) -> MinutesScreen | None:
    """The editor, with the cursor on the words. When it is open below `screen`, that one, and `screen` closes;
    else a new one on top, which this gives."""
    screen.ib.show("verslag", wish.minutes_id)
    editor = screen.app.screen
    if not isinstance(editor, MinutesScreen):
        return None
    editor.go_to(finding.line, finding.column)
    on_top = screen in screen.app.screen_stack
    if not on_top:
        export_memory.go_to_text(editor, wish)
    back = "Esc" if on_top else "Ctrl+E"
    tell_soon(screen, f"{finding.reason} Daarna met {back} terug naar de controle.", "warn")
    return editor if on_top else None


def to_talk(screen: IbScreen, finding: Finding, conversation_id: int) -> None:
    """The conversation: what doesn't stand in the text, stands there."""
    screen.ib.show("gesprek", conversation_id)
    tell_soon(screen, f"Het gaat om: {finding.where}. Met e wijzig je dat. Daarna Esc.", "warn")


def tell(screen: IbScreen, text: str, look: Look) -> None:
    """Say it on the screen that is shown now, or on `screen` when that one is below a question. Locked: afterwards."""
    screen.ib.when_open(partial(_tell, screen, text, look))


def _tell(screen: IbScreen, text: str, look: Look) -> None:
    top = screen.app.screen
    if isinstance(top, IbScreen):
        top.say(text, look)
    elif screen.is_mounted:
        screen.say(text, look)


def tell_soon(screen: IbScreen, text: str, look: Look) -> None:
    """The same, when the screen that was just opened or closed is drawn."""
    screen.app.call_after_refresh(tell, screen, text, look)
