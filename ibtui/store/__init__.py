"""Everything that touches the database: a module per subject, each change one transaction and one audit line.

May import Peewee, SQLCipher, PyNaCl, `ibtui.settings`, `ibtui.care`, `ibtui.errors`; never Textual or docx.
"""
