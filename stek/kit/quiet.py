"""A log that holds ids and paths, and no words of people."""

import logging
import re

# When a line cannot be written (a closed stream, a full disk), logging would print the
# exception it was about, values and all. Then rather nothing.
logging.raiseExceptions = False


# A part of a path that is a key by itself: of a calendar, an invitation, a new password. An id is none.
KEY = re.compile(r"(?<=/)(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-]))[\w-]{32,}")


class IdsOnly(logging.Formatter):
    """Says that something went wrong and where in the code, never with which values.

    The message of an exception may quote a row or a form field, so only its type and
    the places in the code are written. A path is written without the secrets that stand in it.
    """

    def formatMessage(self, record):  # noqa: N802 - the name is logging's
        return KEY.sub("…", super().formatMessage(record))

    def formatException(self, exc_info):  # noqa: N802 - the name is logging's
        kind, _error, trace = exc_info
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"  {code.co_filename}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        name = kind.__name__ if kind else "?"
        return "\n".join([f"{name}", *places])
