"""What staff need around the texts: accounts, roles, tasks, exchange of files, link
checker.

Imports `search`, `serving` and the floors below.
Entered by `admin_urls`, `settings`, `middleware` and the commands.
"""
