"""Toponym resolution: which place each mention means, how sure, why, and what else it could be."""

from geo.resolution.resolver import resolve

__all__ = ["resolve"]
