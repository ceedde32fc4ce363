"""News between two points of either clock: what the world did, and what this base learned and corrected."""
