"""Records side by side: what several records say of the same things, and what only one has."""
