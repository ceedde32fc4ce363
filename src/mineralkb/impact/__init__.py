"""What a change of the records does to the answers: which standing reads otherwise on which days, and why."""
