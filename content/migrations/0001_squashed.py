"""The tables of release 1.0; an installation made by the migrations it replaces has
them already."""

import content.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("content", "0001_initial"),
        ("content", "0002_ledger"),
        ("content", "0003_desk"),
        ("content", "0004_help_texts"),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('text', content.fields.ProseField()),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ends_at', models.DateTimeField()),
                ('everywhere', models.BooleanField(default=False)),
                ('pages', content.fields.ReferenceListField(blank=True, default=list)),
                ('block', content.fields.KeyField(blank=True, default='', max_length=80)),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['-ends_at'],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('slug', content.fields.KeyField(max_length=80, unique=True)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('loaded', content.fields.OrderedJSONField(editable=False, null=True)),
                ('title', models.CharField(max_length=160)),
                ('guide_title', models.CharField(blank=True, default='', max_length=250)),
                ('summary', models.CharField(max_length=300)),
                ('keywords', content.fields.ListField(blank=True, default=list)),
                ('aliases', content.fields.ListField(blank=True, default=list)),
                ('moved', content.fields.MovedField(blank=True, default=dict)),
                ('related', content.fields.ReferenceListField(blank=True, default=list)),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('checked_by', models.CharField(blank=True, default='', max_length=80)),
                ('review_before', models.DateField(blank=True, null=True)),
                ('seed', models.CharField(blank=True, default='', max_length=60)),
            ],
            options={
                'ordering': ['position', 'slug'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Permalink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('slug', content.fields.KeyField(max_length=80, unique=True)),
                ('number', models.PositiveIntegerField(unique=True)),
                ('keys', content.fields.ListField(blank=True, default=list)),
            ],
            options={
                'db_table': 'content_permanent',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('slug', content.fields.KeyField(max_length=80, unique=True)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('loaded', content.fields.OrderedJSONField(editable=False, null=True)),
                ('words', content.fields.ListField(blank=True, default=list)),
            ],
            options={
                'ordering': ['position', 'slug'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('slug', content.fields.KeyField(max_length=80, unique=True)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('loaded', content.fields.OrderedJSONField(editable=False, null=True)),
                ('term', models.CharField(max_length=80)),
                ('expansion', models.CharField(blank=True, default='', max_length=160)),
                ('definition', content.fields.ProseField()),
                ('synonyms', content.fields.ListField(blank=True, default=list)),
                ('marks', content.fields.ListField(blank=True, default=list)),
                ('origin', models.CharField(default='guide', max_length=10)),
                ('source', models.CharField(blank=True, default='', max_length=200)),
                ('verify', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['position', 'slug'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='content.page')),
            ],
            options={
                'ordering': ['position', 'slug'],
                'abstract': False,
            },
            bases=('content.page',),
        ),
        migrations.CreateModel(
            name='DraftState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('slug', content.fields.KeyField(max_length=80)),
                ('state', models.CharField(blank=True, default='', max_length=10)),
                ('edited_by', models.CharField(blank=True, default='', max_length=150)),
                ('edited_at', models.DateTimeField(null=True)),
                ('opened_by', models.CharField(blank=True, default='', max_length=150)),
                ('opened_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('publish_at', models.DateTimeField(null=True)),
                ('scheduled', content.fields.OrderedJSONField(null=True)),
                ('scheduled_by', models.CharField(default='', max_length=150)),
            ],
            options={
                'db_table': 'content_work',
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='work_of_a_text')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('slug', content.fields.KeyField(max_length=80)),
                ('number', models.PositiveIntegerField()),
                ('record', content.fields.OrderedJSONField(null=True)),
                ('author', models.CharField(max_length=150)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('published_at', models.DateTimeField(auto_now_add=True)),
                ('current', models.BooleanField(default=True)),
                ('changes', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['pk'],
                'permissions': [('publish', 'Peut publier, programmer et retirer')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug', 'number'), name='edition_number'), models.UniqueConstraint(condition=models.Q(('current', True)), fields=('kind', 'slug'), name='one_current_edition')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('slug', content.fields.KeyField(max_length=80, unique=True)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('loaded', content.fields.OrderedJSONField(editable=False, null=True)),
                ('name', content.fields.KeyField(blank=True, default='', max_length=80)),
                ('title', models.CharField(max_length=120)),
                ('intro', content.fields.ProseField(blank=True, default='')),
                ('keywords', content.fields.ListField(blank=True, default=list)),
                ('local', models.CharField(blank=True, default='', max_length=40)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='content.section', to_field='slug')),
            ],
            options={
                'ordering': ['position', 'slug'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='page',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='content.section', to_field='slug'),
        ),
        migrations.CreateModel(
            name='ArticleSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=160)),
                ('text', content.fields.ProseField()),
                ('items', content.fields.ListField(blank=True, default=list)),
                ('pending', models.BooleanField(default=False)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='content.article')),
            ],
            options={
                'db_table': 'content_part',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(max_length=12)),
                ('text', content.fields.ProseField()),
                ('source', models.CharField(blank=True, default='', max_length=200)),
                ('source_url', content.fields.AddressField(blank=True, default='')),
                ('source_date', models.DateField(blank=True, null=True)),
                ('verify', models.BooleanField(default=False)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='content.page')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('page', 'key'), name='notice_key'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'complement'), _negated=True), models.Q(('source', ''), _negated=True), _connector='OR'), name='complement_has_a_source')],
            },
        ),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='page_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='articlesection',
            constraint=models.UniqueConstraint(fields=('page', 'key'), name='part_key'),
        ),
    ]
