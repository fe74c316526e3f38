"""The pictures of the editors' guide, taken from the running desk: needs Chromium.
`python docs/illustrer.py`."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "redaction"
PASSWORD = "une phrase bien longue"
PORT = 8599
BASE = f"http://127.0.0.1:{PORT}"


def run(*words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True)


def take(page) -> None:
    """One picture per section of the guide, in its order."""

    def picture(name: str, full: bool = False) -> None:
        page.screenshot(path=PICTURES / f"{name}.png", full_page=full)

    page.goto(f"{BASE}/gestion/")
    picture("1-connexion")
    page.get_by_label("Nom d’utilisateur").fill("camille")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Connexion").click()
    page.get_by_role("heading", name="Ce matin").wait_for()
    picture("2-matin")
    page.goto(f"{BASE}/gestion/procedures/procedure/?q=payer-creance")
    page.get_by_role("link", name="Payer une créance").click()
    page.wait_for_url("**/change/**")
    page.get_by_label("Résumé").fill("Rembourser une somme à l'Assurance Maladie.")
    page.get_by_label("Résumé").scroll_into_view_if_needed()
    picture("3-modifier")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_role("link", name="Relire et publier").click()
    page.wait_for_url("**/relire/")
    picture("4-relire", full=True)
    page.get_by_role("link", name="Versions").click()
    picture("5-versions")
    page.goto(f"{BASE}/gestion/procedures/check/?q=RIB")
    page.get_by_role("link", name="Peut-on inscrire le RIB en ligne").first.click()
    page.get_by_text(re.compile("[0-9]+ combinaisons")).first.wait_for()
    page.get_by_role("heading", name="La table, en direct").scroll_into_view_if_needed()
    picture("6-verification")
    page.goto(f"{BASE}/gestion/content/alert/add/")
    picture("7-perturbation")
    page.goto(f"{BASE}/gestion/fichiers/")
    picture("8-fichiers")


def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"GUIDE_DATA": data, "GUIDE_SECRET_KEY": "x" * 50}
        os.environ["GUIDE_STAFF_PASSWORD"] = PASSWORD
        run("prepare")
        run("create_staff", "camille", "--role", "administrateur")
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "guide_portal.serving.launcher", "--prepared"),
                *("--port", str(PORT)),
            ],
            cwd=ROOT,
        )
        try:
            with sync_playwright() as playwright:
                path = shutil.which("chromium") or shutil.which("chromium-browser")
                browser = playwright.chromium.launch(
                    executable_path=path, args=["--no-sandbox"]
                )
                page = browser.new_page(viewport={"width": 1100, "height": 720})
                for _ in range(100):
                    try:
                        page.goto(f"{BASE}/livez")
                        break
                    except Error:
                        page.wait_for_timeout(100)
                take(page)
                browser.close()
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    main()
