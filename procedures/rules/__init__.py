"""The rules of the guide as functions: eligibility, deadlines, access code, checklist,
channels.

Imports nothing of ours, nor Django: pure.
Entered by `models`, `tools`, `views` and the feuille de route.
"""
