"""The file checker in a real browser."""
