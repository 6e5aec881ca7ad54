"""`stek setup`: on a PostgreSQL of one's own, everything that real families need before the first page is served."""

import os
from argparse import Namespace
from pathlib import Path

import psycopg

from stek.command import checks, doctor
from stek.command.dutch import Parser
from stek.command.installation import Installation, InTheWay
from stek.command.progress import say, step
from stek.settings import env

NAME = "setup"
HELP = "Maak op een eigen databankserver alles klaar voor echte gezinnen: rollen, databank, tabellen en geheimen."
REFUSED = 2


def arguments(parser: Parser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="MAP",
        help="Waar de adressen, de wachtwoorden en de sleutels komen, in bestanden die alleen jij kunt lezen.",
    )  # fmt: skip
    parser.add_argument("--database", default="stek", metavar="NAAM", help="Naam van de databank (gewoonlijk stek).")
    parser.add_argument("--new-passwords", action="store_true", help="Geef rollen die er al zijn een nieuw wachtwoord.")


def run(options: Namespace) -> int:
    """0 when all is there, also when it was; 1 when something is not right yet; 2 when refused, with the reason."""
    try:
        installation = Installation(options.folder, env.text("DATABASE_URL", ""), options.database)
        return _set_up(installation, new_passwords=options.new_passwords)
    except (InTheWay, env.MissingSetting) as refusal:
        say(str(refusal))
    except psycopg.Error as error:
        say(f"De databank zegt nee: {str(error).strip() or type(error).__name__}")
    except OSError as error:
        say(f"Dat lukte niet: {error.strerror} ({error.filename or 'op deze computer'}).")
    return REFUSED


def _set_up(installation: Installation, *, new_passwords: bool) -> int:
    if not new_passwords and installation.is_whole():
        if _waiting(installation, installation.address("app")):
            with step("Tabellen bijwerken"):
                _migrate(installation)
        else:
            say("Alles stond er al. Er is niets veranderd.")
        return _look(installation)
    with psycopg.connect(installation.server(), connect_timeout=10) as connection:
        _must_be_able(connection)
        installation.must_be_free(connection, new_passwords=new_passwords)
        known = connection.execute("select 1 from pg_database where datname = %s", [installation.database]).fetchone()
    if installation.has_files() and known:  # before a password is changed; by the server's own role, theirs may be lost
        _waiting(installation, psycopg.conninfo.make_conninfo(installation.server(), dbname=installation.database))
    with step(f"Geheimen klaarleggen in {installation.folder}"):
        installation.keep_secrets(new_passwords=new_passwords)
    with step(f"Rollen en databank {installation.database} klaarzetten"):
        installation.prepare()
    with step("Tabellen klaarzetten"):
        _migrate(installation)
    return _look(installation)


def _must_be_able(connection: psycopg.Connection) -> None:
    version = checks.version(connection)
    if version < checks.OLDEST_POSTGRES:
        raise InTheWay(f"De databankserver is PostgreSQL {version}; neem {checks.OLDEST_POSTGRES} of nieuwer.")
    found = connection.execute(
        "select current_user::text, rolsuper or (rolcreaterole and rolcreatedb and rolbypassrls)"
        " from pg_roles where rolname = current_user"
    ).fetchone()
    if found is None or not found[1]:
        raise InTheWay(
            f"De rol {connection.info.user} in DATABASE_URL mag geen rollen en databanken maken. Neem voor deze "
            "opdracht de beheerder van de databankserver (gewoonlijk postgres). Stek zelf gebruikt die daarna nooit."
        )


def _django(installation: Installation) -> None:
    """Settings of the new installation, whatever else this environment speaks of."""
    for name in [name for name in os.environ if name.startswith(("DATABASE_URL", "STEK_SECRET", "STEK_FAMILY"))]:
        del os.environ[name]
    os.environ |= installation.environment() | {"DJANGO_SETTINGS_MODULE": "stek.settings.production"}
    import django

    django.setup()


def _migrate(installation: Installation) -> None:
    _django(installation)
    from django.core.management import call_command
    from django.db import connections

    _waiting(installation, installation.address("app"))
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections.close_all()


def _waiting(installation: Installation, dsn: str) -> list[str]:
    """What is to be brought up to date. Raises InTheWay when these tables are of a newer version."""
    _django(installation)
    with psycopg.connect(dsn, connect_timeout=10) as connection:
        if unknown := checks.unknown_migrations(connection):
            raise InTheWay(checks.refusal_of_newer(unknown))
        return checks.waiting_migrations(connection)


def _family_keys(installation: Installation) -> list[str]:
    return Path(installation.environment()["STEK_FAMILY_KEY_FILE"]).read_text().strip().split(",")


def _look(installation: Installation) -> int:
    """What `stek doctor` finds of it, and what is left to do by hand."""
    findings = [
        *doctor.of_database(installation.address("app")),
        *doctor.of_key(installation.address("door"), _family_keys(installation)),
        *[doctor.of_secret(path) for path in installation.files()],
    ]
    for finding in findings:
        say(f"  [{finding.kind}]  {finding.sentence}")
    if any(finding.kind is doctor.Kind.MISSING for finding in findings):
        return 1
    say()
    say(f"In {installation.folder} staan nu:")
    say("  stek.env        de omgeving waarmee Stek start")
    say("  family_key      de sleutel van alle verhalen: bewaar een kopie, ver van de kopieën van de databank")
    say("  backup_url      het adres waarmee pg_dump een kopie neemt; die rol kan alleen lezen")
    say()
    say(f"Zet in {installation.folder / 'stek.env'} de naam waarop mensen Stek bezoeken (STEK_ALLOWED_HOSTS). Daarna:")
    say(f"  set -a; . {installation.folder / 'stek.env'}; set +a")
    say("  stek serve")
    return 0
