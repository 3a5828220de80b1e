"""The modules of the map page travel as one, and stay modules."""

import re

import pytest

from geo.errors import SourceError
from web.assets import EARLY, JOINED
from web.joining import join, needed

MODULES = {
    "main.js": 'import { paint as draw } from "./paint.js";\nimport { ask } from "./early.js";\n'
    'import { RED } from "./colours.js";\n\n'
    'export async function start() {\n  draw(await ask(RED));\n}\n',
    "paint.js": '// Paints.\nimport { RED } from "./colours.js";\n\n/**\n * @param {any} x\n */\n'
    'export function paint(x) {\n  return [x, RED];\n}\n',
    "colours.js": 'export const RED = "#f00";\n',
    "early.js": 'import { wait } from "./waiting.js";\nexport const ask = wait;\n',
    "waiting.js": "export const wait = (x) => x;\n",
}


def test_a_module_comes_after_those_that_it_needs():
    assert needed(MODULES.__getitem__, "main.js") == [
        "colours.js", "paint.js", "waiting.js", "early.js", "main.js"]  # fmt: skip


def test_all_become_one_but_for_what_another_script_of_the_page_needs():
    text = join(MODULES.__getitem__, "main.js", "early.js")
    assert re.findall("^import .*", text, re.MULTILINE) == ['import * as $early from "./early.js";']
    assert re.findall(r"^const (\S+) = \(", text, re.MULTILINE) == ["$colours", "$paint", "$main"]
    assert "const { paint: draw } = $paint;" in text
    assert "Paints" not in text
    assert "@param" not in text
    assert text.endswith("export const { start } = $main;\n")


def test_a_ring_is_told():
    ring = MODULES | {"colours.js": 'import { paint } from "./paint.js";\nexport const RED = paint;\n'}
    with pytest.raises(SourceError, match=r"main\.js → paint\.js → colours\.js → paint\.js"):
        join(ring.__getitem__, "main.js", "early.js")


def test_the_page_asks_for_the_joined_module_and_the_early_ones(client):
    page = client.get("/").text
    asked = re.findall(r'<link rel="modulepreload" href="/static/([^?"]+)\?v=', page)
    assert asked[-1] == JOINED
    assert f"js/{EARLY}" in asked
    text = client.get(f"/static/{JOINED}").text
    for name, version in re.findall(r'from "\./([\w-]+\.js)(\?v=\w+)"', text):
        assert f"js/{name}" in asked
        assert version in page
    assert not re.search(r'import\("[^"]+"\)(?!\.)', text)
    assert f'from "/static/{JOINED}?v=' in client.get("/map.js").text.replace("\\u002f", "/")
