"""What a list of fiches asks for, brought together; its order, at its ends."""

from guide_portal.roadmap.gathering import Asked, gather
from guide_portal.roadmap.state import Roadmap, moved

SHORT, LONG = {"text": "RIB"}, {"text": "Coordonnées bancaires (RIB)"}


def test_of_two_names_of_one_document_the_longer_stays_in_either_order():
    for first, second in ((SHORT, LONG), (LONG, SHORT)):
        asked = [Asked("Compte", first, False), Asked("Adresse", second, True)]
        [line] = gather(asked)
        assert line.line == LONG
        assert (line.titles, line.done) == (["Compte", "Adresse"], True)


def test_a_fiche_at_the_end_of_the_list_stays_there():
    listed = Roadmap(("a", "b", "c"))
    assert moved(listed, "a", -1).fiches == ("a", "b", "c")
    assert moved(listed, "c", 1).fiches == ("a", "b", "c")
    assert moved(listed, "b", -1).fiches == ("b", "a", "c")
    assert moved(listed, "b", 1).fiches == ("a", "c", "b")
