"""The two themes. Every colour of words has a contrast of at least 4.5:1 with every ground; a test measures it."""

from textual.theme import Theme

DARK = Theme(
    name="ibtui-donker", dark=True,
    primary="#8fb8ff", secondary="#8fb8ff", accent="#8fb8ff", warning="#e6b566", error="#ff8f8f", success="#9fd08c",
    foreground="#dcdfe6", background="#15171c", surface="#1e2128", panel="#22262f",
    variables={"text-muted": "#9aa2b1", "text-disabled": "#9aa2b1", "chosen": "#2c3647", "field": "#2d3748",
               "input-selection-background": "#3d5a8a"},
)  # fmt: skip
LIGHT = Theme(
    name="ibtui-licht", dark=False,
    primary="#1f4fa3", secondary="#1f4fa3", accent="#1f4fa3", warning="#7a4b00", error="#a81818", success="#256b25",
    foreground="#1c1f26", background="#fbfbf9", surface="#efefec", panel="#ebebe6",
    variables={"text-muted": "#5a606b", "text-disabled": "#5a606b", "chosen": "#d5e0f2", "field": "#d4dff1",
               "input-selection-background": "#b4c9ec"},
)  # fmt: skip
THEMES = {"donker": DARK, "licht": LIGHT}
"""By the word in ibtui.toml: see `Settings.colours`."""
