"""Questions asked of the database; each returns a value with what was asked, both clocks and its notice."""
