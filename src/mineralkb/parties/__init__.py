"""Names of parties, how they are compared, and the lists on which parties are recorded."""
