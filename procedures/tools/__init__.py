"""The tools a reader tries: eligibility, deadlines, access code, agenda files. Nothing
is kept.

Imports `rules`, `page_links` and `content`.
Entered by the addresses of the portal.
"""
