"""What must hold after each act, whatever came before; each check says what broke."""

import json
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.test import Client

from bench.desk.world import WORD
from content.models import Alert, DraftVersion, Edition, ScheduledEdition
from content.publishing import snapshot_file
from content.publishing.gate import records
from content.publishing.workflow import saved_record
from content.records import schema
from content.snapshot import formats, store
from content.snapshot.model import Snapshot

ANSWERS = (200, 301, 410)


def fresh_process() -> Snapshot:
    """The file loads in a process that holds nothing, says its format, agrees."""
    raw = json.loads(settings.SNAPSHOT_FILE.read_bytes())
    assert raw.get("format") == formats.FORMAT, "the file does not say its format"
    assert snapshot_file.disagreement() == "", snapshot_file.disagreement()
    store._held.snapshot, store._held.mark = None, ()
    return store.current_snapshot()


def no_file_left_over() -> None:
    """Writers leave the snapshot and the one before, nothing else."""
    found = {path.name for path in settings.DATA_DIR.glob("*snapshot*")}
    known = {settings.SNAPSHOT_FILE.name, store.previous_file().name}
    assert found <= known, f"left over: {sorted(found - known)}"


def online_addresses(pages: list[Any]) -> set[str]:
    """Where the démarches online are read: those scheduled have no address yet."""
    online = Edition.objects.current().filter(record__isnull=False)
    online = online.filter(kind="procedure", slug__in=[page.slug for page in pages])
    return {f"/guide/{slug}/" for slug in online.values_list("slug", flat=True)}


def addresses_answer(addresses: set[str]) -> None:
    """No public address ever given becomes an error or a blank."""
    reader = Client()
    for address in sorted(addresses):
        answer = reader.get(address)
        assert answer.status_code in ANSWERS, f"{address}: {answer.status_code}"
        assert answer.content or answer.status_code == 301, f"{address} is blank"


def nothing_unread_is_online(read: set[str]) -> None:
    """Every word typed here that readers see was read over by who may publish."""
    shown = set(WORD.findall(settings.SNAPSHOT_FILE.read_text("utf-8")))
    assert shown <= read, f"online and unread: {sorted(shown - read)}"


def nothing_is_lost(acknowledged: dict[str, str]) -> None:
    """Every word that was said to be saved is somewhere, but on a page deleted."""
    kept = []
    for model in schema.kinds().values():
        rows = model.objects.filter(slug__in=set(acknowledged.values()))
        kept += [saved_record(row) for row in rows]
    for model in (DraftVersion, Edition, ScheduledEdition):
        found = model.objects.filter(slug__in=set(acknowledged.values()))
        kept += found.values_list("record", flat=True)
    kept += Alert.objects.values_list("text", flat=True)
    here = set(WORD.findall(json.dumps(kept)))
    assert acknowledged.keys() <= here, f"lost: {sorted(acknowledged.keys() - here)}"


def one_line_each(before: int, expected: int) -> None:
    """An act leaves its line in the journal, with a person."""
    new = LogEntry.objects.order_by("-pk")[: LogEntry.objects.count() - before]
    assert len(new) == expected, f"{len(new)} lines of the journal, not {expected}"
    # Django says of a deletion that it is one, and of what: no more
    told = (x.user_id and (x.change_message or x.is_deletion()) for x in new)
    assert all(told), "a line of nobody"


def no_dead_reference() -> None:
    """What is online breaks no rule of the guide."""
    faults = list(records.record_faults(records.published_records()))
    assert not faults, f"online: {faults[:3]}"
