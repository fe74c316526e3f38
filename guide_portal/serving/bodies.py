"""Request bodies, read by the event loop before any thread is held: bounded in bytes
and in time, each and all together."""

import asyncio
from typing import Any

SMALL, LARGE = 64 * 1024, 3_000_000  # bytes: a reader's form, a file of the desk
SECONDS = {SMALL: 10.0, LARGE: 30.0}  # for the whole of it
MAX_HELD = 24_000_000  # bytes of all the bodies that a worker holds at once
_held = 0


class RefusedBodyError(Exception):
    """A body too long, too slow, or one too many; `status` says which."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def has_body(headers: Any) -> bool:
    """Whether a body comes with these headers."""
    declared = headers.get("content-length")
    return declared not in (None, "0") or "transfer-encoding" in headers


async def read_body(protocol: Any, limit: int) -> bytes:
    """The whole body. Raises RefusedBodyError: 413 above `limit` bytes, 408 when it
    does not come in time, 503 when too many come at once."""
    global _held
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(SECONDS[limit]):
            async for part in protocol:
                size += len(part)
                _held += len(part)
                if size > limit:
                    raise RefusedBodyError(413)
                if _held > MAX_HELD:
                    raise RefusedBodyError(503)
                parts.append(part)
    except TimeoutError as error:
        raise RefusedBodyError(408) from error
    finally:
        _held -= size
    return b"".join(parts)
