/*
 * catalog_file.h - a catalog written down in a text file, for looking names up without a server. Private to cli.
 *
 * Lifetimes: what is read lives in the arena given, and the text must outlive it.
 * See also:  catalog_file.c (the format), front/catalog.h
 */
#ifndef OL_CLI_CATALOG_FILE_H
#define OL_CLI_CATALOG_FILE_H

#include "front/catalog.h"

/* Reads a catalog; SYS.DUAL is always in it. On OL_ERROR diag says what is wrong and in which line. */
OlStatus ol_catalog_file_read(OlArena *arena, OlStr text, OlCatalog *out, OlDiag *diag) OL_MUSTCHECK;

#endif
