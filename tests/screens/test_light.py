"""The busiest screens in light colours too: every word can be read. The pictures are of the dark theme."""

from __future__ import annotations

from rich.color import Color

from ibtui.app import IbApp
from ibtui.widgets.themes import DARK, LIGHT
from tests.contrast import too_faint
from tests.screens import states
from tests.screens.conftest import settled

BUSY = {
    **{name: states.SCREENS[name] for name in ("week", "verslag", "leerling", "zorgkaart")},
    **{name: states.OVER_A_SCREEN[name] for name in ("formulier-fout", "vangregel", "hulp")},
}


async def test_every_word_can_be_read(practice_app: IbApp) -> None:
    practice_app.theme = LIGHT.name
    async with practice_app.run_test(size=(80, 24)) as pilot:
        for name, state in BUSY.items():
            practice_app.go("week")  # drops what stands over it
            await settled(pilot)
            await state(pilot)
            await settled(pilot)
            strips = practice_app.screen._compositor.render_strips(practice_app.size)
            assert too_faint(strips) == [], name
            grounds = {segment.style.bgcolor for strip in strips for segment in strip if segment.style}
            assert Color.parse(LIGHT.background or "") in grounds, name
            assert Color.parse(DARK.background or "") not in grounds, name
