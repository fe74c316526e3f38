"""CMS engine: YAML, rows, editions, snapshot. Knows no démarche."""
