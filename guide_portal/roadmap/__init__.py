"""The feuille de route: its state in an address, its short link, what its fiches ask
for.

Imports `search` and the floors below; `state`, `short_link`, `gathering` are pure.
Entered by the addresses, `views` and `sharing`.
"""
