"""Mutated files of the guide, read as the loader reads them: every one gives a document
or faults with file and line, never a traceback. `python -m bench.robustness.mutations
1000000`.

One in CHECKED is also read as records, with every check of the loader. `planted` makes
the reader fall over one tag: the loop must then fail."""

import os
import random
import sys
import tempfile
from pathlib import Path

import django

from bench.robustness.injected_faults import stumbles
from bench.robustness.resumable import loop

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")

GUIDE = Path(__file__).parent.parent.parent / "content" / "guide"
PIECES = [
    *(b"- ", b": ", b"\n", b"  ", b"\t", b"&a ", b"*a", b"!!python/x ", b"|\n", b">\n"),
    *(b"{", b"}", b"[", b"]", b"'", b'"', b"#", b"%", b"@", b"`", b"---\n", b"\xff"),
    *(b"\x00", b"null", b"true", b"0x1F", b"1e9", b"2026-13-45", "é".encode(), b"<<: "),
]
CHECKED = 20
WINDOW = 4000  # bytes: an extract reads 50 times faster than its file


def mutated(draw: random.Random, raw: bytes) -> bytes:
    """The bytes with one to four cuts, insertions or moves."""
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(raw) + 1)
        kind = draw.randrange(4)
        end = at + draw.choice([1, 2, 7, 40])
        if kind == 0:
            raw = raw[:at] + raw[end:]
        elif kind == 1:
            raw = raw[:at] + draw.choice(PIECES) + raw[at:]
        elif kind == 2:
            raw = raw[:at] + draw.choice(PIECES) + raw[end:]
        else:
            to = draw.randrange(len(raw) + 1)
            raw = raw[:at] + raw[to : to + 60] + raw[at:]
    return raw


def extract(draw: random.Random, raw: bytes) -> bytes:
    """Whole entries of a file, about WINDOW bytes of them."""
    starts = [i + 1 for i in range(len(raw)) if raw.startswith(b"\n- ", i)] or [0]
    start = draw.choice([0, *starts])
    end = next((s for s in starts if s > start + WINDOW), len(raw))
    return raw[start : min(end, start + 2 * WINDOW)]


class Turn:
    """One mutated file, read."""

    def __init__(self, planted: bool) -> None:
        from content.publishing.guide_files.folder import read_folder
        from content.text.yaml_format import parse_yaml

        self.read = stumbles(parse_yaml) if planted else parse_yaml
        self.read_folder = read_folder
        self.folder = Path(tempfile.mkdtemp(prefix="mutations-"))
        self.files = {p.name: p.read_bytes() for p in sorted(GUIDE.glob("*.yaml"))}

    def __call__(self, number: int) -> str | None:
        draw = random.Random(number)
        name = draw.choice(list(self.files))
        checked = number % CHECKED == 0
        raw = mutated(draw, extract(draw, self.files[name]))
        try:
            node, faults = self.read(raw, name)
            if checked:
                (self.folder / name).write_bytes(raw)
                faults = self.read_folder(self.folder)[1]
                (self.folder / name).unlink()
        except Exception as error:
            return f"{name} : {type(error).__name__} {error}"
        placed = all(f.file and f.line >= 1 and f.message for f in faults)
        if not placed or (node is None and raw.strip() and not faults):
            return f"{name} : refus sans place {faults[:2]}"
        return None


if __name__ == "__main__":
    django.setup()
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    planted = "planted" in sys.argv
    name = "mutations-planted" if planted else "mutations"
    sys.exit(loop(name, wanted, Turn(planted), "fichiers abîmés"))
