"""Acts of publication: editions, permalinks, workflow, validation, import, files,
snapshot file.

Imports `records`, `models`, `text`, and of `snapshot` the store's stamp; never `admin`
nor `pages`.
Entered by `admin`, the commands and the background jobs.
"""
