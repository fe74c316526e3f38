"""URLconf of readers; admin_urls.py adds the desk's. Printed links rely on
them: none moves."""

from django.urls import path

from content.pages.views import article, glossary, outside, qr, sources
from guide_portal import views
from guide_portal.feedback.views import feedback
from guide_portal.roadmap.meeting_views import meeting
from guide_portal.roadmap.receipt_views import receipt
from guide_portal.roadmap.views import roadmap, roadmap_qr, short_roadmap
from guide_portal.search.data_views import completions, results_as_data
from guide_portal.serving import health
from guide_portal.sharing import crawlers
from guide_portal.sharing.booklet import booklet
from guide_portal.sharing.news import feed, news
from guide_portal.sharing.offline import (
    manifest,
    offline,
    offline_copy,
    offline_tools,
    worker,
)
from guide_portal.sharing.open_data import api_description, llms
from guide_portal.sharing.partner_api import (
    all_pages,
    card,
    one_block,
    page_data,
    partners,
)
from procedures.tools.access_code import code_checker, file_checker
from procedures.tools.deadlines import calendar, deadline
from procedures.tools.eligibility import eligibility
from procedures.views import contacts, procedure
from troubleshooting.views import trouble

handler400 = "guide_portal.errors.bad_request"
handler404 = "guide_portal.errors.not_found"
handler500 = "guide_portal.errors.server_error"

# reading
reading = [
    path("", views.home, name="home"),
    path("rubriques/<slug:slug>/", views.rubrique, name="rubrique"),
    path("guide/<slug:slug>/", procedure, name="procedure"),
    path("depannage/<slug:slug>/", trouble, name="trouble"),
    path("contacts/", contacts, name="contacts"),
    path("lexique/", glossary, name="glossary"),
    path("hors-du-guide/", outside, name="outside"),
    path("plan-du-site/", views.site_map, name="site_map"),
    path("accessibilite/", article, {"slug": "accessibilite"}, name="accessibility"),
    path("mentions-legales/", article, {"slug": "mentions-legales"}, name="legal"),
    path(
        "donnees-personnelles/",
        article,
        {"slug": "donnees-personnelles"},
        name="privacy",
    ),
    path("aider/", article, {"slug": "aider"}, name="helping"),
    path("sources/", sources, name="sources"),
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
        ("verifier/", eligibility),
        ("delais/<slug:key>/", deadline),
        ("delais/<slug:key>.ics", calendar),
    )
] + [
    path("code-personnel/", code_checker, name="code"),
    path("fichiers/", file_checker, name="files"),
    path("feuille-de-route/", roadmap, name="roadmap"),
    path("f/", short_roadmap, name="short_roadmap"),
    path("recu/", receipt, name="receipt"),
    path("avis/", feedback, name="feedback"),
    path("rendez-vous/", meeting, name="meeting"),
    path("f/qr.svg", roadmap_qr, name="roadmap_qr"),
    *(path(f"{f}/<path:payload>", short_roadmap) for f in "fF"),
    path("F/", short_roadmap),
]

# searching
searching = [
    path("recherche/", views.search_page, name="search"),
    path("recherche/suggestions/", views.suggestions, name="suggestions"),
    path("recherche/suggestions.json", completions, name="completions"),
    path("recherche/comptee/", views.counted_search, name="counted_search"),
    path("recherche.json", results_as_data, name="search_data"),
]

# addresses typed by hand
doors = [
    path("guide/", views.typed_address, {"to": "/plan-du-site/"}),
    path("rubriques/", views.typed_address, {"to": "/plan-du-site/"}),
    path("favicon.ico", views.site_icon),
    path("depannage/", views.typed_address, {"to": "/rubriques/depannage/"}),
    path("contacts/<slug:slug>/", views.contact_address),
]

# machines
for_machines = [
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("opensearch.xml", crawlers.opensearch, name="opensearch"),
    path("donnees/fiches.json", all_pages, name="all_data"),
    path("donnees/fiches/<slug:slug>.json", page_data, name="page_data"),
    path("donnees/fiches/<slug:slug>/<slug:key>.json", one_block, name="block_data"),
    path("donnees/openapi.json", api_description, name="api_description"),
    path("llms.txt", llms),
    path("hors-ligne.json", offline_copy),
    path("hors-ligne/outils.json", offline_tools, name="offline_tools"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", worker),
    path("robots.txt", crawlers.robots),
    path(".well-known/security.txt", crawlers.security),
    path("livez", health.alive),
    path("readyz", health.ready),
]

urlpatterns = reading + tools + searching + doors + for_machines
