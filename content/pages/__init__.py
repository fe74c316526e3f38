"""What every reading page shares: HTTP answers, structured data, cached fragments,
changes since a link was made.

Imports `snapshot`, `records`, `text`.
Entered by the views of all floors.
"""
