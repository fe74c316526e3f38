"""A scheduled text becomes a row of its own; who wrote is kept; the service notices of
before were all published by those who may."""

import content.fields
from django.db import migrations, models


def keep_what_was_decided(apps, schema_editor):
    """Carries over the schedules, the writers and the notices of installations in use."""
    DraftState = apps.get_model("content", "DraftState")
    ScheduledEdition = apps.get_model("content", "ScheduledEdition")
    for work in DraftState.objects.exclude(publish_at=None):
        ScheduledEdition.objects.create(
            kind=work.kind,
            slug=work.slug,
            record=work.scheduled,
            publish_at=work.publish_at,
            scheduled_by=work.scheduled_by,
            note=work.note,
        )
        if not work.state:
            work.note = ""
            work.save(update_fields=["note"])
    for work in DraftState.objects.exclude(state="").exclude(edited_by=""):
        work.writers = [work.edited_by]
        work.save(update_fields=["writers"])
    apps.get_model("content", "Alert").objects.update(approved=True)


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0005_language'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='approved',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='alert',
            name='written_by',
            field=models.CharField(blank=True, default='', editable=False, max_length=150),
        ),
        migrations.AddField(
            model_name='draftstate',
            name='asked_by',
            field=models.CharField(blank=True, default='', max_length=150),
        ),
        migrations.AddField(
            model_name='draftstate',
            name='reason',
            field=models.CharField(blank=True, default='', max_length=600),
        ),
        migrations.AddField(
            model_name='draftstate',
            name='returned_by',
            field=models.CharField(blank=True, default='', max_length=150),
        ),
        migrations.AddField(
            model_name='draftstate',
            name='writers',
            field=content.fields.ListField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='page',
            name='checked_on',
            field=models.DateField(blank=True, null=True, validators=[content.fields.validate_past_date]),
        ),
        migrations.AlterField(
            model_name='page',
            name='review_before',
            field=models.DateField(blank=True, null=True, validators=[content.fields.validate_sensible_date]),
        ),
        migrations.CreateModel(
            name='ScheduledEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('slug', content.fields.KeyField(max_length=80)),
                ('state', models.CharField(default='attend', max_length=10)),
                ('record', content.fields.OrderedJSONField()),
                ('publish_at', models.DateTimeField()),
                ('scheduled_by', models.CharField(max_length=150)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('fault', models.TextField(blank=True, default='')),
            ],
            options={
                'ordering': ['publish_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['attend', 'retenue'])), fields=('kind', 'slug'), name='one_scheduled_edition')],
            },
        ),
        migrations.RunPython(keep_what_was_decided, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='draftstate',
            name='publish_at',
        ),
        migrations.RemoveField(
            model_name='draftstate',
            name='scheduled',
        ),
        migrations.RemoveField(
            model_name='draftstate',
            name='scheduled_by',
        ),
    ]
