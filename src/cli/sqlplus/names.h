/*
 * names.h - what a connect identifier means: EZConnect (Plus), aliases of tnsnames.ora, whole descriptors.
 *
 * Lifetimes: results live in the arena given.
 * See also:  names.c, connect.c, "Oracle Net Services Administrator's Guide", Configuring Naming Methods
 */
#ifndef OL_CLI_SQLPLUS_NAMES_H
#define OL_CLI_SQLPLUS_NAMES_H

#include "base/base.h"

/* [[protocol:]//]host{,host}[:port]{,...}[/service[:server][/instance]][?name=value{&name=value}] as a descriptor;
 * false when it is none. */
bool ol_names_easy_connect(OlArena *arena, OlStr text, OlStr *descriptor) OL_MUSTCHECK;
/* The descriptor of an alias in the text of a tnsnames.ora: NAME[, NAME...] = (...). Empty when it is not there. */
OlStr ol_names_find_alias(OlArena *arena, OlStr text, OlStr alias);
/* A parameter of a sqlnet.ora: NAME = value. Empty when it is not there. */
OlStr ol_names_parameter(OlStr text, const char *name);

#endif
