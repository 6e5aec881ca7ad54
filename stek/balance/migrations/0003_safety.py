from django.db import migrations, models

SAYS = models.Q(("code", ""), _negated=True) | models.Q(("words_sealed__isnull", False))


class Migration(migrations.Migration):
    """A code is sealed from now on. What was chosen before stays readable where it stands."""

    dependencies = [("balance", "0002_policies")]
    operations = [
        migrations.AddField("factor", "code_sealed", models.BinaryField(null=True)),
        migrations.RemoveConstraint("factor", "balance_factor_says_something"),
        migrations.AddConstraint(
            "factor",
            models.CheckConstraint(
                condition=SAYS | models.Q(("code_sealed__isnull", False)), name="balance_factor_says_something"
            ),
        ),
    ]
