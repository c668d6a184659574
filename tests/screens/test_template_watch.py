"""A Word template that changes while the app runs is noticed, looked at and said."""

import asyncio

import pytest

from ibtui.app import IbApp
from ibtui.documents.template import make
from ibtui.screens import template_watch
from tests.screens.conftest import said


async def test_a_new_a_bad_and_a_vanished_template_are_said(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_watch, "_STILL", 0.05)
    template = empty_app.home.template
    template.parent.mkdir()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        empty_app.watch_template()  # a second after the first screen the app does so itself

        async def heard(data: bytes | None, words: str) -> None:
            for turn in range(500):
                if turn % 25 == 0:  # the watch may not have begun yet
                    template.unlink(missing_ok=True) if data is None else template.write_bytes(data)
                await asyncio.sleep(0.02)
                await pilot.pause()
                if words in said(pilot):
                    return
            raise AssertionError(f"never said: {words}")

        await heard(make(), "Het Word-sjabloon is vernieuwd")
        await heard(b"kapot", "Je Word-sjabloon is niet te gebruiken")
        await heard(None, "Er is geen Word-sjabloon meer")
        assert empty_app._template is not None
        empty_app._template.stop()
