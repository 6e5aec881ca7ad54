"""Law: every column is classified; words and names of a family are only ever stored encrypted;
no column reaches across families; no model has an order of its own."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models import BinaryField

from stek.kit.models import FamilyRow

from .classification import FIELDS, TABLES, Sensitivity

MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
OURS = [model for label, model in MODELS.items() if model.__module__.startswith("stek.")]
FAMILY_ROWS = [model for model in OURS if issubclass(model, FamilyRow)]


def columns(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.local_concrete_fields if field.column}


def unclassified(model: type[models.Model]) -> set[str]:
    """Columns nobody has thought about, and thoughts about columns that are gone."""
    _, known = FIELDS.get(model._meta.label, (None, {}))
    return columns(model) ^ set(known)


def badly_kept(model: type[models.Model], known: dict[str, Sensitivity]) -> list[str]:
    """Narrative that is not bytes named `…_sealed`, or such bytes that are not called narrative."""
    return [
        field.name
        for field in model._meta.local_concrete_fields
        if (known.get(field.name) is Sensitivity.NARRATIVE)
        != (isinstance(field, BinaryField) and field.name.endswith("_sealed"))
    ]


@pytest.mark.parametrize("label", sorted(MODELS))
def test_every_column_is_classified(label):
    assert unclassified(MODELS[label]) == set()


def test_every_table_of_the_database_is_classified(superuser):
    found = superuser.execute(
        "select tablename from pg_tables where schemaname in ('public', 'stek', 'work')"
    ).fetchall()
    known = {model._meta.db_table for model in MODELS.values()} | set(TABLES)
    assert {table for (table,) in found} == known


def test_no_model_that_is_gone_is_classified():
    assert set(FIELDS) - set(MODELS) == set()


@pytest.mark.parametrize("label", sorted(FIELDS))
def test_words_and_names_are_stored_encrypted(label):
    assert badly_kept(MODELS[label], FIELDS[label][1]) == []


@pytest.mark.parametrize("model", FAMILY_ROWS, ids=lambda model: model._meta.label)
def test_free_text_of_a_family_has_no_plain_column(model):
    """A text column is short and holds a code; what people write has none."""
    texts = [field for field in model._meta.local_concrete_fields if isinstance(field, models.TextField)]
    assert texts == []
    longest = max(
        (field.max_length for field in model._meta.local_fields if isinstance(field, models.CharField)), default=0
    )
    assert longest <= 80


@pytest.mark.parametrize("model", FAMILY_ROWS, ids=lambda model: model._meta.label)
def test_a_row_of_a_family_points_at_nothing_by_itself(model):
    """No relation in the ORM: none is followed by accident, none reaches into another family."""
    assert [field.name for field in model._meta.get_fields() if field.is_relation] == []
    assert tuple(field.name for field in model._meta.pk_fields) == ("family_id", "id")


@pytest.mark.parametrize("model", FAMILY_ROWS, ids=lambda model: model._meta.label)
def test_nothing_is_unique_across_families(model):
    rules = [rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    assert [rule.name for rule in rules if "family_id" not in rule.fields] == []
    assert [field.name for field in model._meta.local_fields if field.unique and not field.primary_key] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_model_has_an_order_of_its_own(model):
    assert not model._meta.ordering and not model._meta.get_latest_by


def test_a_column_that_nobody_thought_about_is_seen():
    class Passing(models.Model):
        words = models.TextField()

        class Meta:
            app_label = "passing"
            managed = False
            apps = type(apps)()

    assert unclassified(Passing) == {"id", "words"}
    assert badly_kept(Passing, {"words": Sensitivity.NARRATIVE}) == ["words"]
