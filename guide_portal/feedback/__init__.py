"""What readers say of a page, and how long it is kept.

Imports `models` and the floors below.
Entered by the addresses and the background jobs.
"""
