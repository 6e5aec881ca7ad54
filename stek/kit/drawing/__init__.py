"""The pen: what every drawing of the platform is made with, whatever it shows.

:mod:`.text` measures and wraps, :mod:`.svg` writes markup that cannot be broken by what people wrote.
Pure: no Django, no clock, no files. Nothing that was measured or wrapped is remembered, because it is
somebody's narrative.
"""
