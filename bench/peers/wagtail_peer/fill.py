"""Its tables and rows: `python -m bench.peers.wagtail_peer.fill FOLDER SLUG LINES`, one
page of so many lines among 65 pages, from `texts.json`."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("BENCH_WAGTAIL", sys.argv[1])
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.wagtail_peer.settings"

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402

PARTS = ("requirements", "steps", "tips", "questions", "notes")


def fill(folder: Path, slug: str, lines: int) -> None:
    from wagtail.models import Page, Site

    from bench.peers.wagtail_peer.models import GuidePage

    texts = json.loads((folder / "texts.json").read_text("utf-8"))
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=Page(title="Accueil", slug="accueil"))
    Site.objects.update(root_page=home)
    sections = [
        home.add_child(instance=Page(title=f"Rubrique {i}", slug=f"rubrique-{i}"))
        for i in range(6)
    ]
    for number in range(65):
        parts = [
            {
                "type": "part",
                "value": {
                    "name": part,
                    "lines": [
                        {
                            "text": texts[(number + i) % len(texts)],
                            "detail": texts[(number + i + 7) % len(texts)],
                        }
                        for i in range(place, lines, len(PARTS))
                    ],
                },
            }
            for place, part in enumerate(PARTS)
        ]
        page = GuidePage(
            title=texts[number % len(texts)][:90],
            slug=slug if number == 0 else f"page-{number}",
            parts=json.dumps(parts),
        )
        sections[number % 6].add_child(instance=page)


if __name__ == "__main__":
    django.setup()
    made = Path(sys.argv[1]) / "made_migrations"
    made.mkdir()
    (made / "__init__.py").touch()
    call_command("makemigrations", "wagtail_peer", verbosity=0)
    call_command("migrate", verbosity=0)
    fill(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
