# For people. The two commands that count need no just: `uv run stek demo` and `uv run pytest`.

_default:
    @just --list --unsorted

# Een gezin op je eigen computer, in de browser
demo *words:
    uv run stek demo {{words}}

# Alles, zoals in de CI
test *words:
    uv run pytest {{words}}

# Dezelfde proeven, de nachtelijke vorm: met het toeval van vandaag, en veel langer zoeken
night *words:
    STEK_LONG=1 uv run pytest {{words}}

# Zoek voor elke regel die stuk gemaakt wordt opnieuw een wereld waarin dat opvalt, en bewaar die
killers:
    STEK_KILLERS=1 uv run pytest -n0 tests/gate/test_mutants.py tests/gate/test_mutants_of_yes.py tests/gate/test_oracle_of_teams.py tests/gate/test_who_reads.py tests/gate/test_oracle_of_what_hangs.py tests/gate/test_endings.py

# Alleen de wetten van het huis
laws:
    uv run pytest tests/laws -q

# Zet recht wat een machine recht kan zetten
tidy:
    uv run ruff check --fix
    uv run ruff format
    uv run djade $(find stek -name '*.html')

# Types, importregels, opmaak: kijk, verander niets
look:
    uv run ruff check
    uv run ruff format --check
    uv run mypy
    uv run lint-imports --no-cache
    uv run djade --check $(find stek -name '*.html')

# Vraag of iemand in onze onderdelen een lek meldde (heeft het net nodig)
audit:
    uv run python tools/audit.py

# Nieuwe versies, met hun hashes
upgrade:
    uv run python tools/lock.py --upgrade
    uv sync

# Een onderdeel kwam erbij of ging weg in pyproject.toml
lock:
    uv run python tools/lock.py
    uv sync

# De letters opnieuw uitsnijden (folder: de uitgepakte originelen, zie tools/fonts.py)
fonts folder:
    uv run python tools/fonts.py {{folder}}

# Een miljoen beslissingen: databank en Python naast elkaar
oracle decisions="1000000":
    uv run stek oracle --decisions {{decisions}}

# De cijfers
bench *words:
    uv run stek bench {{words}}
