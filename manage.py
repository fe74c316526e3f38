#!/usr/bin/env python3
"""La porte des commandes : `python manage.py help`."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError

from content.operations.failures import explain, explain_database

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
