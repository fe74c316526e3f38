"""Rate limit by token bucket, for each address: counted in this worker's memory alone,
in generous buckets, since an agency shares one address. Pure."""

import threading
import time

MAX_ADDRESSES = 20_000


class TokenBucket:
    """Each address holds `size` tokens and gains `rate` of them per second."""

    def __init__(self, size: float, rate: float) -> None:
        self.size, self.rate = size, rate
        self.held: dict[str, tuple[float, float]] = {}
        self.lock = threading.Lock()

    def take(self, address: str, now: float | None = None) -> bool:
        """Whether one more is allowed."""
        # never the hour of the day, which may go back
        now = time.monotonic() if now is None else now
        with self.lock:
            if len(self.held) >= MAX_ADDRESSES and address not in self.held:
                self.held.clear()  # open rather than closed: nobody is kept out
            tokens, since = self.held.get(address, (self.size, now))
            tokens = min(self.size, tokens + (now - since) * self.rate)
            allowed = tokens >= 1
            self.held[address] = (tokens - allowed, now)
        return allowed
