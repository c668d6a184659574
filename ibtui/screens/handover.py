"""The hand-over sheet of the school: one page for a successor, made in a thread."""

from __future__ import annotations

from ibtui import handover_paper
from ibtui.screens import year_making
from ibtui.screens.base import IbScreen


def make_handover(screen: IbScreen) -> None:
    """Make the sheet and say where it lies, or what the store refuses."""
    host = screen.ib
    year_making.make(screen, lambda: handover_paper.writer(host.home, host.school, host.today()))
