"""The settings that each attack was written against, planted back on purpose: an attack
counts once it was seen to fail on them (`python -m bench.attack --planted`)."""

from tests.support.portal import Portal

# the server starts with few places: half headers then take them all
FEW_FILES = ("prlimit", "--nofile=128:128")

ONE_THREAD = """
from asyncio import Lock
from guide_portal.serving import bodies, front
bodies.SECONDS = dict.fromkeys(bodies.SECONDS, 3600)
answer, thread = front.Front.answer, Lock()
async def held(self, scope, protocol):
    if scope.method == "GET" and not scope.query_string:
        return await answer(self, scope, protocol)
    async with thread:
        return await answer(self, scope, protocol)
front.Front.answer = held
"""
WAITS_FOR_READERS = """
import time
from guide_portal.serving import front
answer = front.Front.answer
async def waiting(self, scope, protocol):
    if scope.path == "/imprimer/":
        time.sleep(0.3)
    return await answer(self, scope, protocol)
front.Front.answer = waiting
"""
ONE_LANE = """
from guide_portal.serving import front
start = front.Front.__init__
def shared(self, *given, **named):
    start(self, *given, **named)
    self.desk = self.readers
front.Front.__init__ = shared
"""
READ_AS_NUMBERS = """
from guide_portal.serving import negotiation
def taken(header):
    parts = [part.partition(";q=") for part in header.split(",")]
    return frozenset(name for name, _, weight in parts if float(weight or 1))
negotiation._taken = taken
"""
ANY_HOST_UNBOUNDED = """
from guide_portal.serving import front, page_cache
page_cache.MAX_MEMORY = 10**12
front.our_host = lambda scope, headers, allowed: headers.get("host") or ""
"""
NO_PLACE_FOR_NEW_WORDS = """
from guide_portal.search.failed_searches import BoundedCounter
def add(self, words):
    if words in self.new or len(self.new) < 5000:
        self.new[words] += 1
BoundedCounter.add = add
"""
ONE_BUCKET = """
from guide_portal.feedback import views
views.visitor = lambda request: "anyone"
"""
NO_BOUND = """
from guide_portal.desk import archive
archive.UNPACKED = archive.MAX_FILES = archive.MAX_RECORDS = 10**9
"""
FAULTS = {
    **{f"slow_bodies_{n}": ONE_THREAD for n in (2, 16, 64, 256)},
    "slow_readers": WAITS_FOR_READERS,
    "login_storm": ONE_LANE,
    "header_values": READ_AS_NUMBERS,
    "odd_hosts": ANY_HOST_UNBOUNDED,
    "odd_searches": NO_PLACE_FOR_NEW_WORDS,
    "feedback": ONE_BUCKET,
    "bombs": NO_BOUND,
}


def plant(portal: Portal, name: str) -> tuple[str, ...]:
    """Has the portal serve with the fault of an attack; the words before its command,
    for a fault that is of the system."""
    if name == "slow_headers":
        return FEW_FILES
    portal.plant(ready(FAULTS[name]))
    return ()


def ready(lines: str) -> str:
    """Settings that run these lines once the applications are there."""
    held = "\n".join(f"        {line}" for line in lines.strip().splitlines())
    return (
        "from django.apps import AppConfig\n"
        "class Planted(AppConfig):\n"
        "    name = 'planted'\n"
        f"    def ready(self):\n{held}\n"
        "INSTALLED_APPS = [*INSTALLED_APPS, 'planted.Planted']\n"
    )
