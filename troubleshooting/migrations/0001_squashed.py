"""The tables of release 1.0; an installation made by the migrations it replaces has
them already."""

import content.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("troubleshooting", "0001_initial"),
        ("troubleshooting", "0002_help_texts"),
    ]

    initial = True

    dependencies = [
        ('content', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Trouble',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='content.page')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('symptom', models.CharField(max_length=200)),
                ('web', models.BooleanField(blank=True, null=True)),
                ('app', models.BooleanField(blank=True, null=True)),
                ('procedures', content.fields.ReferenceListField(blank=True, default=list)),
            ],
            options={
                'ordering': ['position', 'slug'],
                'abstract': False,
            },
            bases=('content.page',),
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', content.fields.KeyField(max_length=80)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('kind', models.CharField(max_length=8)),
                ('when', models.CharField(blank=True, default='', max_length=200)),
                ('text', content.fields.ProseField()),
                ('next', content.fields.ReferenceField(blank=True, default='', max_length=120)),
                ('origin', models.CharField(default='guide', max_length=10)),
                ('verify', models.BooleanField(default=False)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remedies', to='troubleshooting.trouble')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('page', 'key'), name='remedy_key')],
            },
        ),
    ]
