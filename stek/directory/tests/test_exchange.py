"""Files in and out: what goes out comes back, and what does not fit is told where."""

import io
import json
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stek.directory.exchange import hsds, tables
from stek.directory.exchange.entry import COLUMNS, Entry, Fault, checked
from stek.directory.exchange.files import Unreadable, look
from stek.directory.exchange.files import entries as read
from stek.directory.exchange.text import written
from stek.directory.tests.builders import as_file, entries
from stek.kit.tests.long import often

TODAY = date(2026, 11, 22)


def as_csv(*some: Entry) -> io.BytesIO:
    return io.BytesIO("".join(tables.as_csv(some)).encode())


def as_hsds(*some: Entry) -> io.BytesIO:
    return io.BytesIO("".join(hsds.as_hsds(some, TODAY)).encode())


def refusal(file: io.BytesIO) -> str:
    """Why a file cannot be read at all; empty when it can."""
    try:
        verdict = look(file)
    except Unreadable as refused:
        return str(refused)
    assert verdict.is_fine == (not verdict.faults)
    return ""


def said(file: io.BytesIO) -> list[str]:
    return [str(fault) for fault in look(file).faults]


@settings(max_examples=often(20, 600), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(entries(), max_size=4))
def test_what_goes_out_as_csv_comes_back_the_same(some):
    assert list(read(as_csv(*some))) == some


@settings(max_examples=often(20, 600), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(entries(), max_size=4))
def test_what_goes_out_as_hsds_comes_back_the_same(some):
    assert list(read(as_hsds(*some))) == some


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_a_cell_is_never_calculated_and_always_comes_back(text):
    cell = tables.harmless(text)
    assert tables.as_meant(cell) == text
    assert cell[:1] not in ("=", "+", "@", "\t", "\r")
    assert not cell.startswith("-") or cell.replace(",", ".").lstrip("-").replace(".", "", 1).isdigit()


@pytest.mark.parametrize("text", ["=1+1", "+32 9 000 00 00", "-Hallo", "@iemand", "\tx", "\rx", "'=al met teken"])
def test_what_a_spreadsheet_would_calculate_goes_out_with_a_quote(text):
    assert tables.harmless(text) == "'" + text


def test_a_negative_age_stays_a_number():
    assert tables.harmless("-9") == "-9"


def test_a_formula_in_a_file_is_read_as_the_words_that_it_is():
    (entry,) = read(as_file({"organisatie": "=HYPERLINK(1)", "aanbod": "'=SOM(A1)"}))
    assert (entry.organisation, entry.name) == ("=HYPERLINK(1)", "=SOM(A1)")


@settings(max_examples=often(50, 1500), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data):
    assert refusal(io.BytesIO(data))[-1:] in ("", ".")


def nested():
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    names = st.sampled_from(
        ["id", "name", "organization", "services", "phones", "languages", "attributes", "minimum_age", "service_areas",
         "service_at_locations", "location", "status", "label", "value", "link_type", "number", "code"]
    )  # fmt: skip
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5), max_leaves=20
    )


@settings(max_examples=often(50, 1500), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nested())
def test_any_json_is_read_or_refused_in_words(found):
    assert refusal(io.BytesIO(json.dumps({"services": [found, found]}).encode()))[-1:] in ("", ".")


