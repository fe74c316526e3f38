"""The access log: one JSON line per answer, with method, path, status and duration. No
query, no address of a visitor, no agent, no word of an address that is none of ours."""

import logging

from content.operations.told_paths import told_path

logger = logging.getLogger("guide.access")


def log_answer(method: str, path: str, status: int, seconds: float) -> None:
    """Notes one answer."""
    line = {"method": method[:20], "path": told_path(path, status), "status": status}
    logger.info("answer", extra=line | {"ms": round(seconds * 1000, 2)})
