"""Typed readers of environment variables that refuse to guess."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# A database that the network cut off says nothing: without these, an editor waits for a
# quarter of an hour, and the readers of the same process behind. Seconds, but the last.
CUT_OFF = {
    "connect_timeout": 3,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 3000,
}
# Back within seconds of the database's return: a new try at each question, where the
# pool by itself would wait longer and longer.
POOL = {"min_size": 1, "max_size": 4, "timeout": 1, "reconnect_timeout": 2}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """True for `1`, False for `0`, else the default; raises for anything else."""
    value = text(name) or str(int(default))
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} vaut « {value} » : écrire 1 ou 0.")
    return value == "1"


def whole_number(name: str, default: int) -> int:
    """A number from 0 on; raises ImproperlyConfigured for anything else."""
    value = text(name) or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} vaut « {value} » : écrire un nombre.")
    return int(value)


def cache(name: str) -> dict[str, Any]:
    """Where counters are shared: the database, or the Redis of an address
    `redis://…`. Raises ImproperlyConfigured for any other address."""
    address = text(name)
    if not address:
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "guide_cache",
            # a flood of made-up names must not push real counters out
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    if urlsplit(address).scheme not in ("redis", "rediss"):
        raise ImproperlyConfigured(f"{name} : écrire redis://machine:6379/0, ou rien.")
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"BACKEND": backend, "LOCATION": address}


def database(name: str) -> dict[str, Any] | None:
    """The PostgreSQL of an address `postgresql://user:password@host:5432/name`; None
    without one. Raises ImproperlyConfigured for any other address."""
    address = text(name)
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} : écrire postgresql://nom:mot-de-passe@machine:5432/base."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # a socket's folder may stand in the query, as libpq has it
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # an idle connection may have been cut: asked before it is used
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**CUT_OFF, **query, "pool": POOL},
    }


def word_list(name: str, default: str) -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret_key(data: Path) -> str:
    """`GUIDE_SECRET_KEY`, else the key that `make run` keeps in the data folder."""
    key = text("GUIDE_SECRET_KEY") or kept_in(data / "secret-key")
    if not key:
        raise ImproperlyConfigured(
            "Il manque une clé secrète. En local : lancer « make run » une fois, qui "
            f"en crée une dans {data}. En production : définir GUIDE_SECRET_KEY."
        )
    return key


def keep_secret_key(data: Path) -> None:
    """Writes the key of a local run, whole or not at all, unless there is one; an
    empty one, left by a disk that was full, is made again. Raises OSError."""
    file = data / "secret-key"
    if text("GUIDE_SECRET_KEY") or (file.exists() and file.read_text("utf-8").strip()):
        return
    fresh = data / f".secret-key-{os.getpid()}"
    with open(fresh, "w", opener=lambda p, flags: os.open(p, flags, 0o600)) as out:
        out.write(secrets.token_urlsafe(50) + "\n")
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)


def second_factor_keys(data: Path) -> list[str]:
    """The keys that encrypt the secrets of the second factor, the newest first:
    `GUIDE_MFA_KEY`, else the one that `prepare` keeps in the data folder."""
    return word_list("GUIDE_MFA_KEY", kept_in(data / "mfa-key"))


def kept_in(file: Path) -> str:
    """What a file holds; nothing without one. Raises ImproperlyConfigured for a file
    that this account may not read."""
    try:
        return file.read_text("utf-8").strip()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ImproperlyConfigured(
            f"« {file} » ne se lit pas ({error.strerror}) : le rendre au compte qui "
            f"lance le portail (chown -R guide {file.parent})."
        ) from error
