"""What Textual leaves open: hang-up, quick quit, bytes that are not UTF-8. Knows nothing of the trade.

The only room that touches private names of a library, each with a test that fails when they move.
"""
