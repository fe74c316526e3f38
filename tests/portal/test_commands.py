"""Commands typed where there is no database yet, no key, nothing published."""

import pytest

from tests.support.commands import attempt

STAFF = {"GUIDE_STAFF_PASSWORD": "une phrase bien longue"}


@pytest.mark.parametrize(
    "command",
    [
        *("backup {}/copie", "export_guide {}/guide", "load_guide", "purge"),
        *("check_links", "create_staff marie --role relecteur", "migrate"),
    ],
)
def test_without_a_database_a_command_says_what_to_do(tmp_path, command):
    words = command.format(tmp_path).split()
    done = attempt(*words, data=str(tmp_path), **STAFF)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "base de données" in done.stderr or "copie n'a pas été faite" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_files_are_checked_and_the_state_told_without_a_database(tmp_path):
    checked = attempt("load_guide", "--check", data=str(tmp_path))
    assert checked.returncode == 0 and "aucune erreur" in checked.stdout
    assert "base illisible" in attempt("state", data=str(tmp_path)).stdout


def test_before_any_publication_the_site_is_not_written(tmp_path):
    done = attempt("export_site", str(tmp_path / "site"), data=str(tmp_path))
    assert done.returncode == 1
    assert "rien n'est encore publié" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("GUIDE_SECRET_KEY", "", "Il manque une clé secrète"),
        ("GUIDE_HTTPS", "oui", "écrire 1 ou 0"),
        ("DATABASE_URL", "mysql://ailleurs/base", "écrire postgresql://"),
    ],
)
def test_a_wrong_variable_is_named_without_a_traceback(tmp_path, name, value, told):
    done = attempt("state", data=str(tmp_path), **{name: value})
    assert done.returncode == 1
    assert told in done.stderr and "Traceback" not in done.stderr
