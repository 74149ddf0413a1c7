"""Bring the marks of records that are there already up to date. Safe to run twice."""

from django.db import migrations
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q


def fill(apps, schema_editor):
    record, held, link = (apps.get_model("evidence", name) for name in ("Record", "RecordFile", "Link"))
    bad = held.objects.filter(record=OuterRef("pk"), file__state__in=["quarantined", "unreadable"])
    record.objects.update(
        unfiled=ExpressionWrapper(Q(filed_at__isnull=True), BooleanField()),
        linked=Exists(link.objects.filter(record=OuterRef("pk"))),
        trouble=Exists(bad),
    )


class Migration(migrations.Migration):

    dependencies = [("evidence", "0002_record_marks")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
