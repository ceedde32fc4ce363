"""Promises set against measures of the same party: where both meet on material, partner and day."""
