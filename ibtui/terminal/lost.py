"""Whether the terminal is still there."""

import select

KEYBOARD = 0


def terminal_lost() -> bool:
    """True once the other side has gone: the window was closed, or sshd saw the line drop."""
    look = select.poll()
    look.register(KEYBOARD, 0)  # 0: only what is always told, that is hang-up and error
    return bool(look.poll(0))
