import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0008_reviewer")]
    operations = [
        migrations.AddField(
            "livesession",
            "acting_from",
            django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, db_default=[]),
        ),
    ]
