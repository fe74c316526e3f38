"""The search over the published guide, the count of failed searches, their remedy at
the desk.

Imports `engine`, `models`, and the floors below.
Entered by `views`, `errors`, `roadmap` and `desk`.
"""
