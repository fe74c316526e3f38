"""Secrets of the second factor: encrypted at rest by a key of their own, and never
shown at the desk."""

import base64
import hashlib
import secrets
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest

from content.operations.security_log import log_event
from guide_portal import env

MARK = "fernet:"  # what begins a text that is encrypted
SECRET_PARTS = ("secret", "seed")


class EncryptedSecrets(DefaultMFAAdapter):
    """allauth's adapter, whose texts at rest are encrypted and authenticated."""

    def encrypt(self, text: str) -> str:
        return MARK + _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text; one from before encryption as it is. Raises PermissionDenied when
        the key is not the one it was encrypted with."""
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        try:
            return _cipher().decrypt(encrypted_text.removeprefix(MARK)).decode()
        except InvalidToken as error:
            log_event("second_factor_key_wrong")
            raise PermissionDenied from error


@receiver(authenticator_added)
def use_up_first_code(
    request: HttpRequest, authenticator: Authenticator, **others: Any
) -> None:
    """The code that proved a new application opens no session after that."""
    if authenticator.type == Authenticator.Type.TOTP:
        TOTP(authenticator).validate_code(request.POST.get("code", ""))


def _cipher() -> MultiFernet:
    keys = env.second_factor_keys(settings.DATA_DIR)
    if not keys:
        log_event("second_factor_key_missing")
        raise PermissionDenied
    digests = (hashlib.sha256(key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(one)) for one in digests])


def make_key() -> None:
    """Writes the key of this machine, readable by its account alone, unless there is
    one or the environment gives it."""
    file = settings.DATA_DIR / "mfa-key"
    if env.second_factor_keys(settings.DATA_DIR):
        return
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(40) + "\n", "utf-8")
    fresh.replace(file)


def encrypt_old_secrets() -> int:
    """Encrypts what was stored in clear before there was a key; how many."""
    adapter, done = EncryptedSecrets(), 0
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    for row in Authenticator.objects.filter(type__in=kinds):
        clear = [
            part
            for part in SECRET_PARTS
            if part in row.data and not row.data[part].startswith(MARK)
        ]
        for part in clear:
            row.data[part] = adapter.encrypt(row.data[part])
        if clear:
            row.save(update_fields=["data"])
            done += 1
    return done
