from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("story", "0005_told_by")]
    operations = [
        migrations.AddField("observation", "safety_sealed", models.BinaryField(null=True)),
    ]
