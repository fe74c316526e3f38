"""One file per command; each is a thin door to a function of a lower floor."""
