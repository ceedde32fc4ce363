"""What differs between two states of a knowledge base, as facts: what the world did, what we learned, what we mended."""
