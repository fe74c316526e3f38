"""What names a person, as people write it: numbers, phones, dates of birth, e-mails."""

import random

SIGNS = [
    " ",
    "\u00a0",
    "\u202f",
    "  ",
    ".",
    "-",
    "/",
    ",",
    "_",
    " - ",
    "",
    "\u2011",
    "\t",
]
SIGNS += [" . ", ":", "·", "\u200b ", " / ", "|", "–"]
MONTHS = "janvier février mars avril mai juin juillet août septembre".split()
MONTHS += ["octobre", "nov.", "DÉCEMBRE", "févr.", "Sept"]
NAMES = ["amina.diallo", "jp_durand75", "m-l.costa", "k+sante", "yves.le.goff"]
HOSTS = ["exemple.fr", "mail.exemple.org", "orange.fr", "asso-paris.example"]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def odd_nirs(number: int, draw: random.Random) -> list[str]:
    found = []
    for _ in range(number):
        digits = (
            f"{draw.choice('1278')}{draw.randrange(100):02}{draw.randint(1, 12):02}"
        )
        place = draw.choice(["75", "13", "99", "2A", "2B", "2a", "97"])
        groups = [digits[0], digits[1:3], digits[3:], place]
        groups += [f"{draw.randrange(1000):03}", f"{draw.randrange(1000):03}"]
        groups += [f"{draw.randrange(98):02}"] if draw.random() < 0.5 else []
        text = draw.choice(SIGNS).join(groups)
        way = draw.random()
        if way < 0.1:
            text = text.translate(WIDE)
        elif way < 0.25:
            text = text.replace("0", draw.choice("Oo"))
        found.append(draw.choice(["", "NIR ", "n° sécu: ", "SS="]) + text)
    return found


def odd_phones(number: int, draw: random.Random) -> list[str]:
    heads = ["0{}", "+33 {}", "0033 {}", "+33(0){}", "(0){}", "+33.{}", "tel:0{}"]
    found = []
    for _ in range(number):
        pairs = [f"{draw.randrange(100):02}" for _ in range(4)]
        sign = draw.choice(SIGNS)
        head = draw.choice(heads).format(draw.choice("123456789"))
        text = sign.join([head, *pairs])
        found.append(text.translate(WIDE) if draw.random() < 0.1 else text)
    return found


def odd_dates(number: int, draw: random.Random) -> list[str]:
    found = []
    for _ in range(number):
        year, month, day = (
            draw.randint(1926, 2008),
            draw.randint(1, 12),
            draw.randint(1, 28),
        )
        sign = draw.choice(["/", "-", ".", " ", "\u00a0", " / ", "_"])
        forms = [
            f"{day:02}{sign}{month:02}{sign}{year}",
            f"{year}{sign}{month:02}{sign}{day:02}",
            f"{day} {draw.choice(MONTHS)} {year}",
            f"{day:02}{month:02}{year}",
            f"née le {day}{sign}{month}{sign}{year % 100:02}",
            f"{day}er {draw.choice(MONTHS)} {year}"
            if day == 1
            else f"le {day}.{month}.{year}",
        ]
        found.append(draw.choice(forms))
    return found


def odd_mails(number: int, draw: random.Random) -> list[str]:
    found = []
    for _ in range(number):
        name, host = draw.choice(NAMES), draw.choice(HOSTS)
        at = draw.choice(["@", " @ ", "＠", "(at)", " [at] ", " arobase ", "\u200b@"])
        text = f"{name}{at}{host}"
        found.append(text.upper() if draw.random() < 0.2 else text)
    return found
