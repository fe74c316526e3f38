"""A page and its lines as a plain dict: schema, parsing of files, rows, word
differences.

Imports `models` and `text`.
Entered by `publishing`, `snapshot`, `pages`, `admin` and the search.
"""
