/*
 * settings.c - defines the oliphant.* settings and checks their values.
 *
 * Owns:      the variables of settings.h.
 * Lifetimes: PostgreSQL's: values are malloc'd by its own machinery.
 * See also:  defs/settings.def (names, defaults, documentation)
 */
#include "postgres.h"

#include "utils/guc.h"

#include "server/settings.h"

#define OL_SETTING_BOOL(symbol, context, boot, brief, long_text) bool ol_setting_##symbol = boot;
#define OL_SETTING_INT(symbol, context, flags, boot, min, max, brief, long_text) int ol_setting_##symbol = boot;
#define OL_SETTING_STRING(symbol, context, flags, boot, check, assign, brief, long_text) char *ol_setting_##symbol = NULL;
#define OL_SETTING_ENUM(symbol, context, boot, options, brief, long_text) int ol_setting_##symbol = boot;
#include "../../defs/settings.def"
#undef OL_SETTING_BOOL
#undef OL_SETTING_INT
#undef OL_SETTING_STRING
#undef OL_SETTING_ENUM

int ol_trace_mask = 0;

static const struct config_enum_entry profile_options[] = {
    {"19c", OL_PROFILE_19C, false},
    {"23ai", OL_PROFILE_23AI, false},
    {"19", OL_PROFILE_19C, true},
    {"23", OL_PROFILE_23AI, true},
    {NULL, 0, false},
};

static const struct config_enum_entry verifiers_options[] = {
    {"none", OL_VERIFIERS_NONE, false},
    {"12c", OL_VERIFIERS_12C, false},
    {"12c,11g", OL_VERIFIERS_12C_11G, false},
    {NULL, 0, false},
};

static const struct
{
    const char *name;
    int bits;
} trace_names[] = {
    {"wire", OL_TRACE_WIRE}, {"parse", OL_TRACE_PARSE}, {"sql", OL_TRACE_SQL},
    {"plsql", OL_TRACE_PLSQL}, {"login", OL_TRACE_LOGIN}, {"all", OL_TRACE_ALL}, {"none", 0},
};

/* The next comma-separated word, trimmed; false at the end. */
static bool next_word(OlStr *rest, OlStr *word)
{
    const char *comma;

    if (rest->n == 0)
        return false;
    comma = memchr(rest->s, ',', rest->n);
    *word = ol_str_n(rest->s, comma == NULL ? rest->n : (size_t)(comma - rest->s));
    *rest = comma == NULL ? OL_STR_NULL : ol_str_n(comma + 1, rest->n - word->n - 1);
    *word = ol_str_trim(*word);
    return true;
}

bool ol_services_next(OlStr *rest, OlStr *service, OlStr *database)
{
    OlStr word;

    while (next_word(rest, &word))
    {
        const char *equals;

        if (word.n == 0)
            continue;
        equals = memchr(word.s, '=', word.n);
        *service = equals == NULL ? word : ol_str_trim(ol_str_n(word.s, (size_t)(equals - word.s)));
        *database = equals == NULL ? OL_STR_NULL
                                   : ol_str_trim(ol_str_n(equals + 1, word.n - (size_t)(equals - word.s) - 1));
        return true;
    }
    return false;
}

static bool check_services(char **newval, void **extra, GucSource source)
{
    OlStr rest = ol_str(*newval), service, database;

    while (ol_services_next(&rest, &service, &database))
    {
        if (service.n == 0 || database.n == 0)
        {
            GUC_check_errdetail("\"%.*s\" is not of the form service=database.", OL_STR_ARG(service));
            return false;
        }
    }
    return true;
}

static bool check_trace(char **newval, void **extra, GucSource source)
{
    OlStr rest = ol_str(*newval), word;
    int mask = 0;

    while (next_word(&rest, &word))
    {
        size_t i;

        if (word.n == 0)
            continue;
        for (i = 0; i < OL_LENGTHOF(trace_names) && !ol_str_ieq_c(word, trace_names[i].name); i++)
            ;
        if (i == OL_LENGTHOF(trace_names))
        {
            GUC_check_errdetail("Unknown trace \"%.*s\".", OL_STR_ARG(word));
            return false;
        }
        mask |= trace_names[i].bits;
    }
    *extra = malloc(sizeof(int));
    if (*extra == NULL)
        return false;
    memcpy(*extra, &mask, sizeof mask);
    return true;
}

static void assign_trace(const char *newval, void *extra)
{
    if (extra != NULL)
        memcpy(&ol_trace_mask, extra, sizeof ol_trace_mask);
}

void ol_settings_define(void)
{
#define OL_SETTING_BOOL(symbol, context, boot, brief, long_text)                                                        \
    DefineCustomBoolVariable("oliphant." #symbol, brief, long_text, &ol_setting_##symbol, boot, PGC_##context, 0, NULL, \
                             NULL, NULL);
#define OL_SETTING_INT(symbol, context, flags, boot, min, max, brief, long_text)                                        \
    DefineCustomIntVariable("oliphant." #symbol, brief, long_text, &ol_setting_##symbol, boot, min, max, PGC_##context, \
                            flags, NULL, NULL, NULL);
#define OL_SETTING_STRING(symbol, context, flags, boot, check, assign, brief, long_text)                                \
    DefineCustomStringVariable("oliphant." #symbol, brief, long_text, &ol_setting_##symbol, boot, PGC_##context, flags, \
                               check, assign, NULL);
#define OL_SETTING_ENUM(symbol, context, boot, options, brief, long_text)                                               \
    DefineCustomEnumVariable("oliphant." #symbol, brief, long_text, &ol_setting_##symbol, boot, options, PGC_##context, \
                             0, NULL, NULL, NULL);
#include "../../defs/settings.def"
#undef OL_SETTING_BOOL
#undef OL_SETTING_INT
#undef OL_SETTING_STRING
#undef OL_SETTING_ENUM
    MarkGUCPrefixReserved("oliphant");
}
