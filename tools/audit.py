"""Asks whether anybody reported a leak in the parts Stek is made of. Needs the network.

    python tools/audit.py

Exit codes: 0 every part was looked up and nothing is known; 1 a leak is known; 3 not every part
could be looked up. Never takes silence for an answer.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FINE, LEAK, UNKNOWN = 0, 1, 3


def verdict(report: dict[str, Any] | None) -> tuple[int, list[str]]:
    """From pip-audit's own JSON (None: it gave none) to an exit code and what to say."""
    parts = report["dependencies"] if report else []
    leaks = [
        f"{part['name']} {part['version']}: {leak['id']}, verholpen in {', '.join(leak['fix_versions']) or 'nog niets'}"
        for part in parts
        for leak in part.get("vulns", [])
    ]
    unseen = [part["name"] for part in parts if "skip_reason" in part]
    if leaks:
        return LEAK, leaks
    if unseen or not parts:
        return UNKNOWN, [
            f"Niet nagekeken: {', '.join(unseen) or 'niets'}. Dit is geen goedkeuring; probeer het later opnieuw."
        ]
    return FINE, [f"{len(parts)} onderdelen nagekeken. Er is geen lek bekend."]


def main() -> int:
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--format", "json", "--disable-pip", "--require-hashes", "--progress-spinner",
         "off", "-r", "requirements.txt"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = None
        print(done.stderr.strip()[-500:], file=sys.stderr)
    code, said = verdict(report)
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
