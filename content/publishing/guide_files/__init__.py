"""The guide's YAML files: a folder written, a folder read, what a load would break.

Imports `records`, `models` and the plan of an import; entered by the commands and the
zip of the desk.
"""
