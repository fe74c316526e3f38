"""The desk driven by sequences that nobody thought of, and by many people at once."""
