"""The fault suite: the real program in a real terminal, while things go wrong. `make faults`; see `__main__.py`.

The promise that it holds the program to: what is on the screen while the top line says `bewaard` is never lost.
"""
