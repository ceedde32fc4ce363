"""Three versions of a record to one: by fact, with whole blocks of lines moved as they are written."""