def test_every_fault_is_told_at_once_with_its_row_and_its_column():
    file = as_file(
        {"organisatie": "", "aanbod": "Een", "lijn": "4", "echelons": "1|9"},
        {"organisatie": "Goed", "aanbod": "Goed", "lijn": "1", "echelons": "1"},
        {"organisatie": "Huis", "aanbod": "Twee", "lijn": "x", "zones": "Atlantis"},
    )
    assert said(file) == [
        "rij 2, organisatie: Hier moet iets staan.",
        "rij 2, lijn: Dit moet een getal zijn van 0 tot 3.",
        "rij 2, echelons: '9' is geen echelon. Er zijn er vijf: 1, 2, 3, 4 en 5.",
        "rij 4, lijn: 'x' is geen heel getal.",
        "rij 4, zones: 'Atlantis' is geen eerstelijnszone die we kennen. Voor heel Vlaanderen en Brussel schrijf je 'alle'.",
    ]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"van_maanden": "-10"}, "van_maanden: Dit moet een getal zijn van -9 tot 1200."),
        ({"van_maanden": "36", "tot_maanden": "0"}, "tot_maanden: De leeftijd 'tot' ligt niet na de leeftijd 'van'."),
        ({"wachttijd": "lang"}, "nagekeken_op: Er staat een wachttijd"),
        ({"vrije_plaatsen": "0"}, "nagekeken_op: Er staat een wachttijd"),
        ({"nagekeken_op": "2026-11-01"}, "nagekeken_door: Er staat een dag van nakijken"),
        ({"nagekeken_op": "31-02-2026"}, "nagekeken_op: '31-02-2026' is geen dag."),
        ({"web": "javascript:alert(1)"}, "web: Een webadres begint met https:// of http://."),
        ({"telefoon": "bel maar"}, "telefoon: In een telefoonnummer"),
        ({"mail": "niemand"}, "mail: 'niemand' is geen mailadres."),
        ({"breedte": "51,05"}, "breedte: Breedte en lengte horen samen"),
        ({"breedte": "0", "lengte": "0"}, "breedte: Die plek ligt niet in België"),
        ({"talen": "klingon"}, "talen: 'klingon' is geen taal die we kennen."),
        ({"kost": "duur"}, "kost: 'duur' kennen we hier niet."),
        ({"verwijzing": "soms"}, "verwijzing: 'soms' kennen we hier niet."),
        ({"tolk": "misschien"}, "tolk: Schrijf 'ja' of 'nee'"),
        ({"nummer": "12"}, "nummer: Dit nummer begrijpen we niet."),
        ({"stil_na_dagen": "0"}, "stil_na_dagen: Dit moet een getal zijn van 1 tot 180."),
        ({"stil_na_dagen": "181"}, "stil_na_dagen: Dit moet een getal zijn van 1 tot 180."),
        ({"stopt_op": "ooit"}, "stopt_op: 'ooit' is geen dag."),
        ({"uitleg": "x" * 5001}, "uitleg: Deze tekst is 5001 tekens lang, en er passen er 5000."),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(cells, told):
    (fault,) = said(as_file({"organisatie": "O", "aanbod": "A"} | cells))[:1] or [""]
    assert fault.startswith(f"rij 2, {told}")


def test_columns_that_are_missing_unknown_or_twice_are_told_together():
    assert said(io.BytesIO(b"aanbod;kleur;aanbod\nA;rood;A\n")) == [
        "rij 1, aanbod: Deze kolom staat er meer dan één keer.",
        "rij 1, kleur: Deze kolom kennen we niet.",
        "rij 1, organisatie: Deze kolom ontbreekt.",
    ]


def test_the_same_offer_twice_in_a_file_is_told():
    row = {"organisatie": "Huis", "aanbod": "Groep"}
    assert said(as_file(row, row)) == ["Groep: Dit aanbod staat meer dan één keer in het bestand."]


def test_people_write_it_as_they_are_used_to():
    row = {
        "organisatie": "O",
        "aanbod": "A",
        "zones": "ELZ Kemp en Duin, gent",
        "talen": "Nederlands / FR",
        "nagekeken_op": "3/11/2026",
    }
    row |= {"nagekeken_door": "An", "van_maanden": "\u22129", "breedte": "51,05", "lengte": "3.72"}
    for delimiter in ";,\t":
        (entry,) = read(as_file(row, delimiter=delimiter))
        assert entry.zones == ("gent", "kemp-en-duin") and entry.languages == ("fr", "nl")
        assert (str(entry.checked_on), entry.from_months, entry.latitude) == ("2026-11-03", -9, 51.05)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without a mark", "with a mark"])
def test_utf_8_is_read_with_and_without_its_mark(mark):
    (entry,) = read(io.BytesIO(mark + "organisatie;aanbod\nCafé;Élan\n".encode()))
    assert (entry.organisation, entry.name) == ("Café", "Élan")


