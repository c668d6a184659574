"""ibtui: a notebook in the terminal for the ib'er.

The door is `cli.py`, the plan of the house is docs/architecture.md.
"""

__version__ = "0.1.0"
