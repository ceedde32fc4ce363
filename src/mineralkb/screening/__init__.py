"""Names against the lists of parties that are recorded here."""
