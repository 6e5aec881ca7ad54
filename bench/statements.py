"""How many statements one request sends to the database, besides beginning and committing its transaction.

    python -m bench.statements < question.json > answer.json

Runs in the environment of the installation. Question: families (pairs of id and session). Answer: the most
that any page and any note among them took.
"""

import json
import sys
from typing import Any

from .folder import HOST


def count(families: list[list[str]]) -> dict[str, int]:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections
    from django.test import Client

    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    most = {"page": 0, "capture": 0}
    with connections["default"].execute_wrapper(note), connections["door"].execute_wrapper(note):
        for family, session in families:
            client = Client(headers={"host": HOST})
            client.cookies[settings.SESSION_COOKIE_NAME] = session
            client.get(f"/families/{family}/", secure=True)  # a new connection first says its time zone
            for what in ("page", "capture"):
                sent.clear()
                if what == "page":
                    status = client.get(f"/families/{family}/", secure=True).status_code
                else:
                    said = {"words": "Vandaag ging het vlot.", "readers": "circle"}
                    status = client.post(f"/families/{family}/observations/", said, secure=True).status_code
                if status != {"page": 200, "capture": 302}[what]:
                    raise SystemExit(f"{what}: {status}")
                most[what] = max(most[what], len(sent))
    return most


if __name__ == "__main__":
    json.dump(count(json.load(sys.stdin)["families"]), sys.stdout)
