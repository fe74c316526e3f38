#!/usr/bin/env python3
"""La porte des commandes : `python manage.py help`."""

import os
import sys
from pathlib import Path

OURS = Path(__file__).resolve().parent / ".venv" / "bin" / "python"

try:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    from content.operations.failures import explain, explain_database
except ModuleNotFoundError as lost:
    if not OURS.exists() or Path(sys.prefix) == OURS.parent.parent:
        sys.exit(f"Il manque « {lost.name} » : lancer « make run » une fois d'abord.")
    # the Python of the machine knows nothing of ours, where everything is installed
    os.execv(OURS, [str(OURS), *sys.argv])  # noqa: S606  (our own Python, no shell)

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except DatabaseError as error:
        sys.exit(explain_database(error))
    except OSError as error:
        sys.exit(explain(error, Path(os.environ.get("GUIDE_DATA", "var"))))
