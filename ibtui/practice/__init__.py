"""An invented village school with ten years of life, from a fixed seed: for practice, tests and benches.

Writes through `ibtui.store` like everyone else; never Textual or docx.
"""

from ibtui.practice.make import PRACTICE_PASSPHRASE, invent, make

__all__ = ["PRACTICE_PASSPHRASE", "invent", "make"]
