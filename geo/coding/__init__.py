"""Event coding: sentences, places and dates of an article into the events it reports, by rules alone.

No model and no web enters here. The words are in data/codebook/; these modules hold the grammar.
"""

from geo.coding.coder import Coder

__all__ = ["Coder"]
