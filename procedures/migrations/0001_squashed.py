"""The tables of release 1.0; an installation made by the migrations it replaces has
them already."""

import content.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("procedures", "0001_initial"),
        ("procedures", "0002_ordered_json"),
        ("procedures", "0003_help_texts"),
    ]

    initial = True

    dependencies = [
        ('content', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='content.page')),
                ('web', models.BooleanField(blank=True, null=True)),
                ('app', models.BooleanField(blank=True, null=True)),
                ('smartphone_only', models.BooleanField(default=False)),
                ('video_announced', models.BooleanField(default=False)),
                ('video_url', content.fields.AddressField(blank=True, default='')),
            ],
            options={
                'ordering': ['position', 'slug'],
                'abstract': False,
            },
            bases=('content.page',),
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='content.page')),
                ('type', models.CharField(max_length=8)),
                ('text', content.fields.ProseField(blank=True, default='')),
                ('topics', content.fields.ListField(blank=True, default=list)),
                ('phone', models.CharField(blank=True, default='', max_length=20)),
                ('price', models.CharField(blank=True, default='', max_length=60)),
                ('address', models.TextField(blank=True, default='')),
                ('url', content.fields.AddressField(blank=True, default='')),
                ('guide_url', models.CharField(blank=True, default='', max_length=200)),
                ('verify', models.BooleanField(default=False)),
                ('web', models.BooleanField(blank=True, null=True)),
                ('app', models.BooleanField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', 'slug'],
                'abstract': False,
            },
            bases=('content.page',),
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=160)),
                ('ok', content.fields.ProseField(blank=True, default='')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='content.page')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(max_length=10)),
                ('duration', models.CharField(max_length=10, validators=[django.core.validators.RegexValidator('^P(?:\\d+[DM]|T\\d+[HM])\\Z', "« %(value)s » n'est pas une durée : écrire P15D (jours), P6M (mois), PT48H (heures) ou PT30M (minutes).")])),
                ('earliest', models.CharField(blank=True, default='', max_length=10, validators=[django.core.validators.RegexValidator('^P(?:\\d+[DM]|T\\d+[HM])\\Z', "« %(value)s » n'est pas une durée : écrire P15D (jours), P6M (mois), PT48H (heures) ou PT30M (minutes).")])),
                ('working', models.BooleanField(default=False)),
                ('strict', models.BooleanField(default=False)),
                ('anchor', models.CharField(max_length=120)),
                ('text', content.fields.ProseField()),
                ('origin', models.CharField(default='guide', max_length=10)),
                ('verify', models.BooleanField(default=False)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='content.page')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('text', models.CharField(max_length=250)),
                ('help', content.fields.ProseField(blank=True, default='')),
                ('requirement', content.fields.KeyField(blank=True, default='', max_length=80)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='procedures.check')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('result', models.CharField(blank=True, default='', max_length=8)),
                ('text', content.fields.ProseField(blank=True, default='')),
                ('next', content.fields.ReferenceListField(blank=True, default=list)),
                ('origin', models.CharField(default='guide', max_length=10)),
                ('label', models.CharField(max_length=160)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='procedures.question')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(max_length=10)),
                ('text', content.fields.ProseField()),
                ('detail', content.fields.ProseField(blank=True, default='')),
                ('control', content.fields.KeyField(blank=True, default='', max_length=80)),
                ('params', content.fields.OrderedJSONField(blank=True, default=dict)),
                ('origin', models.CharField(default='guide', max_length=10)),
                ('verify', models.BooleanField(default=False)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='procedures.procedure')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('result', models.CharField(blank=True, default='', max_length=8)),
                ('text', content.fields.ProseField(blank=True, default='')),
                ('next', content.fields.ReferenceListField(blank=True, default=list)),
                ('origin', models.CharField(default='guide', max_length=10)),
                ('when', content.fields.WhenField(blank=True, default=dict)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='procedures.check')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('phase', models.CharField(blank=True, default='', max_length=120)),
                ('channel', models.CharField(blank=True, default='', max_length=8)),
                ('text', content.fields.ProseField()),
                ('fallback', content.fields.ProseField(blank=True, default='')),
                ('next', content.fields.ReferenceField(blank=True, default='', max_length=120)),
                ('origin', models.CharField(default='guide', max_length=10)),
                ('verify', models.BooleanField(default=False)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='procedures.procedure')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.UniqueConstraint(fields=('page', 'key'), name='check_key'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(fields=('page', 'key'), name='deadline_key'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('table', 'key'), name='question_key'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('question', 'key'), name='answer_key'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.UniqueConstraint(fields=('page', 'key'), name='requirement_key'),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.UniqueConstraint(fields=('table', 'key'), name='rule_key'),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(('result', ''), _negated=True), name='rule_has_a_result'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(fields=('page', 'key'), name='step_key'),
        ),
    ]
