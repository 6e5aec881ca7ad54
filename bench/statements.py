"""How many statements one request sends to the database, besides beginning and committing its transaction.

    python -m bench.statements < question.json > answer.json

Runs in the environment of the installation. Question: families, full and carer (pairs of id and session).
Answer: the most that any page, any note and any day among them took.
"""

import json
import sys
from typing import Any

from .folder import HOST


def count(families: list[list[str]], full: list[list[str]], carer: list[list[str]]) -> dict[str, int]:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections
    from django.test import Client

    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    most = {"page": 0, "full": 0, "today": 0, "capture": 0}
    asked = [(one, ("page", "capture")) for one in families] + [(one, ("full",)) for one in full]
    asked += [(one, ("today",)) for one in carer]
    with connections["default"].execute_wrapper(note), connections["door"].execute_wrapper(note):
        for (family, session), whats in asked:
            client = Client(headers={"host": HOST})
            client.cookies[settings.SESSION_COOKIE_NAME] = session
            client.get("/", secure=True)  # a new connection first says its time zone
            for what in whats:
                sent.clear()
                if what != "capture":
                    address = "/" if what == "today" else f"/families/{family}/"
                    status = client.get(address, secure=True).status_code
                else:
                    said = {"words": "Vandaag ging het vlot.", "readers": "circle"}
                    status = client.post(f"/families/{family}/observations/", said, secure=True).status_code
                if status != (302 if what == "capture" else 200):
                    raise SystemExit(f"{what}: {status}")
                most[what] = max(most[what], len(sent))
    return most


if __name__ == "__main__":
    question = json.load(sys.stdin)
    json.dump(count(question["families"], question["full"], question["carer"]), sys.stdout)
