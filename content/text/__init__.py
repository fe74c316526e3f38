"""The text itself: YAML in and out, errors with their line, markup, differences block
by block.

Imports nothing of ours, nor Django: pure.
Entered by every room of `content`.
"""
