"""Pieces that two or more screens use; `text.py` is the one door from data to the screen.

May import Textual and the floors below; never a screen, SQL or a file format.
"""
