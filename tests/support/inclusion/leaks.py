"""Candidate codes put into the page in every way, and what of their letters left it."""

import random
import re
import string
import unicodedata
from itertools import combinations
from urllib.parse import unquote_plus

from tests.support.inclusion.wire import SCRIPTS, WireTap

WAYS = ("type", "paste", "enter", "press")
ACCENTED = "éèêàçùïôœñßÉÀÇΩλЖю漢字"
SETTLED = 1000  # milliseconds, longer than the field waits before it sends
EMPTY = """() => {
  const field = document.querySelector('#_code');
  field.value = '';
  field.focus();
}"""
SECRETS = [
    *("Marseille1987!", "Éléonore75", "ZORGLUB#12", "kwyjibo42", "naïveté2024!"),
    *(
        "Straße99",
        "Ωmegaphone7",
        "Владимир88",
        "日本語パスワード1",
        "e\u0301clairage55!",
    ),
    *("𝓢𝓮𝓬𝓻𝓮𝓽𝓮99", "Ⓢⓔⓒⓡⓔⓣ12"),
]


def subsets() -> list[frozenset[str]]:
    """Every way of losing scripts, from none to all."""
    sizes = range(len(SCRIPTS) + 1)
    return [frozenset(lost) for n in sizes for lost in combinations(SCRIPTS, n)]


def drawn_secrets(number: int, seed: int = 18) -> list[str]:
    """Codes of eight to twenty signs, half of them letters in a row."""
    draw = random.Random(seed)
    signs = string.digits + "!?#@$%&*+-_=.,;: "
    found = []
    for _ in range(number):
        letters = draw.choice((string.ascii_letters, string.ascii_letters + ACCENTED))
        word = "".join(draw.choices(letters, k=draw.randint(5, 12)))
        rest = "".join(draw.choices(signs, k=draw.randint(3, 8)))
        found.append(word + rest if draw.random() < 0.5 else rest.strip() + "x" + word)
    return found


def is_letter(sign: str) -> bool:
    """Of any alphabet, also in a circle or in a style."""
    plain = unicodedata.normalize("NFKC", sign)
    return any(unicodedata.category(s)[0] in "LM" for s in plain)


def masked(secret: str) -> str:
    """What may leave: each letter by its class; written apart from code.js."""

    def sign(one: str) -> str:
        if one in string.ascii_lowercase:
            return "a"
        if one in string.ascii_uppercase:
            return "A"
        return "é" if is_letter(one) else one

    return "".join(map(sign, unicodedata.normalize("NFC", secret)))


def pieces(secret: str) -> set[str]:
    """Four letters of the secret in a row: enough to say that it left."""
    whole = unicodedata.normalize("NFC", secret)
    four = (whole[at : at + 4] for at in range(len(whole) - 3))
    return {piece for piece in four if all(map(is_letter, piece))}


def readable(sent: bytes) -> str:
    """What was sent, its escapes read, letters composed."""
    plain = unquote_plus(sent.decode("utf-8", "replace"))
    return unicodedata.normalize("NFC", plain)


class CodePage:
    """The page of the code checker behind a wire-tap, some scripts lost."""

    def __init__(self, browser, tap: WireTap, lost: frozenset[str]) -> None:
        self.tap, tap.lost = tap, lost
        self.context = browser.new_context(
            base_url=tap.address,
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.context.set_default_timeout(60_000)  # a busy machine
        self.page = self.context.new_page()
        self.page.clock.install()
        self.page.goto("/code-personnel/")
        self.masks = self.page.get_by_text("Les lettres ne quittent pas").is_visible()
        self.warns = self.page.get_by_text("Le bouton envoie tout").is_visible()

    def attempt(self, secrets: list[str], way: str) -> list[str]:
        """Puts each secret in the field this way; what is wrong with what left."""
        self.tap.take()
        for secret in secrets:
            self.put(secret, way)
        self.page.evaluate("fetch('/livez').then(() => 0)")  # after whatever was sent
        wanted = f"code={masked(secrets[-1])}"
        for _ in range(50 if self.masks else 0):  # htmx sends one after the other
            if any(readable(body) == wanted for _, body in self.tap.heard):
                break
            self.page.wait_for_timeout(100)
        return self.judged(secrets, way)

    def put(self, secret: str, way: str) -> None:
        page = self.page
        page.evaluate(EMPTY)
        if way == "type":
            page.keyboard.type(secret)
        elif way == "paste":
            page.evaluate("text => navigator.clipboard.writeText(text)", secret)
            page.keyboard.press("Control+V")
        else:
            page.keyboard.insert_text(secret)
        if way == "enter":
            page.keyboard.press("Enter")
        if way == "press":
            page.click("[data-code-form] button.main")
        page.clock.run_for(SETTLED)

    def judged(self, secrets: list[str], way: str) -> list[str]:
        heard = [(readable(head), readable(body)) for head, body in self.tap.take()]
        text = "\n".join(part for parts in heard for part in parts)
        sent = [body for head, body in heard if head.startswith("POST")]
        told = [s for s in secrets if any(piece in text for piece in pieces(s))]
        if not self.masks and way == "press":
            missing = [s for s in secrets if s not in told]
            return [f"{s}: the button that says so sends nothing" for s in missing]
        faults = [f"{s}: its letters left" for s in told]
        if not self.masks:
            return faults + [f"sent without the button: {body}" for body in sent]
        # of several in a row, htmx sends the last: each is sent when it is alone
        if f"code={masked(secrets[-1])}" not in sent:
            faults.append(f"the masked code is not what is sent: {sent[-3:]}")
        shape = re.compile(r"code=[aAé\d\W_]*")
        return faults + [f"not masked: {s}" for s in sent if not shape.fullmatch(s)]

    def close(self) -> None:
        self.context.close()
