#!/usr/bin/env python3
"""La porte des commandes : `python manage.py help`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except DatabaseError as error:
        sys.exit(
            "La base de données ne répond pas comme prévu, la commande s'est arrêtée "
            f"là : {error}. Base neuve ou portail mis à jour : lancer « manage.py "
            "prepare ». Sinon, vérifier DATABASE_URL et le disque."
        )
