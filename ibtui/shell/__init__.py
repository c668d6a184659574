"""What the subcommands of `cli.py` do: lists, notitie, verslag, exporteer, agenda, demo; printed with rich.

May import the floors from `export` down; never Textual, a screen or a widget.
"""
