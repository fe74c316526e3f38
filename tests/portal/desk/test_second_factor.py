"""The second factor at rest, its codes used once, guesses counted for all processes,
and what allauth does by mail closed."""

import html

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as live_settings
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from guide_portal import env
from guide_portal.desk import second_factor
from tests.support.portal import PASSWORD

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.ignore_template_errors,  # allauth's own templates
]
SECRET = "JBSWY3DPEHPK3PXP"
LOGIN, CODE = "/gestion/login/", "/gestion/compte/2fa/authenticate/"


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("GUIDE_MFA_KEY", "une clé à part")


@pytest.fixture
def protected(staff, key):
    """Lea, with an application and recovery codes."""
    lea = User.objects.get(username="lea")
    totp.TOTP.activate(lea, SECRET)
    RecoveryCodes.activate(lea)
    return lea


def code_now() -> str:
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(SECRET, counter))


def come_in(code: str, client: Client | None = None, **headers: str) -> bool:
    """Whether name, password and this code open the desk."""
    client = client or Client(headers=headers)
    client.post(LOGIN, {"username": "lea", "password": PASSWORD})
    client.post(CODE, {"code": code})
    return client.get("/gestion/").status_code == 200


def test_secrets_are_encrypted_at_rest_and_never_shown(protected, staff):
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored and stored.count(second_factor.MARK) == 2
    admin = staff["ada"]
    listed = admin.get("/gestion/mfa/authenticator/").content.decode()
    assert "lea" in listed
    for one in Authenticator.objects.all():
        page = admin.get(f"/gestion/mfa/authenticator/{one.pk}/change/")
        assert page.status_code == 200
        for part in one.data.values():
            assert str(part) not in page.content.decode() or len(str(part)) < 5
    for hidden in ("usersessions/usersession", "account/emailaddress"):
        assert admin.get(f"/gestion/{hidden}/").status_code == 404


def test_a_code_opens_the_desk_once_whoever_answers(protected):
    code = code_now()
    assert come_in(code)
    caches["default"].close()  # as another process would find it
    assert not come_in(code)
    assert "Local" not in live_settings.CACHES["default"]["BACKEND"]


def test_the_code_that_adds_an_application_opens_no_session(staff, key):
    lea = staff["lea"]
    lea.post("/gestion/compte/reauthenticate/", {"password": PASSWORD})
    lea.get("/gestion/compte/2fa/totp/activate/")
    session = lea.session
    session[totp.SECRET_SESSION_KEY] = SECRET
    session.save()
    code = code_now()
    added = lea.post("/gestion/compte/2fa/totp/activate/", {"code": code})
    assert added.status_code == 302
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert not come_in(code)


def test_what_was_stored_in_clear_is_encrypted_and_still_opens(protected):
    Authenticator.objects.filter(type="totp").update(data={"secret": SECRET})
    assert second_factor.encrypt_old_secrets() == 1
    assert second_factor.encrypt_old_secrets() == 0
    assert SECRET not in str(Authenticator.objects.get(type="totp").data)
    assert come_in(code_now())


def test_with_another_key_nobody_comes_in_and_an_older_key_still_reads(
    protected, monkeypatch
):
    monkeypatch.setenv("GUIDE_MFA_KEY", "une autre clé")
    assert not come_in(code_now())
    assert not come_in(totp.format_hotp_value(0))
    monkeypatch.setenv("GUIDE_MFA_KEY", "une autre clé,une clé à part")
    assert come_in(code_now())


def test_each_machine_makes_itself_a_key_that_it_alone_reads(
    settings, tmp_path, monkeypatch
):
    monkeypatch.delenv("GUIDE_MFA_KEY", raising=False)
    settings.DATA_DIR = tmp_path
    second_factor.make_key()
    file = tmp_path / "mfa-key"
    first = file.read_text()
    second_factor.make_key()
    assert file.read_text() == first and len(first) > 40
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("path", [
    *("password/reset/", "password/reset/done/", "password/reset/key/1-x/", "email/"),
    *("confirm-email/", "confirm-email/abc/", "signup/", "login/code/confirm/"),
])  # fmt: skip
def test_nothing_is_done_by_mail(staff, path):
    for client in (Client(), staff["lea"]):
        for ask in (client.get, client.post):
            answer = ask(f"/gestion/compte/{path}", {"email": "a@b.fr"})
            assert answer.status_code == 403
            assert "create_staff" in html.unescape(answer.content.decode())
    assert mail.outbox == []


def test_guesses_are_counted_for_whoever_the_proxy_saw(staff, settings):
    settings.TRUSTED_PROXIES = 1
    guesser = Client(headers={"X-Forwarded-For": "9.9.9.9, 1.2.3.4"})
    for place in range(26):
        answer = guesser.post(LOGIN, {"username": f"x{place}", "password": "faux"})
    assert "Trop de tentatives" in html.unescape(answer.content.decode())
    # another forged beginning is still the same visitor
    again = Client(headers={"X-Forwarded-For": "8.8.8.8, 1.2.3.4"})
    answer = again.post(LOGIN, {"username": "lea", "password": PASSWORD})
    assert answer.status_code != 302
    colleague = Client(headers={"X-Forwarded-For": "5.6.7.8"})
    answer = colleague.post(LOGIN, {"username": "lea", "password": PASSWORD})
    assert answer.status_code == 302


@pytest.mark.parametrize("odd", ["", "pas une adresse", "1.2.3.4, x"])
def test_an_odd_forwarded_address_breaks_nothing(staff, settings, odd):
    settings.TRUSTED_PROXIES = 1
    client = Client(headers={"X-Forwarded-For": odd})
    answer = client.post(LOGIN, {"username": "lea", "password": PASSWORD})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("CACHE_URL", "memcached://x", env.cache),
        ("GUIDE_TRUSTED_PROXIES", "un", lambda name: env.whole_number(name, 0)),
        ("GUIDE_TRUSTED_PROXIES", "-1", lambda name: env.whole_number(name, 0)),
    ],
)
def test_a_variable_that_cannot_be_read_is_refused(monkeypatch, name, value, read):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        read(name)


def test_redis_counts_when_it_is_named(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "redis://machine:6379/0")
    assert env.cache("CACHE_URL")["BACKEND"].endswith("RedisCache")
