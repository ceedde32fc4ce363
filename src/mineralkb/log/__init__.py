"""How one record came to be as it is: commit by commit, and fact by fact."""
