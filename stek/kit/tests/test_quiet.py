"""The log says where something went wrong, never with which words."""

import logging
import sys

import pytest
from django.conf import settings

from stek.kit.quiet import IdsOnly


def test_an_error_is_written_without_what_it_says():
    try:
        words = "Ze is bang."
        raise ValueError(words)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "p", 1, "it broke", None, sys.exc_info())
    line = IdsOnly("%(message)s").format(record)
    assert "ValueError" in line and "test_quiet.py" in line and "bang" not in line


@pytest.mark.parametrize("logger", ["django.request", "django.security.csrf", "stek"])
def test_every_logger_writes_in_that_way(logger):
    formatter = settings.LOGGING["formatters"]["line"]["()"]
    assert formatter == "stek.kit.quiet.IdsOnly"
    assert all(one["formatter"] == "line" for one in settings.LOGGING["handlers"].values())
    assert logging.getLogger(logger).getEffectiveLevel() >= logging.WARNING
