"""Three-way merge of a form: what one editor alone changed is taken, what both changed
is asked for, whatever lines were added, moved or deleted meanwhile.

Imports `records` and `models`; entered by the guarded forms of the desk.
"""
