"""WSGI layers and health: page cache, security headers, access log, static storage,
error reports.

Imports `content.snapshot` at most; knows no page.
Entered by `wsgi`, `settings` and the addresses.
"""
