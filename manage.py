#!/usr/bin/env python3
"""La porte des commandes : `python manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
    execute_from_command_line(sys.argv)
