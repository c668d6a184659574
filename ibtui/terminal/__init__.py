"""What Textual leaves open: hang-up, quick quit, a text area that stays quick, bytes that are not UTF-8.
Knows nothing of the trade.

The room that touches private names of a library, each with a test that fails when they move.
"""
