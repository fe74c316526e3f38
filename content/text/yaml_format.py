"""Strict YAML reader and canonical writer: what is written is what is
read, every refusal says where, and what to write instead.

Only `true`, `false`, whole numbers and emptiness are more than text; aliases, tags,
duplicate keys and more than one document are refused. No Django here.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from content.text.errors import FileError, Node
from content.text.yaml_messages import yaml_problem_in_french

MAX_BYTES = 40_000_000  # a guide of 10,000 pages; ours has 65 in 480 KB
MAX_DEPTH = 20
# no leading zero: « 0612 » is a telephone's, not a number; 18 digits fit any database
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
CONSTANTS = {"true": True, "false": False, "": None, "null": None, "~": None}


class _YamlRefusalError(Exception):
    """Stops reading a file: (message, mark)."""


def parse_yaml(raw: bytes, file: str) -> tuple[Node | None, list[FileError]]:
    """The document of `raw`, or None, with every fault found; never raises for what
    the bytes hold."""
    faults: list[FileError] = []
    if len(raw) > MAX_BYTES:
        message = "fichier de plus de 40 Mo : trop grand pour un fichier du guide."
        return None, [FileError(file, 1, 1, message)]
    try:
        # Windows editors begin a file with a mark that is no text
        text = raw.decode("utf-8-sig")
        _refuse_control_characters(text)
        return _Builder(
            yaml.parse(text, Loader=yaml.CSafeLoader), file, faults
        ).document(), faults
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "octets illisibles : enregistrer le fichier en UTF-8."
        faults.append(FileError(file, line, 1, message))
    except _YamlRefusalError as refusal:
        message, line, column = refusal.args
        faults.append(FileError(file, line, column, message))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        faults.append(
            FileError(file, line, column, yaml_problem_in_french(error.problem or ""))
        )
    return None, faults


def _refuse_control_characters(text: str) -> None:
    match = re.search(
        r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text
    )
    if match:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        code = f"U+{ord(match.group()):04X}"
        raise _YamlRefusalError(
            f"caractère invisible interdit ({code}) : le supprimer.", line, column
        )


class _Builder:
    """Builds one document from the parser's events."""

    def __init__(
        self, events: Iterator[Any], file: str, faults: list[FileError]
    ) -> None:
        self.events, self.file, self.faults = events, file, faults

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self.refuse(event, "un seul document par fichier : supprimer « --- ».")
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, 1)
        return root or Node(None, 1, 1)

    def node(self, event: Any, depth: int) -> Node:
        place = event.start_mark.line + 1, event.start_mark.column + 1
        # an alias of an alias of an alias fills any memory with a few lines
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.refuse(
                event,
                "renvois YAML (« & » et « * ») non acceptés : recopier le "
                "texte, ou le mettre entre guillemets.",
            )
        if event.tag is not None:
            self.refuse(
                event,
                "étiquette YAML (« ! ») non acceptée : la supprimer, ou "
                "mettre le texte entre guillemets.",
            )
        # far below what Python's own stack refuses
        if depth > MAX_DEPTH:
            self.refuse(event, f"plus de {MAX_DEPTH} niveaux imbriqués : simplifier.")
        if isinstance(event, yaml.ScalarEvent):
            return Node(_scalar(event), *place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self.items(depth), *place)
        return Node(self.pairs(depth), *place)

    def items(self, depth: int) -> list[Node]:
        found = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.node(event, depth + 1))
        return found

    def pairs(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            name = event.value if isinstance(event, yaml.ScalarEvent) else None
            if name is None:
                self.refuse(event, "une clé doit être un mot, pas une liste.")
            elif name in found:
                message = f"clé « {name} » écrite deux fois : en garder une."
                self.faults.append(FileError(self.file, key.line, key.column, message))
            else:
                found[name] = Node(value.value, key.line, key.column)
        return found

    def refuse(self, event: Any, message: str) -> None:
        mark = event.start_mark
        raise _YamlRefusalError(message, mark.line + 1, mark.column + 1)


def _scalar(event: Any) -> str | int | bool | None:
    text: str = event.value
    # « "true" » is a word: only what is written bare may be more
    if not event.implicit[0]:  # quoted, or a block
        return text
    if text in CONSTANTS:
        return CONSTANTS[text]
    return int(text) if INTEGER.fullmatch(text) else text


class _Dumper(yaml.CSafeDumper):
    """Text on several lines as a block; the rest as PyYAML writes it."""


def _represent_text(dumper: _Dumper, text: str) -> Any:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def dump_yaml(records: list[dict[str, Any]]) -> str:
    """The canonical text of a file: the same records always give the same bytes; a
    blank line stands between two records."""
    parts = [
        yaml.dump(
            [record],
            Dumper=_Dumper,
            allow_unicode=True,
            default_flow_style=False,
            sort_keys=False,
            width=88,
        )
        for record in records
    ]
    return "\n".join(parts) or "[]\n"
