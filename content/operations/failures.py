"""What a machine refuses, told in French with what to do about it. Pure."""

import errno
import getpass
import os
from pathlib import Path


def explain(error: OSError, folder: Path) -> str:
    """The sentence for an error of the disk or of the network."""
    if error.errno == errno.ENOSPC:
        return (
            f"Le disque est plein : libérer de la place pour « {folder} », puis "
            "relancer. Ce qui était publié reste servi."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"« {error.filename or folder} » est fermé au compte « {account()} » : le "
            f"lui rendre (chown -R {account()} {folder}), ou lancer le portail sous "
            "le compte à qui il est."
        )
    if error.errno == errno.EROFS:
        return (
            f"« {folder} » est sur un disque en lecture seule : en donner un autre "
            "(make run DATA=/un/dossier, ou GUIDE_DATA)."
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"« {folder} » n'est pas un dossier : en donner un autre (DATA=…)."
    return f"La machine a refusé : {error}. Rien d'autre n'a été fait."


def account() -> str:
    """The name of the account that runs this."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.geteuid())


def explain_database(error: Exception) -> str:
    """The sentence for an error of the database."""
    said = str(error).strip()
    if "disk is full" in said or "No space left" in said:
        return "Le disque de la base est plein : libérer de la place, puis relancer."
    if "readonly database" in said or "permission denied" in said.lower():
        return (
            f"La base est fermée en écriture au compte « {account()} » : lui rendre "
            f"ses fichiers (chown) ou ses droits. ({said})"
        )
    if "locked" in said:
        return "Un autre programme tient la base : attendre qu'il finisse, relancer."
    return (
        "La base de données ne répond pas comme prévu, la commande s'est arrêtée "
        f"là : {said}. Base neuve ou portail mis à jour : lancer « manage.py "
        "prepare ». Sinon, vérifier DATABASE_URL et le disque."
    )
