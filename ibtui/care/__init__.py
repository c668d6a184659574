"""The trade itself: text, dates, names and rules. Pure Python: no files, no database, no screen, no clock."""
