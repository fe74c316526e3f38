"""Where an answer is made: readers' questions in one thread, what may wait for the
database or hash a password in another, so that nobody there holds a reader."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

MAX_WAITING = 512  # questions that may wait for one thread
Made = TypeVar("Made")


class BusyError(Exception):
    """Too many questions wait already."""


class Lane:
    """One thread, and the questions that wait for it."""

    def __init__(self, name: str) -> None:
        self.pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self.waiting, self.lock = 0, threading.Lock()

    async def run(self, make: Callable[..., Made], *arguments: object) -> Made:
        """What `make` returns, made in the thread. Raises BusyError."""
        if self.waiting >= MAX_WAITING:
            raise BusyError
        self.waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.pool, make, *arguments)
        finally:
            self.waiting -= 1
