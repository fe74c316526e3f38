"""A page and its lines as a plain dict: schema, parsing of files, rows, word
differences.

Imports `models` and `text`.
Entered by `publishing`, `snapshot`, `pages`, `admin` and the search.

One page, in its four shapes. A YAML text, as staff write it:

>>> from content.text.yaml_format import dump_yaml, parse_yaml
>>> text = '''- slug: aide
...   title: Aide
...   summary: Qui peut aider.
...   parts:
...   - key: appeler
...     title: Appeler
...     text: Appeler le **3646**.
... '''

Nodes, each value with its line and column, for errors:

>>> root, faults = parse_yaml(text.encode(), "informations.yaml")
>>> root.value[0].value["parts"].line, faults
(4, [])

Unsaved rows, each child relation a list of them:

>>> from content.models import Article
>>> from content.records.parsing import read_record
>>> tree, faults = read_record(Article, root.value[0], "informations.yaml")
>>> tree.row.title, tree.children["parts"][0].row.text, faults
('Aide', 'Appeler le **3646**.', [])

The record: the same dict in a file, an edition, a comparison; `complete` puts the
defaults back, `rows.save_tree` writes the rows, `rows.tree_of` reads them again:

>>> from content.records.rows import record_of
>>> from content.records.schema import complete
>>> record = record_of(tree)
>>> record["parts"]
[{'key': 'appeler', 'title': 'Appeler', 'text': 'Appeler le **3646**.'}]
>>> complete(Article, record)["parts"][0]["pending"]
False
>>> dump_yaml([record]) == text
True
"""
