"""What must hold before Stek may serve: asked of the database and the settings, answered in sentences."""

import base64
import binascii
from collections.abc import Iterator, Sequence

import psycopg

from stek.command.folder import PREFIX
from stek.kit.sealed import CannotOpen

OLDEST_POSTGRES = 15
KEY_BYTES = 32
SHORTEST_SECRET = 32


def refusals_of_settings(*, debug: bool, hosts: list[str], secret: str, keys: list[str]) -> Iterator[str]:
    """Each reason why these settings are not fit for real families."""
    if debug:
        yield "DEBUG staat aan: dan toont een fout wat niemand mag zien. Haal STEK_DEBUG weg."
    if not hosts:
        yield "STEK_ALLOWED_HOSTS ontbreekt. Zet er de namen in waarop mensen Stek bezoeken, met komma's ertussen."
    if "*" in hosts:
        yield "STEK_ALLOWED_HOSTS laat elke naam toe. Noem de namen waarop mensen Stek bezoeken."
    if secret.startswith(PREFIX):
        yield "STEK_SECRET_KEY komt uit een demo. Maak een eigen geheim: stek keys --help"
    elif len(secret) < SHORTEST_SECRET:
        yield f"STEK_SECRET_KEY is te kort: neem minstens {SHORTEST_SECRET} willekeurige tekens."
    if not keys:
        yield "STEK_FAMILY_KEY ontbreekt. Zonder die sleutel kan Stek geen verhaal bewaren."
    for key in keys:
        if key.startswith(PREFIX):
            yield "STEK_FAMILY_KEY komt uit een demo. Maak een eigen sleutel: stek keys --help"
        elif not _is_key(key):
            yield f"STEK_FAMILY_KEY is geen sleutel: {KEY_BYTES} willekeurige bytes, geschreven in base64 (urlsafe)."


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def refusals_of_role(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[str]:
    """Each reason why this connection is not one that row-level security applies to."""
    found = connection.execute(
        "select current_user::text, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user"
    ).fetchone()
    if found is None:
        yield "De rol waarmee Stek in de databank komt, bestaat niet."
        return
    name, superuser, bypass, creates = found
    if superuser:
        yield f"De rol {name} is een superuser: dan beschermt de databank niets. Gebruik de app-rol."
    if bypass:
        yield f"De rol {name} heeft BYPASSRLS: dan beschermt de databank niets. Gebruik de app-rol."
    if creates and not superuser:
        yield f"De rol {name} mag rollen maken, en zo zichzelf rechten geven. Haal CREATEROLE weg."
    owned = connection.execute(
        "select count(*) from pg_class where relkind in ('r', 'p', 'v', 'm')"
        " and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')"
        " and relnamespace::regnamespace::text not like 'pg\\_%' and pg_has_role(current_user, relowner, 'MEMBER')"
    ).fetchone()
    if owned and owned[0] and not superuser:
        yield f"De rol {name} is eigenaar van tabellen, of lid van wie dat is. Gebruik de app-rol, die niets bezit."


def version(connection: psycopg.Connection[tuple[object, ...]]) -> int:
    """The major version of the server."""
    return connection.info.server_version // 10000


def refusals_of_key(connection: psycopg.Connection[tuple[object, ...]], keys: Sequence[str]) -> Iterator[str]:
    """Why the families here do not open with this key, if so. Needs the role of the door, and sound keys."""
    try:
        found = connection.execute("select family_id, version, wrapped from stek.wrapped_keys()").fetchall()
    except psycopg.errors.InsufficientPrivilege:
        connection.rollback()
        yield "DATABASE_URL_DOOR ontbreekt, of is niet het adres van de rol van de deur. Het staat in de map van: stek setup"
        return
    except (psycopg.errors.UndefinedFunction, psycopg.errors.InvalidSchemaName):
        connection.rollback()  # tables of an older version: that is said elsewhere
        return
    from stek.kit.keyring import keyring_of

    ring = keyring_of(tuple(keys))
    for family, version, wrapped in found:
        try:
            ring.unwrap(family, version, wrapped)  # type: ignore[arg-type]
        except CannotOpen:
            yield (
                "STEK_FAMILY_KEY is niet de sleutel waarmee de gezinnen in deze databank op slot zijn: hun woorden zijn "
                "niet te lezen, en nieuwe gezinnen zouden met een andere sleutel op slot gaan. Zet de sleutel terug uit je "
                "kopie. Staan er gezinnen op slot met twee sleutels, zet ze dan allebei, met een komma ertussen. "
                "Welke gezinnen: stek keys verify"
            )
            return


def unknown_migrations(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """The changes to tables that this database has and this version does not know, in name order. Needs Django set up."""
    from django.db.migrations.loader import MigrationLoader

    return sorted(f"{app}.{name}" for app, name in _applied(connection) - set(MigrationLoader(None).disk_migrations))


def refusal_of_newer(unknown: Sequence[str]) -> str:
    """What to say of a database with changes that this version does not know."""
    return (
        f"Deze databank is al verder dan deze versie van Stek: ze kent {len(unknown)} wijziging(en) die hier niet bestaan, "
        f"vanaf {unknown[0]}. Neem de versie van Stek waarmee ze het laatst werkte, of een nieuwere. Aan de tabellen is niets veranderd."
    )


def waiting_migrations(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """The changes to tables that this version has and this database has not, in name order. Needs Django set up."""
    from django.db.migrations.loader import MigrationLoader

    applied = _applied(connection)
    return [f"{app}.{name}" for app, name in sorted(MigrationLoader(None).graph.nodes) if (app, name) not in applied]


def _applied(connection: psycopg.Connection[tuple[object, ...]]) -> set[tuple[object, ...]]:
    try:
        return set(connection.execute("select app::text, name::text from django_migrations").fetchall())
    except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege):
        connection.rollback()
        return set()


def jobs_that_stand(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[str]:
    """Kinds of jobs that kept failing, and whether anybody takes the others. Needs Django set up, and the worker's role."""
    from stek.kit.tasks import TASKS

    failed = connection.execute(
        "select task_name::text, count(*) from work.procrastinate_jobs where status = 'failed' group by 1 order by 1"
    ).fetchall()
    for name, count in failed:
        kind = TASKS[str(name)].kind if name in TASKS else name
        yield f"Bleef mislukken: {count} van de soort '{kind}'. Is de oorzaak weg, dan opnieuw met: stek work --again"
    left = connection.execute(
        "select count(*) from work.procrastinate_jobs where status in ('todo', 'doing')"
        " and coalesce(scheduled_at, '-infinity') < now() - interval '10 minutes'"
        " and not exists (select 1 from work.procrastinate_workers where last_heartbeat > now() - interval '1 minute')"
        " and (select max(at) from work.procrastinate_events e where e.job_id = procrastinate_jobs.id)"
        "     < now() - interval '10 minutes'"
    ).fetchone()
    if left and left[0]:
        yield f"Er wacht werk ({left[0]}) en er is geen werker. Start er een: stek work"
