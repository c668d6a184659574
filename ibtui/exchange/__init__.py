"""Files of other programs: read into plain values, never written to the store here."""
