"""From which version browsers know what our styles and scripts use, from MDN's
browser-compat-data (npm `@mdn/browser-compat-data`, CC0):
`python -m bench.quality.browsers DATA.JSON` writes
tests/support/inclusion/browsers.json, which a test beside it reads."""

import json
import re
import sys
from pathlib import Path

from tests.support.inclusion.features import BROWSERS, SCRIPT_FEATURES, style_features

KEPT = Path(__file__).parents[2] / "tests/support/inclusion/browsers.json"


def support(data: dict, path: str) -> dict[str, float] | None:
    """The first version of each browser that knows a feature; None: not in MDN."""
    node = data
    for name in path.split("/"):
        if name not in node:
            return None
        node = node[name]
    told = node["__compat"]["support"]
    return {browser: first(told[browser]) for browser in BROWSERS}


def first(statements) -> float:
    """The version that knows it whole, without a prefix or a flag; 999: none does."""
    for one in statements if isinstance(statements, list) else [statements]:
        plain = not {"prefix", "alternative_name", "flags"} & set(one)
        version = re.match(r"≤?([\d.]+)", str(one.get("version_added")))
        if plain and version:
            return float(".".join(version[1].split(".")[:2]))
    return 999


def main(source: str) -> int:
    data = json.loads(Path(source).read_text("utf-8"))
    wanted = {*style_features(), *SCRIPT_FEATURES}
    found = {path: support(data, path) for path in sorted(wanted)}
    missing = [path for path, told in found.items() if told is None]
    kept = {"source": f"@mdn/browser-compat-data {data['__meta']['version']}"}
    kept["features"] = {path: told for path, told in found.items() if told}
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    print(f"{len(found)} features, unknown to MDN: {missing}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
