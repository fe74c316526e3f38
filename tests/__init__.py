"""The tests: sentences about what the portal does, through its public addresses."""
