"""Typed readers of environment variables that refuse to guess."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """True for `1`, False for `0` or nothing; raises for anything else."""
    value = text(name, "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} vaut « {value} » : écrire 1 ou 0.")
    return value == "1"


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret_key(data: Path) -> str:
    """`GUIDE_SECRET_KEY`, else the key that `make run` keeps in the data folder."""
    kept = data / "secret-key"
    key = text("GUIDE_SECRET_KEY") or (
        kept.read_text().strip() if kept.exists() else ""
    )
    if not key:
        raise ImproperlyConfigured(
            "Il manque une clé secrète. En local : lancer « make run » une fois, qui "
            f"en crée une dans {data}. En production : définir GUIDE_SECRET_KEY."
        )
    return key
