"""Perturbations: shown where and while they hold, then gone by themselves."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from content.models import Alert
from content.publishing import refresher, snapshot_file
from tests.support.desk import read

pytestmark = pytest.mark.django_db(transaction=True)


CREATE = "/guide/creer-compte-ameli/"


def alert(**options):
    start = timezone.now() - datetime.timedelta(hours=1)
    end = timezone.now() + datetime.timedelta(hours=1)
    options = {
        "starts_at": start,
        "ends_at": end,
        "text": "Zorglub en panne.",
        "approved": True,
    } | options
    return Alert.objects.create(**options)


def test_an_alert_shows_then_goes_by_itself(staff):
    one = alert(pages=["creer-compte-ameli"], block="rib")
    known = refresher.refresh(known=snapshot_file.NO_FILE)
    assert "Zorglub en panne." in read(CREATE)
    assert "Perturbation en cours" in read(CREATE)
    assert "Zorglub" not in read("/")
    Alert.objects.filter(pk=one.pk).update(ends_at=timezone.now())
    refresher.refresh(known=known)
    assert "Zorglub" not in read(CREATE)


def test_an_alert_of_the_whole_site_is_everywhere(staff):
    alert(everywhere=True)
    refresher.refresh(known=snapshot_file.NO_FILE)
    for address in ("/", CREATE, "/contacts/", "/recherche/?q=rib"):
        assert read(address).count("Zorglub en panne.") == 1, address


def test_an_alert_on_an_unknown_page_is_refused(staff):
    for pages, told in ((["nexiste-pas"], "Aucune fiche"), ([], "au moins une fiche")):
        with pytest.raises(ValidationError, match=told):
            alert(pages=pages).full_clean()


def test_an_alert_of_tomorrow_waits(staff):
    later = timezone.now() + datetime.timedelta(days=1)
    alert(everywhere=True, starts_at=later, ends_at=later + datetime.timedelta(days=1))
    refresher.refresh(known=snapshot_file.NO_FILE)
    assert "Zorglub" not in read("/")
