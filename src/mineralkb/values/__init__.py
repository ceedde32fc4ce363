"""Small values and their grammars: dates, periods, numbers, text. Knows nothing of records."""
