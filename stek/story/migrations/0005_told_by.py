from django.db import migrations, models


class Migration(migrations.Migration):
    """Who told it is asked of who notes it."""

    dependencies = [("story", "0004_threads")]
    operations = [
        migrations.AddField("observation", "told_by_id", models.UUIDField(null=True)),
        migrations.AddField("observation", "told_as_sealed", models.BinaryField(null=True)),
    ]
