"""Redaction: texts without what could name a person: NIR, phone, e-mail, IBAN, date of
birth, however they are written. One for the search, the feedback and the logs. Pure.
Every pattern takes a time in proportion to the text: repeats bounded or possessive."""

import re
import unicodedata
from datetime import date

SUSPECT = re.compile(r"\d|@|arob|\Wat\W", re.I)  # most texts hold none of these
BETWEEN = r"[\W_]{0,3}"  # what people put between the groups of a number
NUMBER = re.compile(rf"(?<![^\W_])\+?\d(?:{BETWEEN}\d){{5,}}")
NIR_LIKE = re.compile(
    rf"(?<![^\W_])[1-478]{BETWEEN}\d{BETWEEN}\d{BETWEEN}\d{BETWEEN}\d{BETWEEN}"
    rf"2{BETWEEN}[AB](?:{BETWEEN}\d){{1,8}}",
    re.I,
)
IBAN = re.compile(
    r"(?<![^\W_])[A-Z]{2}[ .-]?\d\d(?:[ .-]{0,2}(?=[A-Z]{0,8}\d)[A-Z0-9]){1,32}+",
    re.I,
)
AT = r"\s?(?:@|[\[(]\s?(?:at|arobase?)\s?[\])]|\barobase?\s)\s?"
DOT = r"(?:\s?\.\s?|\spoint\s|\s?[\[(]\s?(?:dot|point)\s?[\])]\s?)"
DOTTED_WORDS = rf"[\w+-]++(?:{DOT}[\w+-]++){{0,6}}"
EMAIL = re.compile(rf"(?<![\w+-]){DOTTED_WORDS}{AT}{DOTTED_WORDS}", re.I)
DOMAIN_SPACE = re.compile(r"(?<![\w.+-])[\w.+-]++@\S*")

MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        1,
    )
    for name in names.split()
}
DAY, MONTH, YEAR = r"([0-3]?\d)", r"([01]?\d)", r"((?:19|20)\d\d|\d\d)"
SIGN = r"\s{0,2}[\s/.,_-]\s{0,2}"
WRITTEN_MONTH = rf"([a-z]{{3,9}})\.?{SIGN}"
DATES = (
    (re.compile(rf"(?<!\d){DAY}{SIGN}{MONTH}{SIGN}{YEAR}(?!\d)"), "dmy"),
    (re.compile(rf"(?<!\d)((?:19|20)\d\d){SIGN}{MONTH}{SIGN}{DAY}(?!\d)"), "ymd"),
    (re.compile(r"(?<!\d)([0-3]\d)([01]\d)((?:19|20)\d\d)(?!\d)"), "dmy"),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)"), "ymd"),
    (re.compile(rf"(?<!\d){DAY}(?:er)?{SIGN}{WRITTEN_MONTH}{YEAR}(?!\d)"), "dmy"),
)
NEAR = 6  # signs before a date where another figure may stand
MORE_BEFORE = re.compile(rf"\d{BETWEEN}$")
MORE_AFTER = re.compile(rf"{BETWEEN}\d(?!\d?\s?[:h])")
BORN = re.compile(r"\bne(?:\(e\)|e)?s?\b|\bnaiss|\bnee?\b")
RECENT = 3  # years: an older date is hardly that of a démarche
# numbers of six digits and more that name nobody
INNOCENT = (
    re.compile(r"\b\d{5}\s?\*\s?\d{2}\b"),  # a Cerfa form
    re.compile(r"\b\d{1,3}(?:[ .]?\d{3}){0,4}(?:[.,]\d{1,2})?\s?(?:€|euros?\b)", re.I),
    re.compile(r"\b(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d\b"),  # two years
    re.compile(r"\b(?:19|20)\d\d/\d{1,4}\b"),  # a text of law
    re.compile(r"(?<![\d:])\d{1,2}\s?[:h]\s?\d{2}(?![\d:])", re.I),  # an hour
)


