"""Matrices: what stands in rows, what in columns, and for each pair what is recorded of both on a day."""
