"""OGC API - Features, Part 1: incidents, diplomacy and places for GIS programs, each answer as JSON or as a page."""

from web.ogc.endpoints import ogc

__all__ = ["ogc"]
