"""What keeps a service running: backup, rate limits, security log, redaction of
personal data.

Imports `models` at most; its rules are pure.
Entered by the tools, the feedback, the search and the commands.
"""
