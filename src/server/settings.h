/*
 * settings.h - the oliphant.* settings, one variable per row of defs/settings.def.
 *
 * See also:  settings.c, defs/settings.def
 */
#ifndef OL_SERVER_SETTINGS_H
#define OL_SERVER_SETTINGS_H

#include "base/base.h"
#include "wire/login.h"

#define OL_SETTING_BOOL(symbol, context, boot, brief, long_text) extern bool ol_setting_##symbol;
#define OL_SETTING_INT(symbol, context, flags, boot, min, max, brief, long_text) extern int ol_setting_##symbol;
#define OL_SETTING_STRING(symbol, context, flags, boot, check, assign, brief, long_text) extern char *ol_setting_##symbol;
#define OL_SETTING_ENUM(symbol, context, boot, options, brief, long_text) extern int ol_setting_##symbol;
#include "../../defs/settings.def"
#undef OL_SETTING_BOOL
#undef OL_SETTING_INT
#undef OL_SETTING_STRING
#undef OL_SETTING_ENUM

enum
{
    OL_VERIFIERS_NONE = 0,
    OL_VERIFIERS_12C = 1,
    OL_VERIFIERS_12C_11G = 3 /* bit 1: 11g too */
};

/* oliphant.trace as bits. */
enum
{
    OL_TRACE_WIRE = 1,
    OL_TRACE_PARSE = 2,
    OL_TRACE_SQL = 4,
    OL_TRACE_PLSQL = 8,
    OL_TRACE_LOGIN = 16,
    OL_TRACE_ALL = 31
};
extern int ol_trace_mask;

void ol_settings_define(void);

/* Walks "service=database, ..."; false at the end. *rest starts as the whole text. The parts are trimmed; malformed
 * pairs have an empty database. */
bool ol_services_next(OlStr *rest, OlStr *service, OlStr *database);

#endif
