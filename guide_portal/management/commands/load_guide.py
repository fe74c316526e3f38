"""YAML → database: everything or nothing, never over a staff edit."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from content.admin import style_advice
from content.publishing import actions, importer, permalinks
from content.publishing.guide_files.check import import_faults
from content.publishing.guide_files.drafts import read_drafts
from content.publishing.guide_files.folder import read_files, read_folder
from content.publishing.import_plan import ImportConflict, ImportPlan
from content.publishing.refusal import ActRefusedError
from content.records import rows
from content.records.parsing import FileRecord
from content.text.errors import FileError


class Command(BaseCommand):
    help = "Charge le guide depuis ses fichiers YAML et publie ce qui a changé."
    # Django 6 asks the database, which this does without
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.GUIDE_DIR,
            metavar="DOSSIER",
        )
        parser.add_argument(
            "--check", action="store_true", help="vérifie sans rien écrire"
        )
        parser.add_argument(
            "--force",
            choices=["file", "staff"],
            default="",
            help="en cas de conflit, garde le fichier ou le texte de l'équipe",
        )
        parser.add_argument("--note", default="", help="note publique de publication")

    def handle(
        self, folder: Path, check: bool, force: str, note: str, **options: Any
    ) -> None:
        read = read_folder if check else read_files
        documents, faults = read(folder)
        names, _ = permalinks.read_permalinks(folder)
        if check and not faults:
            faults = list(importer.lost_pages(names, documents, set()))
        if faults:
            self.tell(faults)
        if check:
            if options["verbosity"]:
                self.advise(documents)
            self.stdout.write(f"{len(documents)} textes lus, aucune erreur.")
            return
        plan = importer.plan_import(documents, force, read_drafts(folder)[0])
        stored = {row.slug for row in plan.missing}
        faults = import_faults(plan, folder)
        faults += importer.lost_pages(names, documents, stored)
        if faults:
            self.tell(faults)
        if plan.conflicts:
            self.refuse(plan.conflicts)
        try:
            later = actions.import_files(plan, folder, note)
        except ActRefusedError as refusal:
            self.tell(refusal.reasons)
        self.report(plan)
        if later:
            self.stderr.write(later.strip())

    def advise(self, documents: list[FileRecord]) -> None:
        """What plain writing would change: said, never refused."""
        recorded = [(d, rows.record_of(d.tree)) for d in documents]
        terms = (record for d, record in recorded if d.kind == "term")
        known = {word for term in terms for word in style_advice.explained_words(term)}
        for document, record in recorded:
            place = f"{document.file}:{document.node.line}"
            for one in style_advice.advice(type(document.row), record, known):
                self.stdout.write(f"{place}: conseil, {one.place} : {one.message}")

    def tell(self, faults: Sequence[FileError | str]) -> None:
        for fault in faults:
            self.stderr.write(str(fault))
        self.stderr.write(f"{len(faults)} erreur(s) : rien n'a été chargé.")
        raise SystemExit(1)

    def refuse(self, conflicts: list[ImportConflict]) -> None:
        for document, diff in conflicts:
            place = f"{document.file}:{document.node.line}"
            self.stderr.write(
                f"{place}: « {document.row.slug} » a changé des deux côtés."
            )
            self.stderr.write(diff)
        self.stderr.write(
            f"{len(conflicts)} conflit(s) : rien n'a été chargé. Choisir avec "
            "« --force file » (le fichier) ou « --force staff » (le texte de l'équipe)."
        )
        raise SystemExit(1)

    def report(self, plan: ImportPlan) -> None:
        for row in plan.missing:
            self.stdout.write(
                f"« {row.slug} » n'est plus dans les fichiers : gardée en ligne. Pour "
                "la retirer, donner son nom aux « aliases » de la page qui la remplace."
            )
        for draft in plan.drafts:
            slug = draft.document.row.slug
            self.stdout.write(f"« {slug} » reste un brouillon : personne ne l'a relu.")
        for document in plan.withdrawn:
            self.stdout.write(
                f"« {document.row.slug} » a été retirée par l'équipe : son fichier est "
                "laissé de côté (« --force file » la remet en ligne)."
            )
        self.stdout.write(
            f"{len(plan.new)} nouveaux, {len(plan.changed)} changés, "
            f"{len(plan.kept)} gardés de l'équipe, {len(plan.unchanged)} inchangés, "
            f"{len(plan.replaced)} remplacés."
        )
