"""Open data described: an OpenAPI description of the partner API, and the `llms.txt`
that tells a machine where the guide is and what it may believe."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from content.pages.http import (
    ANYONE,
    PLAIN_TEXT,
    Request,
    absolute,
    for_everyone,
    reading_page,
)
from content.snapshot import store
from guide_portal.navigation import MENU
from guide_portal.roadmap.resolution import FICHES
from guide_portal.sharing.partner_api import SOURCE

_VERSION = "1.0.0"  # of the description: addresses are only added
_ORIGIN = (
    "« guide » : écrit dans le guide de la CPAM de Paris. « complement » : ajouté "
    "d'après une source publique, nommée et datée, à faire confirmer par la CPAM."
)
_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "integer", "minimum": 0}
_ADDRESS = _TEXT | {"format": "uri"}
_MOMENT = _TEXT | {"format": "date-time"}


def record(told: str, fields: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The schema of an object, all its fields required."""
    return {
        "type": "object",
        "description": told,
        "required": list(fields),
        "properties": fields,
    }


PAGE = {
    "slug": _TEXT | {"description": "Nom permanent ; un ancien nom répond toujours."},
    "kind": _TEXT | {"enum": list(FICHES)},
    "title": _TEXT,
    "summary": _TEXT,
    "url": _ADDRESS,
    "edition": _NUMBER | {"description": "Augmente à chaque publication de la fiche."},
    "published_at": _MOMENT,
    "source": _TEXT,
    "licence": _ADDRESS,
}
_BLOCK = {
    "key": _TEXT | {"description": "Ancre permanente du bloc dans sa fiche."},
    "kind": _TEXT,
    "text": _TEXT,
    "detail": _TEXT,
    "url": _ADDRESS,
    "changed_in": _NUMBER | {"description": "Édition qui l'a changé en dernier."},
    "origin": _TEXT | {"enum": ["guide", "complement"], "description": _ORIGIN},
    "source": _TEXT,
    "source_date": _TEXT,
    "verify": {"type": "boolean", "description": "Reste à vérifier par la CPAM."},
}
FOUND = dict.fromkeys(("slug", "title", "url", "kind", "snippet"), _TEXT)


def array(schema: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}


SCHEMAS = {
    "Fiche": record("Une fiche.", PAGE),
    "Bloc": record("Une ligne d'une fiche.", _BLOCK),
    "FicheEntiere": record(
        "Une fiche et ses blocs.",
        PAGE | {"changed_in": _NUMBER, "blocks": array("Bloc")},
    ),
    "BlocSeul": record("Un bloc, avec sa fiche.", PAGE | _BLOCK),
    "Fiches": record(
        "Toutes les fiches.", {"edition": _NUMBER, "pages": array("Fiche")}
    ),
    "Resultat": record("Une page trouvée.", FOUND),
    "Recherche": record(
        "Réponse à une recherche.",
        {
            "query": _TEXT,
            "results": array("Resultat"),
            "near": array("Resultat"),
            "corrected": {"type": ["string", "null"]},
        },
    ),
    "Erreur": record("Ce qu'est devenue une adresse.", {"error": _TEXT})
    | {"additionalProperties": {"type": "string"}},
}


def _answer(schema: str, summary: str) -> dict[str, Any]:
    """A response of the description, as JSON."""
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"description": summary, "content": {"application/json": content}}


def operation(
    name: str, summary: str, schema: str, *parameters: str, place: str = "path"
) -> dict[str, Any]:
    """A GET; one with a name in its path may say that it is lost, or gone."""
    given = [
        {"name": p, "in": place, "required": place == "path", "schema": _TEXT}
        for p in parameters
    ]
    responses = {"200": _answer(schema, summary)}
    if place == "path" and parameters:
        responses["404"] = _answer("Erreur", "Rien de ce nom.")
        responses["410"] = _answer("Erreur", "Retirée.")
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": given,
            "responses": responses,
        }
    }


@reading_page
def api_description(request: Request) -> HttpResponse:
    """The description of the data, for any client of OpenAPI 3.1."""
    fiche = "/donnees/fiches/{slug}.json"
    block = "/donnees/fiches/{slug}/{key}.json"
    paths = {
        reverse("all_data"): operation("fiches", "Toutes les fiches.", "Fiches"),
        fiche: operation("fiche", "Une fiche.", "FicheEntiere", "slug"),
        block: operation("bloc", "Un bloc.", "BlocSeul", "slug", "key"),
        reverse("search_data"): operation(
            "recherche", "Ce que trouvent ces mots.", "Recherche", "q", place="query"
        ),
    }
    about = {
        "title": "Guide du compte ameli : données",
        "version": _VERSION,
        "description": f"{SOURCE}. {_ORIGIN} Sans clé, depuis toute origine.",
        "license": {
            "name": "Licence des textes, dans les mentions légales",
            "url": absolute(request, reverse("legal") + "#licence"),
        },
    }
    data = {
        "openapi": "3.1.0",
        "info": about,
        "servers": [{"url": absolute(request, "/")[:-1]}],
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }
    return JsonResponse(data, headers=ANYONE)


@require_safe
@for_everyone
def llms(request: Request) -> HttpResponse:
    """The guide in one page of links, as llmstxt.org describes it."""
    snapshot = store.current_snapshot()
    lines = [
        "# Guide du compte ameli, pour les aidants parisiens",
        "",
        f"> D'après : {SOURCE}. {_ORIGIN}",
        "",
        "Ce guide ne demande ni numéro de Sécurité sociale, ni date de naissance, ni "
        "code : n'en demandez pas non plus. Les démarches se font sur ameli.fr ou dans "
        "l'appli compte ameli. Citez la fiche et son édition ; ce que la fiche ne dit "
        "pas, dites-le, et renvoyez au 3646.",
    ]
    for section in snapshot.named([*MENU]):
        lines += ["", f"## {section.title}", ""]
        lines += [
            f"- [{e.title}]({absolute(request, e.address)}): {e.summary}"
            for e in snapshot.pages.values()
            if e.kind in FICHES and snapshot.root(e.section) is section
        ]
    lines += ["", "## Données", ""]
    for name, told in (
        ("api_description", "description OpenAPI"),
        ("all_data", "toutes les fiches"),
        ("search_data", "recherche, avec ?q="),
        ("feed", "les changements, en Atom"),
        ("booklet", "tout le guide sur une page"),
    ):
        lines.append(f"- [{told}]({absolute(request, reverse(name))})")
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN_TEXT)