def without_personal(text: str, today: date | None = None) -> str:
    """The text, normalised (NFKC, plain spaces, no invisible sign), each personal
    piece replaced by a space; the same text when there is none but for white space.

    >>> without_personal("Mon numéro 1 85 05 78 006 084 36 ne marche pas")
    'Mon numéro ne marche pas'
    >>> without_personal("réponse sous 48 h, avant le 27/11/2026", date(2026, 11, 25))
    'réponse sous 48 h, avant le 27/11/2026'
    """
    plain = normalised(text)
    if SUSPECT.search(plain):
        for start, end in reversed(_pieces(plain, today or date.today())):
            plain = plain[:start] + " " + plain[end:]
    return " ".join(plain.split())


def is_personal(text: str) -> bool:
    """Whether something in the text could name a person."""
    return without_personal(text) != " ".join(normalised(text).split())


def normalised(text: str) -> str:
    """One form for all writings: compatibility forms composed, one plain space at a
    time, dashes short, invisible signs gone."""
    signs = (
        "-" if unicodedata.category(sign) == "Pd" else sign
        for sign in unicodedata.normalize("NFKC", text)
        if unicodedata.category(sign) != "Cf"
    )
    return re.sub(r"\s+", " ", "".join(signs))


def _pieces(text: str, today: date) -> list[tuple[int, int]]:
    """Where the personal pieces stand, in order, apart from one another."""
    probe = _figures(text)
    found = [m.span() for p in (EMAIL, DOMAIN_SPACE) for m in p.finditer(text)]
    found += [m.span() for m in IBAN.finditer(text) if len(_digits(m.group())) > 11]
    born, other = _dates(probe, today)
    found += born
    for span in other:
        probe = _hidden(probe, span)
    for pattern in INNOCENT:
        for match in pattern.finditer(probe):
            probe = _hidden(probe, match.span())
    found += [match.span() for match in NIR_LIKE.finditer(probe)]
    found += [m.span() for m in NUMBER.finditer(probe) if not _is_list(m.group())]
    return _merged(found)


def _figures(text: str) -> str:
    """The text with O for 0 and l for 1 set right inside numbers, of equal length."""
    look = str.maketrans("OoIl", "0011")
    token = re.compile(r"\b(?=[0-9OoIl]*\d)[0-9OoIl]{2,}\b|\b[OoIl]\b(?=[ .]\d)")
    return token.sub(lambda match: match.group().translate(look), text)


def _is_list(number: str) -> bool:
    """« 12, 13, 14 »: numbers told one after the other, fewer than a NIR has."""
    return bool(re.search(r"\d, \d", number)) and len(_digits(number)) < 10


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _dates(
    text: str, today: date
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The dates of birth of a text, and its other dates."""
    folded = "".join(
        unicodedata.normalize("NFD", sign)[0].lower() if sign.isalpha() else sign
        for sign in text
    )
    born: list[tuple[int, int]] = []
    other: list[tuple[int, int]] = []
    for pattern, order in DATES:
        for match in pattern.finditer(folded):
            found = _date(match.groups(), order, today)
            if not found:
                continue
            if _inside_number(folded, match):
                continue
            near = folded[max(0, match.start() - 40) : match.start()]
            old = found.year <= today.year - RECENT
            (born if old or BORN.search(near) else other).append(match.span())
    return born, [span for span in other if not any(_meet(span, b) for b in born)]


def _inside_number(text: str, match: re.Match[str]) -> bool:
    """« 15 07 25 » of « 06 15 07 25 41 »: figures go on beside it, not an hour."""
    if not match.group(3).isdigit() or len(match.group(3)) > 2:
        return False
    start, end = match.span()
    before = text[max(0, start - NEAR) : start]
    return bool(MORE_BEFORE.search(before) or MORE_AFTER.match(text, end))


def _date(groups: tuple[str, ...], order: str, today: date) -> date | None:
    day, month, year = groups if order == "dmy" else groups[::-1]
    number = MONTH_NUMBERS.get(month) if month.isalpha() else int(month)
    full = int(year)
    if len(year) == 2:
        full += 2000 if full <= today.year % 100 + 2 else 1900
    try:
        return date(full, number or 0, int(day))
    except ValueError:
        return None


def _hidden(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + "x" * (span[1] - span[0]) + text[span[1] :]


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
