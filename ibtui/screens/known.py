"""Which screen this is, without loading one that nobody opened yet: what isn't loaded isn't shown either."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from ibtui.screens.help import TooSmallScreen
    from ibtui.screens.quick import QuickScreen
    from ibtui.widgets.form import FormScreen


def is_form(screen: object) -> TypeGuard[FormScreen[object]]:
    """Whether it is a form."""
    return _is_a(screen, "ibtui.widgets.form", "FormScreen")


def is_quick(screen: object) -> TypeGuard[QuickScreen]:
    """Whether it is the vangregel."""
    return _is_a(screen, "ibtui.screens.quick", "QuickScreen")


def is_too_small(screen: object) -> TypeGuard[TooSmallScreen]:
    """Whether it is the sentence that the window is too small."""
    return _is_a(screen, "ibtui.screens.help", "TooSmallScreen")


def _is_a(screen: object, module: str, name: str) -> bool:
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(screen, getattr(loaded, name))
