"""The guide for others: partner API, news, booklet, offline copy, static export,
crawlers.

Imports `roadmap`, `search`, `serving`, `navigation` and the floors below.
Entered by the addresses and the commands.
"""
