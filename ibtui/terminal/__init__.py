"""What Textual leaves open: changed cells, a driver that sleeps, few colours, plain signs, hang-up, odd bytes.
Knows nothing of the trade.

The room that touches private names of a library, each with a test that fails when they move.
"""
