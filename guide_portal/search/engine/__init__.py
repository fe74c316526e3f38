"""The search engine: French analysis, spelling, query, ranking, evaluation. Knows no
page.

Imports nothing of ours, nor Django: pure.
Entered by `search` and the benches.
"""
