"""The way of a text at the desk: written, read over, published, compared, restored."""

import datetime
import html
import io
import re
import zipfile

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from content.admin import preview
from content.models import Alert, DraftState, Edition
from content.publishing import refresher, snapshot_file, workflow
from guide_portal.desk.accounts import BEGUN
from guide_portal.feedback import views
from guide_portal.models import Feedback
from procedures.models import Procedure, Rule, Step
from tests.content.admin.test_desk import form_data, save

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/guide/payer-creance/"
CREATE = "/guide/creer-compte-ameli/"


@pytest.fixture
def staff(loaded, monkeypatch):
    """Clients of three members of staff, over the loaded guide."""
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", "une phrase bien longue")
    cache.clear()  # where wrong passwords are counted
    clients = {}
    for name, role in (
        ("rene", "redacteur"), ("lea", "relecteur"), ("ada", "administrateur"),
    ):  # fmt: skip
        call_command("create_staff", name, role=role, stdout=io.StringIO())
        clients[name] = Client()
        clients[name].force_login(User.objects.get(username=name))
    return clients


def row(slug="payer-creance") -> Procedure:
    return Procedure.objects.get(slug=slug)


def place(view: str, slug="payer-creance") -> str:
    return f"/gestion/procedures/procedure/{row(slug).pk}/{view}/"


def decide(client, decision, slug="payer-creance", **more):
    data = {"base": workflow.record_digest(row(slug)), "decision": decision, **more}
    answer = client.post(place("relire", slug), data, follow=True)
    return html.unescape(answer.content.decode())


def read(address: str) -> str:
    return html.unescape(Client().get(address, follow=True).content.decode())


# Two editors


def posted(client, **changes) -> dict:
    """What a browser would send of the form as it is now."""
    return form_data(client, place("change")) | changes


def test_the_second_editor_is_told_and_sees_both_texts(staff):
    mine = posted(staff["lea"], summary="Le texte de Léa.")
    save(staff["rene"], row(), summary="Le texte de René.")
    answer = staff["lea"].post(place("change"), mine)
    told = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "rene a enregistré" in told
    assert "Le texte de Léa." in told and "Le texte de René." in told
    assert row().summary == "Le texte de René."


def test_the_second_editor_may_then_put_their_text(staff):
    mine = posted(staff["lea"], summary="Le texte de Léa.")
    save(staff["rene"], row(), summary="Le texte de René.")
    told = staff["lea"].post(place("change"), mine).content.decode()
    again = {
        html.unescape(name): html.unescape(value)
        for name, value in re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"', told, re.S
        )
    }
    assert staff["lea"].post(place("change"), again).status_code == 302
    assert row().summary == "Le texte de Léa."


def test_who_has_the_form_open_is_named(staff):
    staff["rene"].get(place("change"))
    assert "En cours d'édition par rene" in html.unescape(
        staff["lea"].get(place("change")).content.decode()
    )


def test_lines_change_places_by_their_number(staff):
    steps = list(Step.objects.filter(page__slug="creer-compte-ameli"))
    form = staff["ada"].get(place("change", "creer-compte-ameli")).context
    prefix = next(
        line.prefix
        for inline in form["inline_admin_formsets"]
        for line in inline.formset.initial_forms
        if line.instance == steps[-1]
    )
    save(staff["ada"], row("creer-compte-ameli"), **{f"{prefix}-place": "1"})
    after = list(Step.objects.filter(page__slug="creer-compte-ameli"))
    assert after[0] == steps[-1]
    assert [step.position for step in after] == list(range(len(after)))


# Reading over, publishing


def test_a_writer_asks_and_a_reader_publishes_with_a_note(staff):
    save(staff["rene"], row(), summary="Rembourser une zorglubie.")
    assert "Votre rôle ne permet pas" in decide(staff["rene"], "publier")
    decide(staff["rene"], "relecture")
    assert DraftState.objects.get(slug="payer-creance").state == "relecture"
    screen = html.unescape(staff["lea"].get(place("relire")).content.decode())
    assert "<ins>une zorglubie</ins>" in screen or "zorglubie</ins>" in screen
    decide(staff["lea"], "publier", note="Le résumé est plus clair.")
    assert "zorglubie" in read(PAGE)
    edition = Edition.objects.get(slug="payer-creance", current=True)
    assert (edition.author, edition.note) == ("lea", "Le résumé est plus clair.")
    assert "Le résumé est plus clair." in read(PAGE + "?edition=1")


