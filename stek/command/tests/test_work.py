"""`stek work` from the outside: beside a demo, by itself, and what the doctor says of it."""

from pathlib import Path
from uuid import uuid4

import psycopg

from stek.command.demo import DATABASE
from stek.command.tests.conftest import Filled, free_port
from stek.command.tests.running import PATIENCE, Running, alive, workers
from stek.command.tests.test_serve import sound, url
from stek.kit.processes import within


def test_serve_starts_a_worker_when_it_has_an_address_for_one_and_says_so_when_not(
    filled: Filled, tmp_path: Path
) -> None:
    with filled.folder.cluster() as cluster:
        env = sound(tmp_path, url(cluster.socket, "stek_app"), filled)
        env["DATABASE_URL_DOOR"] = url(cluster.socket, "stek_door")
        with Running("serve", "--port", str(free_port()), "--workers", "1", env=env) as server:
            server.until("Stek bedient op")
            assert "Er loopt geen werker" in server.shown() and workers(server) == []
            assert server.ctrl_c() == 0
        env["DATABASE_URL_WORK"] = url(cluster.socket, "stek_work")
        with Running("serve", "--port", str(free_port()), "--workers", "1", env=env) as server:
            server.until("Stek bedient op")
            assert within(PATIENCE, lambda: len(workers(server)) == 1), server.shown()
            (worker,) = workers(server)
            assert server.ctrl_c() == 0
            assert not alive(worker) and "Er loopt geen werker" not in server.shown()


def test_with_the_role_of_the_app_there_is_no_working(filled: Filled, tmp_path: Path) -> None:
    with (
        filled.folder.cluster() as cluster,
        Running("work", env=sound(tmp_path, url(cluster.socket, "stek_app"))) as worker,
    ):
        assert worker.ended() == 2
        assert "DATABASE_URL_WORK" in worker.shown() and "Traceback" not in worker.shown()


def test_without_a_database_it_says_so(tmp_path: Path) -> None:
    with Running("work", env=sound(tmp_path, url(tmp_path, "stek_work"))) as worker:
        assert worker.ended() == 2 and "niet te bereiken" in worker.shown()


def test_what_kept_failing_stands_in_the_doctor_until_it_is_tried_again(filled: Filled, tmp_path: Path) -> None:
    whose = str(uuid4())
    with filled.folder.cluster() as cluster:
        dsn = cluster.dsn("postgres", DATABASE)
        with psycopg.connect(dsn, options="-c search_path=work", autocommit=True) as connection:
            connection.execute(
                "insert into procrastinate_jobs (queue_name, task_name, args, status)"
                " values ('work', 'people.reminder', jsonb_build_object('reminder', %s::text), 'failed')",
                [whose],
            )
    with Running("doctor", "--data", str(filled.folder.path)) as doctor:
        assert doctor.ended() == 1
        assert "1 van de soort 'mails die laten weten dat er iets wacht'" in doctor.shown()
        assert whose not in doctor.shown()
    with filled.folder.cluster() as cluster:
        with Running("doctor", "--data", str(filled.folder.path)) as doctor:
            doctor.ended()
            assert "1 van de soort" in doctor.shown()  # also while a demo holds its database
        env = sound(tmp_path, url(cluster.socket, "stek_app"))
        env["DATABASE_URL_WORK"] = url(cluster.socket, "stek_work")
        with Running("work", "--again", env=env) as again:
            assert again.ended() == 0 and "Opnieuw klaargezet: 1." in again.shown()
        with psycopg.connect(cluster.dsn("postgres", DATABASE), options="-c search_path=work") as connection:
            left = connection.execute(
                "delete from procrastinate_jobs where args->>'reminder' = %s returning status::text", [whose]
            ).fetchall()
            assert left == [("todo",)]
    with Running("doctor", "--data", str(filled.folder.path)) as doctor:
        doctor.ended()
        assert "staat niets vast" in doctor.shown()
