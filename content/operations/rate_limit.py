"""Rate limit by token bucket, for each address: counted in this worker's memory alone,
in generous buckets, since an agency shares one address. Pure."""

import threading
import time

MAX_ADDRESSES = 20_000
MANY = 1_000  # addresses from which it is worth looking for those as good as new


class TokenBucket:
    """Each address holds `size` tokens and gains `rate` of them per second."""

    def __init__(self, size: float, rate: float) -> None:
        self.size, self.rate = size, rate
        self.held: dict[str, tuple[float, float]] = {}
        self.many = MANY
        self.lock = threading.Lock()

    def take(self, address: str, now: float | None = None) -> bool:
        """Whether one more is allowed."""
        # never the hour of the day, which may go back
        now = time.monotonic() if now is None else now
        with self.lock:
            if len(self.held) >= self.many and address not in self.held:
                self._forget(now)
            tokens, since = self.held.get(address, (self.size, now))
            tokens = min(self.size, tokens + (now - since) * self.rate)
            allowed = tokens >= 1
            self.held[address] = (tokens - allowed, now)
        return allowed

    def _forget(self, now: float) -> None:
        """Drops the addresses whose bucket is full again, as good as new; all of them
        when too many are left: open rather than closed, nobody is kept out."""
        self.held = {
            address: (tokens, since)
            for address, (tokens, since) in self.held.items()
            if tokens + (now - since) * self.rate < self.size
        }
        if len(self.held) >= MAX_ADDRESSES:
            self.held = {}
        # the next look comes when as many again have come
        self.many = max(MANY, 2 * len(self.held))
