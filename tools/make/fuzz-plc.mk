# The fuzz target of the PL/SQL compiler looks names up in a catalog written down as text.
FUZZ_EXTRA_plc_fuzz := src/cli/catalog_file.c
