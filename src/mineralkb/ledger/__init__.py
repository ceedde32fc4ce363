"""The ledger of promises: pledges with their sums, what is due, and timelines."""