def test_old_windows_letters_are_recognised_and_told():
    file = io.BytesIO("organisatie;aanbod\nCafé;Élan €\n".encode("cp1252"))
    assert look(file).encoding == "cp1252"
    (entry,) = read(file)
    assert (entry.organisation, entry.name) == ("Café", "Élan €")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("organisatie;aanbod\nA;B\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "werkblad"),
        (b"organisatie;aanbod\n\x81;B\n", "herkennen niet"),
        (b"organisatie;aanbod\n", "geen enkel aanbod"),
        (b'{"services": [', "geen goede JSON: op regel 1"),
        (b'{"services": "veel"}', "geen diensten"),
        (b"[" * 100_000, "te diep"),
        (b'{"services": [{"minimum_age": ' + b"9" * 5000 + b"}]}", "te lang getal"),
        (b'{"services": []}', "geen enkel aanbod"),
        ('{"naam": "é"}'.encode("cp1252"), "geen UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(data, told):
    assert told in refusal(io.BytesIO(data))


def test_an_empty_file_says_what_should_stand_in_it():
    assert said(io.BytesIO(b"")) == ["rij 1: Het bestand is leeg. Op de eerste rij staan de namen van de kolommen."]


def test_loose_quotes_are_told_with_their_row():
    assert said(io.BytesIO(b'organisatie;aanbod\nO;A\nO;"B\n')) == [
        "rij 3: Hier klopt iets niet met de aanhalingstekens, of een cel is veel te lang."
    ]


TABLES = {
    "organizations": [{"id": "o1", "name": "Huis van het Kind"}],
    "services": [
        {"id": "s1", "organization_id": "o1", "name": "Groep", "status": "active", "description": "Samen."},
        {"id": "s2", "organization_id": "o1", "name": "Voorbij", "status": "defunct"},
    ],
    "eligibility": [{"service_id": "s1", "minimum_age": 0, "maximum_age": 2.5}],
    "phones": [{"service_id": "s1", "number": "+32 9 000 00 00"}],
    "languages": [{"service_id": "s1", "code": "nl"}, {"service_id": "s1", "name": "Frans"}],
    "cost_options": [{"service_id": "s1", "option": "Vijf euro per keer"}],
    "schedules": [{"service_id": "s1", "description": "Elke dinsdag"}],
    "locations": [{"id": "l1", "name": "Wilgendorp", "latitude": 51.0, "longitude": 3.5}],
    "service_at_locations": [{"service_id": "s1", "location_id": "l1"}],
}


def test_hsds_in_tables_of_their_own_is_read_and_what_has_ended_is_left_out():
    (entry,) = read(io.BytesIO(json.dumps(TABLES).encode()))
    assert (entry.organisation, entry.name, entry.about) == ("Huis van het Kind", "Groep", "Samen.")
    assert (entry.from_months, entry.to_months, entry.languages) == (0, 30, ("fr", "nl"))
    assert (entry.place, entry.latitude, entry.phone) == ("Wilgendorp", 51.0, "+32 9 000 00 00")
    assert (entry.cost_words, entry.hours) == ("Vijf euro per keer", "Elke dinsdag")
    assert (entry.line, entry.echelons, entry.referral) == (None, (), "")  # HSDS does not say: we do not know


@pytest.mark.parametrize(
    ("until", "status"),
    [("", "active"), ("2026-11-21", "defunct"), ("2026-11-22", "defunct"), ("2026-11-23", "active")],
)
def test_what_stopped_goes_out_as_defunct_and_comes_back_with_its_day(until, status):
    entry, _ = checked({"organisation": "O", "name": "A", "until": until}, "hier")
    (service,) = json.load(as_hsds(entry))["services"]
    assert service["status"] == status and list(read(as_hsds(entry))) == [entry]


def test_one_nested_service_is_read_as_a_page_of_services_is():
    service = {"id": "s1", "name": "Groep", "status": "active", "organization": {"name": "Huis"}}
    for shape in (service, [service], {"contents": [service]}, {"services": [service]}):
        (entry,) = read(io.BytesIO(json.dumps(shape).encode()))
        assert (entry.organisation, entry.name) == ("Huis", "Groep")


def test_faults_in_hsds_say_which_service_and_which_field():
    services = [{"name": "A", "organization": {"name": "O"}, "minimum_age": "jong"}, 7, {"status": "soms"}]
    assert said(io.BytesIO(json.dumps(services).encode())) == [
        "services[0], minimum_age: 'jong' is geen heel getal.",
        "services[1]: Dit is geen dienst met velden.",
        "services[2], status: Deze toestand kennen we niet: het is active, inactive, defunct of temporarily closed.",
    ]


def test_what_hsds_asks_of_every_service_is_there():
    entry, _ = checked({"organisation": "O", "name": "A"}, "hier")
    (service,) = json.load(as_hsds(entry))["services"]
    assert {"id", "name", "status"} <= set(service) and service["organization"]["name"] == "O"


def test_a_file_without_a_number_always_gets_the_same_one():
    first, second = (
        next(iter(read(as_file({"organisatie": "O", "aanbod": name})))) for name in ("Groep a", "groep  A")
    )
    assert first.id == second.id


def test_the_columns_of_a_file_stand_in_one_place():
    entry, _ = checked({"organisation": "O", "name": "A"}, "hier")
    assert list(written(entry)) == list(COLUMNS)
    assert all(one != other for one, other in pairwise(sorted(COLUMNS.values())))
    assert isinstance(next(iter(read(io.BytesIO(b"x;y\n1;2\n")))), Fault)