def test_with_four_eyes_one_does_not_publish_oneself(staff, settings):
    settings.FOUR_EYES = True
    save(staff["lea"], row(), summary="Nouveau.")
    assert "quatre yeux" in decide(staff["lea"], "publier")
    assert "est en ligne" in decide(staff["ada"], "publier")


def test_a_text_changed_while_it_was_read_is_not_published(staff):
    base = workflow.record_digest(row())
    save(staff["rene"], row(), summary="Changé entre-temps.")
    answer = staff["lea"].post(place("relire"), {"base": base, "decision": "publier"})
    assert "pendant votre lecture" in html.unescape(answer.content.decode())
    assert "Changé" not in read(PAGE)


def test_the_draft_of_another_page_does_not_stand_in_the_way(staff):
    Rule.objects.filter(result="bloque").update(next=[])
    assert not row().checks.exists()
    save(staff["lea"], row(), summary="Prêt.")
    assert "est en ligne" in decide(staff["lea"], "publier")


def test_a_text_goes_out_at_its_time(staff):
    save(staff["lea"], row(), summary="Pour demain.")
    later = timezone.localtime() + datetime.timedelta(days=1)
    decide(staff["lea"], "publier", publish_at=f"{later:%Y-%m-%dT%H:%M}", note="Voilà.")
    save(staff["rene"], row(), summary="Écrit après.")
    refresher.refresh(known=(0, ()))
    assert "Pour demain." not in read(PAGE)
    DraftState.objects.update(publish_at=timezone.now())
    refresher.refresh(known=(0, ()))
    assert "Pour demain." in read(PAGE) and "Écrit après." not in read(PAGE)
    assert row().summary == "Écrit après."


def test_publishing_now_cancels_what_was_scheduled(staff):
    later = timezone.localtime() + datetime.timedelta(days=1)
    save(staff["lea"], row(), summary="Ancien.")
    decide(staff["lea"], "publier", publish_at=f"{later:%Y-%m-%dT%H:%M}")
    save(staff["lea"], row(), summary="Neuf.")
    decide(staff["lea"], "publier")
    assert DraftState.objects.get(slug="payer-creance").publish_at is None


def test_a_past_date_is_refused(staff):
    told = decide(staff["lea"], "publier", publish_at="2020-01-01T10:00")
    assert "Cette date est passée." in told


def test_a_page_is_withdrawn_with_another_in_its_place(staff):
    assert "Choisissez la page" in decide(staff["lea"], "retirer")
    decide(staff["lea"], "retirer", replaced_by="faire-reclamation")
    answer = Client().get(PAGE)
    assert answer.headers["Location"] == "/guide/faire-reclamation/"
    call_command("load_guide", stdout=io.StringIO())
    assert Client().get(PAGE).status_code == 301  # the files do not bring it back


def test_an_edition_is_restored_as_a_draft_then_published(staff):
    before = read(PAGE)
    save(staff["lea"], row(), summary="Erreur.")
    decide(staff["lea"], "publier")
    assert "Erreur." in read(PAGE)
    first = Edition.objects.get(slug="payer-creance", number=1)
    address = f"/gestion/content/edition/{first.pk}/change/"
    answer = staff["lea"].post(address, {"restore": "1"}, follow=True)
    assert "reprise en brouillon" in answer.content.decode()
    assert "Erreur." in read(PAGE)
    decide(staff["lea"], "publier")
    strip = re.compile(r'data-edition="\d+"|edition(?:=|%3D)\d+|\d+ \w+ 2026|\?v=\w+')
    assert strip.sub("", read(PAGE)) == strip.sub("", before)


def test_two_editions_are_compared_in_words(staff):
    save(staff["lea"], row(), summary="Rembourser ce que vous devez.")
    decide(staff["lea"], "publier")
    last = Edition.objects.get(slug="payer-creance", number=2)
    text = staff["rene"].get(f"/gestion/content/edition/{last.pk}/change/")
    assert "<del>" in text.content.decode() and "<ins>" in text.content.decode()


def test_versions_name_who_when_and_why(staff):
    save(staff["lea"], row(), summary="Plus clair.")
    decide(staff["lea"], "publier", note="Pourquoi pas.")
    text = staff["rene"].get(place("versions")).content.decode()
    assert "Pourquoi pas." in text and "lea" in text and "fichiers" in text


# Preview


def preview_address(client) -> str:
    """Where the page that reads over a text shows it as readers would see it."""
    text = client.get(place("relire")).content.decode()
    return re.search(r'href="(/gestion/apercu/[^"]+)"', text)[1]


