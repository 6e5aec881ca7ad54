from django.db import migrations


class Migration(migrations.Migration):
    """What was hidden has readers: it moved with web 0004."""

    dependencies = [("circle", "0012_hidden"), ("web", "0004_readers")]
    operations = [migrations.DeleteModel("Seal")]
