"""What was typed when the vangregel was left with Esc. It's there again the next time, in the same place."""

kept: dict[tuple[int | None, str], str] = {}
"""By the pupil's page where that was (None: no pupil's) and the name in it: only there is it shown again, else it
comes with another child's name."""
