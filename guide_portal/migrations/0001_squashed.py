"""The tables of release 1.0; an installation made by the migrations it replaces has
them already."""

from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("guide_portal", "0001_initial"),
        ("guide_portal", "0002_feedback"),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('slug', models.CharField(max_length=80)),
                ('edition', models.PositiveIntegerField(default=0)),
                ('useful', models.BooleanField(null=True)),
                ('text', models.CharField(blank=True, default='', max_length=500)),
                ('on', models.DateField(auto_now_add=True)),
                ('handled', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['handled', '-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('url', models.URLField(max_length=500, unique=True)),
                ('pages', models.JSONField(default=list)),
                ('state', models.CharField(max_length=200)),
                ('works', models.BooleanField(default=False)),
                ('checked_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['works', 'url'],
            },
        ),
        migrations.CreateModel(
            name='FailedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('words', models.CharField(max_length=120)),
                ('month', models.DateField()),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['-month', '-count', 'words'],
                'constraints': [models.UniqueConstraint(fields=('words', 'month'), name='searched_words')],
            },
        ),
    ]
