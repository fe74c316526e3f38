"""Every address readers have; desk_urls.py adds the desk's. Printed links rely on
them: none moves."""

from django.urls import path

from content.views import article, glossary, qr
from guide_portal import machines, views
from guide_portal.booklet_views import booklet
from guide_portal.feedback_views import feedback
from guide_portal.meeting_views import meeting
from guide_portal.news_views import feed, news
from guide_portal.offline_views import copy, manifest, offline, worker
from guide_portal.partner_views import all_pages, card, one_block, page_data, partners
from guide_portal.sheet_views import roadmap, roadmap_qr, short_roadmap
from procedures.check_views import verify
from procedures.code_views import code, files
from procedures.deadline_views import calendar, deadline
from procedures.views import contacts, procedure
from troubleshooting.views import trouble

handler400 = "guide_portal.views.bad_request"
handler404 = "guide_portal.views.not_found"
handler500 = "guide_portal.views.server_error"

# reading
reading = [
    path("", views.home, name="home"),
    path("rubriques/<slug:slug>/", views.rubrique, name="rubrique"),
    path("guide/<slug:slug>/", procedure, name="procedure"),
    path("depannage/<slug:slug>/", trouble, name="trouble"),
    path("contacts/", contacts, name="contacts"),
    path("lexique/", glossary, name="glossary"),
    path("plan-du-site/", views.site_map, name="site_map"),
    path("accessibilite/", article, {"slug": "accessibilite"}, name="accessibility"),
    path("mentions-legales/", article, {"slug": "mentions-legales"}, name="legal"),
    path(
        "donnees-personnelles/",
        article,
        {"slug": "donnees-personnelles"},
        name="privacy",
    ),
    path("nouveautes/", news, name="news"),
    path("actualites.atom", feed, name="feed"),
    path("imprimer/", booklet, name="booklet"),
    path("imprimer/<slug:slug>/", booklet, name="chapter"),
    path("hors-ligne/", offline, name="offline"),
    path("partenaires/", partners, name="partners"),
    path("carte/<slug:slug>/", card, name="card"),
    path("qr/<slug:slug>.svg", qr, name="qr"),
    path("qr/<slug:slug>/<slug:key>.svg", qr, name="qr_of_block"),
]

# tools, under the page they belong to
tools = [
    path(f"{under}/<slug:slug>/{address}", view)
    for under in ("guide", "depannage", "contacts")
    for address, view in (
        ("verifier/", verify),
        ("delais/<slug:key>/", deadline),
        ("delais/<slug:key>.ics", calendar),
    )
] + [
    path("code-personnel/", code, name="code"),
    path("fichiers/", files, name="files"),
    path("feuille-de-route/", roadmap, name="roadmap"),
    path("f/", short_roadmap, name="short_roadmap"),
    path("avis/", feedback, name="feedback"),
    path("rendez-vous/", meeting, name="meeting"),
    path("f/qr.svg", roadmap_qr, name="roadmap_qr"),
]

# searching
searching = [
    path("recherche/", views.results, name="search"),
    path("recherche/suggestions/", views.suggestions, name="suggestions"),
    path("recherche.json", views.results_as_data, name="search_data"),
]

# addresses typed by hand
doors = [
    path("guide/", views.other_door, {"to": "/plan-du-site/"}),
    path("rubriques/", views.other_door, {"to": "/plan-du-site/"}),
    path("favicon.ico", views.icon),
    path("depannage/", views.other_door, {"to": "/rubriques/depannage/"}),
    path("contacts/<slug:slug>/", views.contact_door),
]

# machines
for_machines = [
    path("sitemap.xml", machines.sitemap),
    path("opensearch.xml", machines.opensearch),
    path("donnees/fiches.json", all_pages),
    path("donnees/fiches/<slug:slug>.json", page_data),
    path("donnees/fiches/<slug:slug>/<slug:key>.json", one_block),
    path("hors-ligne.json", copy),
    path("manifest.webmanifest", manifest),
    path("sw.js", worker),
    path("robots.txt", machines.robots),
    path(".well-known/security.txt", machines.security),
    path("livez", machines.alive),
    path("readyz", machines.ready),
]

urlpatterns = reading + tools + searching + doors + for_machines
