"""A member of staff at a live server, with a browser of their own: forms read, filled
and sent as bytes."""

import html
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request

from tests.support.portal import PASSWORD

SLUG = "payer-creance"
PATIENCE = 300  # seconds: a loop that yields to all others is slow, not stuck
FIELD = re.compile(
    r'<(?:input|textarea|select)[^>]*?name="([^"]+)"[^>]*?>(?:([^<]*)</textarea>)?',
    re.S,
)


class Editor:
    """A member of staff with a browser of their own."""

    def __init__(self, base: str, name: str) -> None:
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.first = urllib.request.build_opener(jar, NoRedirect)
        page = self.get("/gestion/login/")
        self.post("/gestion/login/", token(page) | {
            "username": name, "password": PASSWORD,
        })  # fmt: skip

    def ask(self, path: str, body: bytes | None) -> tuple[int, str]:
        request = urllib.request.Request(self.base + path, body)
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def save(self, path: str, data: dict[str, str]) -> int:
        """Sends a form; 302 when it was saved."""
        body = urllib.parse.urlencode(data).encode()
        request = urllib.request.Request(self.base + path, body)
        try:
            with self.first.open(request, timeout=PATIENCE) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def get(self, path: str) -> str:
        return self.ask(path, None)[1]

    def place(self, slug: str) -> str:
        """The address of the form of a démarche."""
        listed = self.get(f"/gestion/procedures/procedure/?q={slug}")
        return re.search(r"/gestion/procedures/procedure/\d+/change/", listed)[0]

    def post(self, path: str, data: dict[str, str]) -> tuple[int, str]:
        return self.ask(path, urllib.parse.urlencode(data).encode())


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirection as it came: the save is acknowledged there."""

    def redirect_request(self, *args):
        return None


def token(page: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return {"csrfmiddlewaretoken": found[1] if found else ""}


def form(page: str) -> dict[str, str]:
    """What a browser would send of the form of a text, as it is."""
    data = {}
    body = page.split('id="procedure_form"')[1]
    for match in FIELD.finditer(body):
        tag, name, text = match[0], match[1], match[2]
        kind = re.search(r'type="(\w+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if "__prefix__" in name or (kind and kind[1] in ("submit", "file")):
            continue
        if kind and kind[1] == "checkbox" and " checked" not in tag:
            continue
        data[name] = html.unescape(
            text if text is not None else value[1] if value else ""
        )
    for name, options in re.findall(
        r'<select name="([^"]+)".*?>(.*?)</select>', body, re.S
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        if "__prefix__" not in name:
            data[name] = html.unescape(chosen[1]) if chosen else ""
    return {k: v for k, v in data.items() if not k.startswith("_") or k == "_base"}
