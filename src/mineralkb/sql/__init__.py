"""SQL over the base: documented tables, statements that can only read, and the same tables in other programs' formats."""
