"""What the ib'er sees: one file a screen, `editor_*` for the editor of minutes; one question to the store a view.

May import Textual and the floors below; never the shell, `ibtui.app`, SQL or a file format.
"""
