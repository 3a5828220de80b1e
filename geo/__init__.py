"""News text to places and events of the Pakistan-Afghanistan border region. Knows no web."""

__version__ = "0.1.0"
