"""The guide's YAML files on their way in: a folder read, what a load would break.

Imports `records`, `models` and the plan of an import; entered by the commands and the
zip of the desk.
"""
