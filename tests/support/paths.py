"""Where things stand."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "content" / "guide"
FLOORS = ["content", "procedures", "troubleshooting", "guide_portal"]  # ground first
# the modules of the product, from the root
MODULES = [
    path.relative_to(ROOT)
    for floor in FLOORS
    for path in sorted((ROOT / floor).rglob("*.py"))
    if "migrations" not in path.parts
]
