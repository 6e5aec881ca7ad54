from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_rights")]
    operations = [
        migrations.AddField("offer", "silent_after", models.SmallIntegerField(null=True)),
        migrations.AddField("offer", "until", models.DateField(null=True)),
        migrations.AddConstraint(
            "offer",
            models.CheckConstraint(
                condition=Q(("silent_after", None), ("silent_after__range", (1, 180)), _connector="OR"),
                name="directory_offer_silent_after",
            ),
        ),
    ]
