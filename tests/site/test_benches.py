"""The benches can be started: what no test runs is moved without them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAIN = '__name__ == "__main__"'
# each in a process of its own, as its command starts it: what one has set up, such as
# Django, is not there for the next
ALONE = """
import importlib, os, sys
import django, hypothesis, yaml
for name in sys.argv[1:]:
    if not os.fork():
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(f"{name}: {error!r}", flush=True)
        os._exit(0)
    os.wait()
"""


def test_each_bench_starts_by_itself(tmp_path):
    benches = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "bench").rglob("*.py"))
        if MAIN in path.read_text("utf-8") and "peers" not in path.parts
    ]
    assert len(benches) > 25
    done = subprocess.run(
        [sys.executable, "-c", ALONE, *benches],
        cwd=ROOT,
        env={"PATH": "", "GUIDE_DATA": str(tmp_path), "GUIDE_SECRET_KEY": "x" * 50},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