def test_a_draft_shows_on_its_real_page_to_staff_alone(staff):
    save(staff["rene"], row(), summary="Un brouillon zorglub.")
    address = preview_address(staff["lea"])
    answer = staff["lea"].get(address)
    assert "Un brouillon zorglub." in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert Client().get(address).status_code == 302
    assert "zorglub" not in read(PAGE)


def test_an_expired_preview_says_so(staff, monkeypatch):
    address = preview_address(staff["lea"])
    monkeypatch.setattr(preview, "LASTS", -1)
    answer = staff["lea"].get(address)
    assert answer.status_code == 410 and "a expiré" in answer.content.decode()
    assert staff["lea"].get("/gestion/apercu/abc/").status_code == 410


def test_a_field_is_shown_as_readers_will_see_it(staff):
    answer = staff["lea"].post(
        "/gestion/apercu-du-texte/",
        {"text": "**gras** <script>", "autre": "non"},
        headers={"HX-Trigger-Name": "text"},
    )
    assert answer.content.decode() == "<strong>gras</strong> &lt;script&gt;"


# Perturbations


def alert(**options):
    start = timezone.now() - datetime.timedelta(hours=1)
    end = timezone.now() + datetime.timedelta(hours=1)
    options = {
        "starts_at": start,
        "ends_at": end,
        "text": "Zorglub en panne.",
    } | options
    return Alert.objects.create(**options)


def test_a_perturbation_shows_then_goes_by_itself(staff):
    one = alert(pages=["creer-compte-ameli"], block="rib")
    known = refresher.refresh(known=(0, ()))
    assert "Zorglub en panne." in read(CREATE)
    assert "Perturbation en cours" in read(CREATE)
    assert "Zorglub" not in read("/")
    Alert.objects.filter(pk=one.pk).update(ends_at=timezone.now())
    refresher.refresh(known=known)
    assert "Zorglub" not in read(CREATE)


def test_a_perturbation_of_the_whole_site_is_everywhere(staff):
    alert(everywhere=True)
    refresher.refresh(known=(0, ()))
    for address in ("/", CREATE, "/contacts/", "/recherche/?q=rib"):
        assert read(address).count("Zorglub en panne.") == 1, address


def test_a_perturbation_on_an_unknown_page_is_refused(staff):
    for pages, told in ((["nexiste-pas"], "Aucune fiche"), ([], "au moins une fiche")):
        with pytest.raises(ValidationError, match=told):
            alert(pages=pages).full_clean()


def test_a_perturbation_of_tomorrow_waits(staff):
    later = timezone.now() + datetime.timedelta(days=1)
    alert(everywhere=True, starts_at=later, ends_at=later + datetime.timedelta(days=1))
    refresher.refresh(known=(0, ()))
    assert "Zorglub" not in read("/")


# Readers' word


def test_an_opinion_is_kept_without_what_is_personal(staff):
    text = "Le lien est cassé, appelez 06 12 34 56 78 ou 1 85 01 75 123 456, a@b.fr"
    answer = Client().post("/avis/", {"page": "payer-creance", "texte": text})
    assert answer.status_code == 200 and "Merci" in answer.content.decode()
    kept = Feedback.objects.get()
    assert kept.text == "Le lien est cassé, appelez ou ,"
    assert (kept.slug, kept.edition) == ("payer-creance", 1)
    assert not answer.cookies


def test_without_a_database_the_opinion_stays_on_screen(reader):
    answer = reader.post("/avis/", {"page": "payer-creance"})
    assert answer.status_code == 200  # nothing was said: the form again


def test_a_database_that_is_away_is_said_and_the_text_stays(staff, monkeypatch):
    from django.db import OperationalError

    def away(**values):
        raise OperationalError("absente")

    monkeypatch.setattr(Feedback.objects, "create", away)
    answer = Client().post("/avis/", {"page": "payer-creance", "texte": "À garder."})
    assert answer.status_code == 503 and "À garder." in html.unescape(
        answer.content.decode()
    )


def test_too_many_opinions_from_one_place_wait(staff, monkeypatch):
    from content.operations.rate_limit import TokenBucket

    monkeypatch.setattr(views, "feedback_allowed", TokenBucket(2, 0.001))
    sent = [
        Client().post("/avis/", {"page": "payer-creance", "utile": "oui"}).status_code
        for _ in range(4)
    ]
    assert sent == [200, 200, 429, 429]


# The morning, the journal, the files


