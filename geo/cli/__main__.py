"""`python -m geo.cli` is `torkham`."""

from geo.cli import main

main()
