"""What every row of a family's record has in common."""

from typing import Any

from django.db import models

from .ids import uuid7


class FamilyRow(models.Model):
    """A row that belongs to one family and is addressed by (family, id), never by id alone.

    No unique constraint, foreign key or counter reaches across families, so that the
    same tables can one day be spread over machines by family. Database foreign keys
    inside a family are made in the migrations.
    """

    pk = models.CompositePrimaryKey("family_id", "id")
    family_id = models.UUIDField(editable=False)
    id = models.UUIDField(default=uuid7, editable=False)

    class Meta:
        abstract = True


def paired(name: str) -> list[models.BaseConstraint]:
    """`<name>_at` and `<name>_by` say when and by whom: both, or neither."""
    both = models.Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
    neither = models.Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True})
    return [models.CheckConstraint(condition=both | neither, name=f"%(app_label)s_%(class)s_{name}_pair")]


def one_of(field: str, codes: Any) -> models.CheckConstraint:
    """The column holds one of these codes and nothing else, in the database too."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": [str(code) for code in codes]}),
        name=f"%(app_label)s_%(class)s_{field}_known",
    )
