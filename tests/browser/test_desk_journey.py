"""From a writer's first word to a reader's screen and back, with a second factor."""

import re
import subprocess
import sys
import time

import pytest
from allauth.mfa.totp.internal import auth

from tests.support.commands import environment
from tests.support.paths import ROOT
from tests.support.server import Server

PASSWORD = "une phrase bien longue"


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """Two processes of a portal where staff need a second factor."""
    data = tmp_path_factory.mktemp("strict")
    servers = [Server(data, GUIDE_TWO_FACTOR="1") for _ in range(2)]
    for name, role in (("rene", "redacteur"), ("lea", "relecteur")):
        subprocess.run(
            [sys.executable, "manage.py", "create_staff", name, "--role", role],
            cwd=ROOT,
            env=environment(str(data)) | {"GUIDE_STAFF_PASSWORD": PASSWORD},
            check=True,
            stdout=subprocess.DEVNULL,
        )
    yield servers
    for server in servers:
        server.stop()


def code_of(secret: str) -> str:
    """The six digits that an application shows, with time left to type them."""
    left = 30 - time.time() % 30
    if left < 10:
        time.sleep(left)
    counter = int(time.time()) // 30
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def sign_in(visit, server, name):
    """Signs in for the first time: a second factor is asked, and added."""
    page = visit().page
    page.goto(server.address + "/gestion/")
    page.get_by_label("Nom d’utilisateur").fill(name)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Connexion").click()
    page.wait_for_url("**/compte/2fa/")
    page.goto(server.address + "/gestion/compte/2fa/totp/activate/")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.wait_for_url("**/totp/activate/")
    shown = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(code_of(shown))
    page.get_by_role("button", name="Activer").click()
    page.wait_for_url(re.compile("recovery-codes|2fa/$"))
    page.goto(server.address + "/gestion/")
    page.get_by_role("heading", name="Ce matin").wait_for()
    return page


def wait_for(server, words: str, path: str) -> None:
    """Fails when a process does not say so within a second, or a little more."""
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        if words in server.ask(path).body.decode():
            return
        time.sleep(0.05)
    pytest.fail(f"{path} does not say « {words} »")


def open_page(page, server):
    page.goto(server.address + "/gestion/procedures/procedure/?q=payer-creance")
    page.get_by_role("link", name="Payer une créance").click()
    page.wait_for_url("**/change/**")


def test_a_text_goes_from_its_writer_to_readers_and_back(visit, strict):
    here, there = strict
    address = "/guide/payer-creance/"
    before = there.ask(address).body.decode()

    rene = sign_in(visit, here, "rene")
    open_page(rene, here)
    rene.get_by_label("Résumé").fill("Rembourser une zorglubie.")
    rene.get_by_role("button", name="Enregistrer et continuer").click()
    rene.get_by_role("link", name="Relire et publier").click()
    rene.get_by_role("link", name="Aperçu sur la page").click()
    rene.get_by_text("Rembourser une zorglubie.").first.wait_for()
    assert "zorglubie" not in there.ask(address).body.decode()
    rene.go_back()
    rene.get_by_role("button", name="Demander une relecture").click()
    rene.get_by_text("attend un relecteur").wait_for()

    lea = sign_in(visit, here, "lea")
    open_page(lea, here)
    lea.get_by_role("link", name="Relire et publier").click()
    assert "zorglubie" in lea.locator("ins").last.inner_text()
    lea.get_by_label("Ce qui change").fill("Le résumé est plus clair.")
    lea.get_by_role("button", name="Publier", exact=True).click()
    lea.get_by_text("est en ligne").wait_for()
    wait_for(there, "zorglubie", address)
    wait_for(there, "payer-creance", "/recherche.json?q=zorglubie")

    lea.goto(here.address + "/gestion/content/edition/?q=payer-creance")
    lea.get_by_role("link", name="payer-creance").first.click()
    lea.get_by_role("button", name="Reprendre ce texte").click()
    lea.wait_for_url("**/relire/")
    lea.get_by_role("button", name="Publier", exact=True).click()
    lea.get_by_text("est en ligne").wait_for()
    plain = re.compile(r"edition(=|%3D|=\")\"?\d+|fingerprint")
    wait_for(there, "Rembourser ce que", address)
    assert plain.sub("", there.ask(address).body.decode()) == plain.sub("", before)
