"""The house keeps its shape: rooms, floors, and what the README promises."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {
    14: ("web.maps",),  # the door for notebooks; it imports nothing until it is opened
    13: ("web.serve", "web.alone"),
    12: ("web", "geo.cli"),
    11: ("web.views", "web.api", "web.counting", "web.ogc"),
    10: ("web.upkeep", "web.columns", "web.spots"),
    9: ("web.world", "geo"),  # geo itself: the door for notebooks, which imports nothing until it is opened
    8: ("geo.served",),
    7: ("geo.renewal",),
    6: ("geo.rereading", "geo.notebook"),
    5: ("geo.pipeline", "geo.scoring", "geo.geocoder", "web.catalogue"),
    4: ("geo.recognition", "geo.resolution", "geo.coding", "geo.merging", "geo.sketch", "geo.index", "geo.exchange",
        "web.maps.shell", "web.assets", "web.shapes", "web.wording", "web.marking"),
    3: ("geo.gazetteer", "geo.articles", "geo.dates", "geo.store", "geo.boundaries", "geo.codebook", "geo.live",
        "web.legend", "web.outlines", "web.joining", "web.answers", "web.policy"),
    2: ("geo.names", "geo.tables", "geo.shipped", "web.languages"),
    1: ("geo.errors",),
    0: ("geo.model",),
}
FLOOR = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
MODULES = sorted(p for top in ("geo", "web") for p in (ROOT / top).rglob("*.py"))
BANNED_IN_GEO = {"web", "flask", "folium", "branca", "waitress", "werkzeug", "jinja2"}


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """Return the room a module belongs to: the longest known prefix."""
    parts = module.split(".")
    known = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((name for name in known if name in FLOOR), module)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide which room is meant"
            base = node.module or ""
            inner = {f"{base}.{alias.name}" for alias in node.names}
            found |= {name for name in inner if name in FLOOR} or {base}
    return found


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_every_module_has_a_room(path):
    module = dotted(path)
    assert room(module) in FLOOR
    assert module.count(".") == 0 or room(module) not in ("geo", "web"), f"{module} stands in no room of the house"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_go_down_only(path):
    mine = room(dotted(path))
    for name in imports(path):
        theirs = room(name)
        if name.split(".")[0] in ("geo", "web") and theirs != mine:
            assert FLOOR[theirs] < FLOOR[mine], f"{mine} (floor {FLOOR[mine]}) imports {theirs} (floor {FLOOR[theirs]})"


@pytest.mark.parametrize("path", [p for p in MODULES if dotted(p).startswith("geo")], ids=dotted)
def test_geo_knows_no_web(path):
    assert not {name.split(".")[0] for name in imports(path)} & BANNED_IN_GEO


@pytest.mark.parametrize(
    ("module", "stranger"), [("web.maps.shell", "flask"), ("web.views", "folium"), ("web.api", "folium")]
)
def test_flask_and_folium_never_meet(module, stranger):
    path = ROOT / Path(*module.split(".")).with_suffix(".py")
    assert stranger not in {name.split(".")[0] for name in imports(path)}


def test_the_nouns_need_only_the_standard_library():
    names = {name.split(".")[0] for name in imports(ROOT / "geo" / "model.py")}
    assert names <= set(sys.stdlib_module_names)


def test_reading_articles_loads_no_slow_or_networked_library():
    code = "import sys, geo.pipeline; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"geopandas", "pandas", "shapely", "folium", "flask", "requests"} & set(loaded.stdout.split())


def test_the_door_opens_at_once():
    code = "import sys, geo; print(*(name for name in sys.modules if name.startswith('geo')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert loaded.stdout.split() == ["geo"]


def test_the_top_level_is_what_the_design_fixes():
    done = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        pytest.skip("not a git checkout")
    tops = {name.split("/")[0] for name in done.stdout.splitlines()}
    fixed = {"README.md", "pyproject.toml", "geo", "data", "seeds", "web", "tests"}
    assert tops <= fixed | {".ci", ".gitignore", "LICENSE"}


def test_no_module_outgrows_its_room():
    long = {dotted(p): n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 450}
    assert not long
