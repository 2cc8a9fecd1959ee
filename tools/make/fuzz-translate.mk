# The fake catalog of translate_fuzz is the one of oliphant dev.
FUZZ_EXTRA_translate_fuzz := src/cli/catalog_file.c
