"""French words put together. Pure."""


def of_the(words: str) -> str:
    """« de » before some words, contracted: du changement, des droits, de l'arrivée.

    >>> of_the("le changement"), of_the("les droits"), of_the("l'arrivée")
    ('du changement', 'des droits', "de l'arrivée")
    """
    for article, short in (("le ", "du "), ("les ", "des ")):
        if words.startswith(article):
            return short + words[len(article) :]
    return f"de {words}"
