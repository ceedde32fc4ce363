"""A change of the data as its reviewer needs it: what is newly wrong, what differs, what reads otherwise, where to look."""
