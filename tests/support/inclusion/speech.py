"""What a screen reader says, from Chromium's accessibility tree: the title of a page
that opens, what receives the focus, what a live region announces. A transcript is that,
line by line, after each act of the keyboard."""

from playwright.sync_api import Page

# what a live region says when it changes, as readers take it: text that comes into a
# region that was there, or an alert that appears
EARS = """() => {
  window.heard = [];
  const live = '[role=status], [role=alert], [aria-live=polite]';
  const spoken = (element) => element.innerText.replace(/\\s+/g, ' ').trim();
  const listen = (changes) => {
    const regions = new Set();
    for (const { target, addedNodes } of changes) {
      const inside = target.nodeType === 1 ? target : target.parentElement;
      const region = inside?.closest(live);
      if (region) regions.add(region);
      for (const node of addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.matches('[role=alert]')) regions.add(node);
        for (const alert of node.querySelectorAll('[role=alert]')) regions.add(alert);
      }
    }
    for (const region of regions) {
      if (region.isConnected && spoken(region)) heard.push(spoken(region));
    }
  };
  const every = { childList: true, characterData: true, subtree: true };
  new MutationObserver(listen).observe(document, every);
}"""
ROLES = {
    "link": "lien",
    "button": "bouton",
    "checkbox": "case à cocher",
    "radio": "bouton radio",
    "combobox": "zone de recherche à suggestions",
    "searchbox": "zone de recherche",
    "textbox": "zone de texte",
    "option": "option",
    "group": "groupe",
    "heading": "titre",
    "Date": "date",
    "DateTime": "date et heure",
    "main": "contenu",
    "DisclosureTriangle": "volet",
    "RootWebArea": "page",
}
STATES = {
    ("checked", "true"): "coché",
    ("checked", "false"): "non coché",
    ("expanded", True): "ouvert",
    ("expanded", False): "fermé",
    ("pressed", "true"): "enfoncé",
    ("pressed", "false"): "non enfoncé",
    ("selected", True): "choisi",
}


class Listener:
    """A page heard, not seen: each act adds its lines to `lines`."""

    def __init__(self, page: Page) -> None:
        self.page, self.lines = page, []
        page.add_init_script(f"({EARS})()")
        self.link = page.context.new_cdp_session(page)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self._opened()

    def _opened(self) -> None:
        self.page.wait_for_load_state()
        heading = self.page.locator("h1").first.inner_text()
        self.lines.append(f"page : {self.page.title()}")
        self.lines.append(f"titre 1 : {_one_line(heading)}")

    def go(self, selector: str) -> None:
        """The focus goes there, as by the keys of the reader."""
        self.page.locator(selector).first.focus()
        self.lines.append(f"focus : {self.focused()}")

    def press(self, key: str, until: str = "", opens: str = "") -> None:
        """A key, then all that is said until these words are; or a page that opens."""
        before = self.focused()
        self.lines.append(f"touche {key}")
        self.page.keyboard.press(key)
        if opens:
            self.page.wait_for_url(opens)
            self._opened()
        else:
            self._hear(until, before)

    def type(self, text: str, until: str) -> None:
        self.lines.append(f"frappe : {text}")
        before = self.focused()
        self.page.keyboard.type(text)
        self._hear(until, before)

    def _hear(self, until: str, before: str) -> None:
        for _ in range(100):
            now = self.focused()
            said = self.page.evaluate("heard.join(' | ')")
            if until and (until in said or (until in now and now != before)):
                break
            if not until and now != before:
                break
            self.page.wait_for_timeout(50)
        else:
            self.lines.append(f"RIEN : {until}")
        self.page.wait_for_timeout(150)  # what comes with it
        now = self.focused()
        # a region that changes several times in a row says its last words
        said = list(dict.fromkeys(reversed(self.page.evaluate("heard.splice(0)"))))
        self.lines += [f"dit : {words}" for words in reversed(said)]
        if now != before:
            self.lines.append(f"focus : {now}")

    def focused(self) -> str:
        """The role, the name, the state and the description of what has the focus; of
        the option that it points at."""
        text = """() => {
          const e = document.activeElement;
          return document.getElementById(e.getAttribute('aria-activedescendant')) ?? e;
        }"""
        handle = self.link.send("Runtime.evaluate", {"expression": f"({text})()"})
        place = {"objectId": handle["result"]["objectId"], "fetchRelatives": False}
        node = self.link.send("Accessibility.getPartialAXTree", place)["nodes"][0]
        role = node.get("role", {}).get("value", "")
        words = [f"{ROLES.get(role, role)} « {_value(node, 'name')} »"]
        for known in node.get("properties", []):
            told = STATES.get((known["name"], known["value"].get("value")))
            words += [told] if told else []
        words += [_value(node, "description")] if _value(node, "description") else []
        return ", ".join(words)


def _value(node: dict, name: str) -> str:
    return _one_line(str(node.get(name, {}).get("value", "")))


def _one_line(text: str) -> str:
    return " ".join(text.split())
