"""What readers read: every current edition in memory, and the store that loads its
file.

Imports `records`, `models`, `text`; makes no query: readers need no database.
Entered by every page, the search and the tools.
"""
