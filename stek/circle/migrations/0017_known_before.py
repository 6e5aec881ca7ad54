import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Before a parent comes in, each parent says of which hidden places that they made the newcomer may know."""

    dependencies = [("circle", "0016_beside")]
    operations = [
        migrations.AddField(
            "parentanswer",
            "may_know",
            django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list),
        ),
    ]
