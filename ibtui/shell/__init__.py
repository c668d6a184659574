"""What the subcommands of `cli.py` do: lists, notitie, verslag, exporteer, agenda, demo; printed as a table or as JSON.

May import the floors from `export` down; never Textual, a screen or a widget.
"""
