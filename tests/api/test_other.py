"""Checks of templates, health, the OpenAPI document."""

from __future__ import annotations

import falcon.inspect
import pytest
from apisite import HELLO

from flong.api.app import create_app
from flong.api.openapi import OPERATIONS, document


async def test_a_good_template_has_no_errors(client):
    """200 and nothing found."""
    answer = await client.call("POST", "/v1/templates/check", {"source": HELLO})
    assert answer.status_code == 200 and answer.json["errors"] == 0


async def test_all_mistakes_are_told_with_their_places(client):
    """Not only the first one."""
    broken = HELLO.replace("{{ name }}, {{ due | number }}", "{{ nmae }} {{ due | nmber }}")
    answer = await client.call("POST", "/v1/templates/check", {"source": broken})
    assert answer.json["errors"] == 2
    assert {d["line"] for d in answer.json["diagnostics"]} == {13}
    assert all(d["code"].startswith("F") for d in answer.json["diagnostics"])


async def test_a_check_reads_no_files(client, site):
    """An include is a missing file, whatever lies there."""
    source = HELLO.replace("<p>", '{% include "hello.html" %}<p>')
    answer = await client.call("POST", "/v1/templates/check", {"source": source})
    assert answer.json["errors"] == 1


async def test_a_schema_takes_the_place_of_the_data_block(client):
    """And its own mistakes are diagnostics too."""
    source = "Key: {{ id }}\nSubject: x\nFrom: a@b.example\nTo: c@d.example\n\n{{ id }}"
    schema = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
    good = await client.call("POST", "/v1/templates/check", {"source": source, "kind": "text", "schema": schema})
    assert good.status_code == 200 and good.json["errors"] == 0
    bad = {"source": source, "kind": "text", "schema": {"type": "what"}}
    assert (await client.call("POST", "/v1/templates/check", bad)).json["errors"] >= 1


@pytest.mark.parametrize("depth", [50, 400, 2000])
async def test_deep_schemas_do_not_crash(client, depth):
    """An answer, or a problem."""
    raw = b'{"source": "", "schema": ' + b'{"items":' * depth + b"{}" + b"}" * depth + b"}"
    answer = await client.call("POST", "/v1/templates/check", raw=raw)
    assert answer.status_code in (200, 400, 413, 422)


async def test_health_needs_no_key(client):
    """It says ok, and no more."""
    answer = await client.call("GET", "/healthz", key="")
    assert answer.status_code == 200 and answer.json == {"status": "ok"}


async def test_health_tells_when_a_line_has_stopped(client, monkeypatch):
    """503, so that whoever watches hears of it."""
    from flong.jobs.standing import Standing

    async def ended(self):
        return None

    monkeypatch.setattr(Standing, "run", ended)
    assert (await client.send()).status_code == 202
    answer = await client.call("GET", "/healthz", key="")
    assert answer.status_code == 503 and answer.json == {"status": "stopped"}


async def test_every_route_is_in_the_document(site):
    """And nothing else is."""
    routes = falcon.inspect.inspect_routes(create_app(site.config))
    found = {(r.path, m.method.lower()) for r in routes for m in r.methods if not m.internal and m.method != "HEAD"}
    assert found == {(one.path, one.method) for one in OPERATIONS}


async def test_the_document_is_valid_openapi(client):
    """All references lead somewhere, schemas are JSON Schemas, every operation answers something."""
    answer = await client.call("GET", "/openapi.json", key="")
    assert answer.json["openapi"] == "3.1.0"
    schemas = answer.json["components"]["schemas"]
    for reference in references(answer.json):
        assert reference.removeprefix("#/components/schemas/") in schemas
    for one in (o for path in answer.json["paths"].values() for o in path.values()):
        assert one["responses"] and one["summary"]
    for schema in schemas.values():
        assert schema["type"] == "object" and set(schema.get("required", ())) <= set(schema["properties"])
    assert document(OPERATIONS)["paths"]["/v1/messages"]["post"]["security"] == [{"key": ["messages:send"]}]


def references(value):
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from references(inner)