def test_the_home_of_the_desk_counts_what_waits(staff):
    save(staff["rene"], row(), summary="À relire.")
    decide(staff["rene"], "relecture")
    Feedback.objects.create(slug="payer-creance", text="Faux.")
    text = html.unescape(staff["lea"].get("/gestion/").content.decode())
    counts = re.findall(r"<strong>(\d+)</strong> ([^<]+)</a>", text)
    assert ("1", "Brouillons et relectures") in counts
    assert ("1", "Avis des lecteurs") in counts
    full = html.unescape(staff["lea"].get("/gestion/a-faire/").content.decode())
    assert "payer-creance" in full and "Faux." in full
    assert "Liens sans adresse (10)" in full


def test_the_journal_says_who_did_what_and_cannot_be_changed(staff):
    save(staff["rene"], row(), summary="Tracé.")
    decide(staff["lea"], "publier")
    text = staff["ada"].get("/gestion/admin/logentry/").content.decode()
    assert "publié." in text and "rene" in text
    assert staff["ada"].get("/gestion/admin/logentry/add/").status_code == 403


def test_files_leave_and_come_back_after_their_plan_was_shown(staff):
    packed = staff["lea"].get("/gestion/fichiers/guide.zip").content
    archive = zipfile.ZipFile(io.BytesIO(packed))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as out:
        for name in archive.namelist():
            text = archive.read(name).decode()
            out.writestr(name, text.replace("Rembourser ce que", "Payer ce que"))
    sent = SimpleUploadedFile("guide.zip", changed.getvalue())
    shown = html.unescape(
        staff["lea"].post("/gestion/fichiers/", {"zip": sent}).content.decode()
    )
    assert "1 changés" in shown and "Payer ce que" not in read(PAGE)
    kept = re.search(r'name="packed" value="([^"]+)"', shown)[1]
    staff["lea"].post("/gestion/fichiers/", {"packed": kept, "load": "1"})
    assert "Payer ce que" in read(PAGE)
    assert staff["rene"].get("/gestion/fichiers/").status_code == 403


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04abc", b"not a zip"])
def test_what_is_no_zip_is_refused_in_french(staff, raw):
    answer = staff["lea"].post(
        "/gestion/fichiers/", {"zip": SimpleUploadedFile("x.zip", raw)}
    )
    assert answer.status_code == 200
    assert "zip" in answer.content.decode() and "errornote" in answer.content.decode()


# Accounts


def test_nobody_signs_up(desk):
    answer = desk.get("/gestion/compte/signup/")
    assert b'name="password1"' not in answer.content


def test_guessing_a_password_is_slowed_down(staff):
    client, told = Client(), ""
    for _ in range(12):
        answer = client.post("/gestion/login/", {"username": "lea", "password": "faux"})
        told = html.unescape(answer.content.decode())
    assert answer.status_code == 429 or "Trop de tentatives" in told


def test_one_signs_in_with_a_name_and_a_password(staff):
    client = Client()
    sent = {"username": "ada", "password": "une phrase bien longue"}
    answer = client.post("/gestion/login/", sent)
    assert answer.status_code == 302
    assert client.get("/gestion/").status_code == 200


def test_a_disabled_account_is_out_at_once(staff):
    User.objects.filter(username="lea").update(is_active=False)
    assert staff["lea"].get("/gestion/").status_code == 302


def test_a_session_ends_after_eight_hours_even_in_use(staff):
    staff["lea"].get("/gestion/")
    session = staff["lea"].session
    session[BEGUN] -= 8 * 3600 + 1
    session.save()
    assert "/gestion/login/" in staff["lea"].get("/gestion/").headers["Location"]
    assert Session.objects.count() < 4


@pytest.mark.ignore_template_errors  # allauth's own templates
def test_outside_local_runs_a_second_factor_is_asked(staff, settings):
    settings.TWO_FACTOR = True
    answer = staff["lea"].get("/gestion/procedures/procedure/")
    assert answer.headers["Location"] == "/gestion/compte/2fa/"
    assert staff["lea"].get("/gestion/compte/2fa/").status_code == 200


@pytest.mark.parametrize(
    "address", ["", "a-faire/", "fichiers/", "compte/2fa/", "compte/sessions/",
                "content/alert/add/", "guide_portal/feedback/"],
)  # fmt: skip
@pytest.mark.ignore_template_errors
def test_every_screen_of_the_desk_opens(staff, address):
    assert staff["ada"].get("/gestion/" + address).status_code == 200


def test_nothing_of_the_desk_reaches_readers(staff):
    save(staff["rene"], row(), summary="Rien que le bureau.")
    snapshot_file.write_snapshot()
    assert "Rien que le bureau" not in read("/recherche.json?q=bureau") + read(PAGE)
