/*
 * set.c - SET and the values of its options, from the table defs/sqlplus_set.def.
 *
 * Owns:      OlPlus.set.
 * See also:  show.c
 */
#include "cli/sqlplus/sqlplus.h"

#include <stdlib.h>
#include <string.h>

typedef struct Option
{
    const char *spec;
    OlPlusSetKind kind;
    const char *fallback;
    int64_t low, high;
} Option;

static const Option option_table[OL_SET_COUNT] = {
#define OL_PLUS_SET(symbol, spec, kind, fallback, low, high) [OL_SET_##symbol] = {spec, kind, fallback, low, high},
#include "../../../defs/sqlplus_set.def"
#undef OL_PLUS_SET
};

int ol_plus_setting_find(OlStr word)
{
    if (ol_str_ieq_c(word, "LINE")) /* written everywhere, and fits LIN[ESIZE] */
        return OL_SET_LINESIZE;
    for (int i = 0; i < OL_SET_COUNT; i++)
        if (ol_plus_matches(word, option_table[i].spec))
            return i;
    return -1;
}

const char *ol_plus_setting_name(int id)
{
    static char name[64]; /* the program has one thread, and each name is used before the next is asked for */
    size_t n = 0;

    for (const char *c = option_table[id].spec; *c != '\0' && n + 1 < sizeof(name); c++)
        if (*c != '[' && *c != ']')
            name[n++] = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    name[n] = '\0';
    return name;
}

static void put(OlPlus *p, int id, int64_t number, OlStr text)
{
    p->set[id].number = number;
    ol_plus_set_text(&p->set[id].text, text);
}

/* --- options with rules of their own ----------------------------------------------------------------------------------------------- */

static bool on_off(OlStr word, int64_t *out)
{
    if (ol_str_ieq_c(word, "ON"))
        *out = 1;
    else if (ol_str_ieq_c(word, "OFF"))
        *out = 0;
    else
        return false;
    return true;
}

/* ON [SIZE n|UNLIMITED] [FORMAT WRAPPED|WORD_WRAPPED|TRUNCATED] */
static bool set_serveroutput(OlPlus *p, OlStr *args)
{
    OlStr word = ol_plus_next_word(args);
    int64_t on;
    OlStr size = OL_STR("UNLIMITED"), format = OL_STR("WORD_WRAPPED");

    if (!on_off(word, &on))
        return false;
    for (;;)
    {
        OlStr before = *args;
        uint64_t n;

        word = ol_plus_next_word(args);
        if (ol_plus_matches(word, "SIZE"))
        {
            size = ol_plus_next_word(args);
            if (!ol_plus_matches(size, "UNL[IMITED]") && !(ol_parse_u64(size, &n) && n >= 1 && n <= 1000000))
                return false;
        }
        else if (ol_plus_matches(word, "FOR[MAT]"))
        {
            format = ol_plus_next_word(args);
            if (ol_plus_matches(format, "WRA[PPED]"))
                format = OL_STR("WRAPPED");
            else if (ol_plus_matches(format, "WOR[D_WRAPPED]"))
                format = OL_STR("WORD_WRAPPED");
            else if (ol_plus_matches(format, "TRU[NCATED]"))
                format = OL_STR("TRUNCATED");
            else
                return false;
        }
        else
        {
            *args = before;
            break;
        }
    }
    put(p, OL_SET_SERVEROUTPUT, on,
        on ? ol_str_printf(p->work, "ON SIZE %.*s FORMAT %.*s", OL_STR_ARG(ol_str_upper(p->work, size)), OL_STR_ARG(format)) : OL_STR("OFF"));
    ol_plus_serveroutput(p);
    return true;
}

void ol_plus_serveroutput(OlPlus *p)
{
    OlPlusCall call;
    bool wanted = p->set[OL_SET_SERVEROUTPUT].number != 0;
    const char *size = strstr(SET_TEXT(p, SERVEROUTPUT), "SIZE ");

    if (p->conn == NULL || wanted == p->serveroutput_on)
        return;
    ol_plus_call_init(&call, p->work);
    call.kind = OL_PLUS_PLSQL;
    if (!wanted)
        call.sql = OL_STR("BEGIN DBMS_OUTPUT.DISABLE; END;");
    else if (size != NULL && size[5] >= '0' && size[5] <= '9')
        call.sql = ol_str_printf(p->work, "BEGIN DBMS_OUTPUT.ENABLE(%.*s); END;", (int)strcspn(size + 5, " "), size + 5);
    else
        call.sql = OL_STR("BEGIN DBMS_OUTPUT.ENABLE(NULL); END;");
    if (ol_plus_conn_execute(p->conn, &call))
        p->serveroutput_on = wanted;
    else if (!p->conn->lost)
        ol_plus_line(p, "ERROR:\n%.*s\n", OL_STR_ARG(ol_str_trim(call.oer.text)));
    ol_plus_call_done(p->conn, &call);
}

/* ON|OFF|TRACE[ONLY] [EXPLAIN] [STATISTICS]: bits 1 on, 2 rows are not shown, 4 plan, 8 statistics */
static bool set_autotrace(OlPlus *p, OlStr *args)
{
    OlStr word = ol_plus_next_word(args);
    int64_t bits;

    if (ol_str_ieq_c(word, "OFF"))
        bits = 0;
    else if (ol_str_ieq_c(word, "ON"))
        bits = 1;
    else if (ol_plus_matches(word, "TRACE[ONLY]"))
        bits = 3;
    else
        return false;
    for (;;)
    {
        OlStr before = *args;

        word = ol_plus_next_word(args);
        if (ol_plus_matches(word, "EXP[LAIN]"))
            bits |= 4;
        else if (ol_plus_matches(word, "STAT[ISTICS]"))
            bits |= 8;
        else
        {
            *args = before;
            break;
        }
    }
    if (bits != 0 && !(bits & 12))
        bits |= 12;
    put(p, OL_SET_AUTOTRACE, bits, bits == 0 ? OL_STR("OFF") : OL_STR("ON"));
    return true;
}

static bool set_markup_html(OlPlus *p, OlStr *args)
{
    for (;;)
    {
        OlStr before = *args, word = ol_plus_next_word(args);
        int64_t on;

        if (on_off(word, &on))
            p->format = on ? OL_FORMAT_HTML : OL_FORMAT_TABLE;
        else if (ol_str_ieq_c(word, "HEAD"))
            ol_plus_set_text(&p->html_head, ol_plus_next_value(p, args, NULL));
        else if (ol_str_ieq_c(word, "BODY"))
            ol_plus_set_text(&p->html_body, ol_plus_next_value(p, args, NULL));
        else if (ol_str_ieq_c(word, "TABLE"))
            ol_plus_set_text(&p->html_table, ol_plus_next_value(p, args, NULL));
        else if (ol_plus_matches(word, "ENTMAP") && on_off(ol_plus_next_word(args), &on))
            p->html_entmap = on != 0;
        else if (ol_str_ieq_c(word, "SPOOL") && on_off(ol_plus_next_word(args), &on))
            p->html_spool = on != 0;
        else if (ol_plus_matches(word, "PRE[FORMAT]") && on_off(ol_plus_next_word(args), &on))
            p->html_preformat = on != 0;
        else
        {
            *args = before;
            return true;
        }
    }
}

static bool set_markup(OlPlus *p, OlStr *args)
{
    OlStr word = ol_plus_next_word(args);
    int64_t on;

    if (ol_str_ieq_c(word, "HTML"))
        return set_markup_html(p, args);
    if (!ol_str_ieq_c(word, "CSV") || !on_off(ol_plus_next_word(args), &on))
        return false;
    p->format = on ? OL_FORMAT_CSV : OL_FORMAT_TABLE;
    for (;;)
    {
        OlStr before = *args;

        word = ol_plus_next_word(args);
        if (ol_plus_matches(word, "DELIM[ITER]"))
        {
            OlStr value = ol_plus_next_value(p, args, NULL);

            if (value.n != 1)
                return false;
            p->csv_delimiter = value.s[0];
        }
        else if (ol_str_ieq_c(word, "QUOTE") && on_off(ol_plus_next_word(args), &on))
            p->csv_quote = on != 0;
        else
        {
            *args = before;
            return true;
        }
    }
}

static bool set_feedback(OlPlus *p, OlStr *args)
{
    OlStr word = ol_plus_next_word(args);
    uint64_t n;
    int64_t on;

    p->feedback_only = ol_str_ieq_c(word, "ONLY");
    p->feedback_sql_id = false;
    if (p->feedback_only)
        put(p, OL_SET_FEEDBACK, OL_MAX(SET_NUMBER(p, FEEDBACK), 1), OL_STR_NULL);
    else if (on_off(word, &on))
        put(p, OL_SET_FEEDBACK, on ? OL_MAX(SET_NUMBER(p, FEEDBACK), 1) == 1 ? 6 : SET_NUMBER(p, FEEDBACK) : 0, OL_STR_NULL);
    else if (ol_parse_u64(word, &n) && n <= 50000)
        put(p, OL_SET_FEEDBACK, (int64_t)n, OL_STR_NULL);
    else
        return false;
    {
        OlStr before = *args;

        word = ol_plus_next_word(args);
        if (ol_str_ieq_c(word, "SQL_ID"))
            p->feedback_sql_id = true;
        else
            *args = before;
    }
    return true;
}

static bool set_special(OlPlus *p, int id, OlStr *args)
{
    OlStr before = *args, word;
    int64_t on;
    uint64_t n;
    bool quoted;

    switch (id)
    {
        case OL_SET_SERVEROUTPUT: return set_serveroutput(p, args);
        case OL_SET_AUTOTRACE: return set_autotrace(p, args);
        case OL_SET_MARKUP: return set_markup(p, args);
        case OL_SET_FEEDBACK: return set_feedback(p, args);
        default: break;
    }
    word = ol_plus_next_value(p, args, &quoted);
    switch (id)
    {
        case OL_SET_SCAN: /* the old name of DEFINE ON and OFF */
            if (!on_off(word, &on))
                return false;
            p->set[OL_SET_DEFINE].number = on;
            put(p, id, on, OL_STR_NULL);
            return true;
        case OL_SET_AUTOCOMMIT:
            if (ol_plus_matches(word, "IMM[EDIATE]"))
                word = OL_STR("ON");
            if (!on_off(word, &on) && ol_parse_u64(word, &n))
                on = (int64_t)n;
            else if (!on_off(word, &on))
                return false;
            put(p, id, on, OL_STR_NULL);
            return true;
        case OL_SET_NEWPAGE:
            if (ol_str_ieq_c(word, "NONE"))
                put(p, id, -1, OL_STR_NULL);
            else if (ol_parse_u64(word, &n) && n <= 999)
                put(p, id, (int64_t)n, OL_STR_NULL);
            else
                return false;
            return true;
        case OL_SET_RECSEP:
            if (ol_plus_matches(word, "WR[APPED]"))
                word = OL_STR("WRAPPED");
            else if (ol_plus_matches(word, "EA[CH]"))
                word = OL_STR("EACH");
            else if (!ol_str_ieq_c(word, "OFF"))
                return false;
            put(p, id, 0, word);
            return true;
        case OL_SET_SQLCASE:
            if (ol_plus_matches(word, "UP[PER]"))
                word = OL_STR("UPPER");
            else if (ol_plus_matches(word, "LO[WER]"))
                word = OL_STR("LOWER");
            else if (ol_plus_matches(word, "MIX[ED]"))
                word = OL_STR("MIXED");
            else
                return false;
            put(p, id, 0, word);
            return true;
        case OL_SET_ROWLIMIT:
            if (ol_str_ieq_c(word, "OFF"))
                n = 0;
            else if (!ol_parse_u64(word, &n) || n > 2000000000)
                return false;
            put(p, id, (int64_t)n, OL_STR_NULL);
            return true;
        case OL_SET_HISTORY:
            if (on_off(word, &on))
                n = on ? 100 : 0;
            else if (!ol_parse_u64(word, &n) || n > 100000)
                return false;
            put(p, id, (int64_t)n, OL_STR_NULL);
            return true;
        case OL_SET_PAUSE:
            if (!quoted && on_off(word, &on))
                p->set[id].number = on;
            else
                put(p, id, p->set[id].number, word);
            return true;
        case OL_SET_NUMFORMAT:
        {
            const OlNumMask *mask;

            if (word.n > 0 && ol_nummask_compile(p->work, word, &mask, NULL) != OL_OK)
                return false;
            put(p, id, 0, word);
            return true;
        }
        case OL_SET_APPINFO:
        {
            OlPlusCall call;

            if (!quoted && on_off(word, &on))
                word = on ? OL_STR("SQL*Plus") : OL_STR_NULL;
            put(p, id, word.n > 0, word);
            if (p->conn == NULL)
                return true;
            ol_plus_call_init(&call, p->work);
            call.kind = OL_PLUS_PLSQL;
            call.sql = ol_str_printf(p->work, "BEGIN DBMS_APPLICATION_INFO.SET_MODULE(q'~%.*s~', NULL); END;", OL_STR_ARG(word));
            (void)ol_plus_conn_execute(p->conn, &call);
            ol_plus_call_done(p->conn, &call);
            return true;
        }
        case OL_SET_ERRORLOGGING:
            *args = before;
            return ol_plus_set_errorlogging(p, args);
        default: *args = before; return false;
    }
}

/* --- SET --------------------------------------------------------------------------------------------------------------------------- */

static bool set_char(OlPlus *p, int id, OlStr word)
{
    static const struct
    {
        int id;
        const char *usual;
    } usual[] = {{OL_SET_DEFINE, "&"}, {OL_SET_CONCAT, "."}, {OL_SET_ESCAPE, "\\"}, {OL_SET_SQLTERMINATOR, ";"}, {OL_SET_BLOCKTERMINATOR, "."},
                 {OL_SET_HEADSEP, "|"}, {OL_SET_UNDERLINE, "-"}, {OL_SET_CMDSEP, ";"}, {OL_SET_SQLPREFIX, "#"}};
    int64_t on;

    if (on_off(word, &on))
    {
        p->set[id].number = on;
        for (size_t i = 0; on && i < OL_LENGTHOF(usual); i++)
            if (usual[i].id == id)
                ol_plus_set_text(&p->set[id].text, ol_str(usual[i].usual));
        return true;
    }
    if (word.n != 1)
        return false;
    put(p, id, 1, word);
    return true;
}

static bool set_one(OlPlus *p, int id, OlStr *args)
{
    const Option *o = &option_table[id];
    OlStr word;
    uint64_t n;
    int64_t on;

    if (o->kind == OL_PLUS_SPECIAL)
        return set_special(p, id, args);
    word = ol_plus_next_value(p, args, NULL);
    switch (o->kind)
    {
        case OL_PLUS_ONOFF:
            if (!on_off(word, &on))
            {
                ol_plus_message(p, OL_ERR_SP2_NOT_ON_OFF, ol_plus_setting_name(id));
                *args = OL_STR_NULL;
                return true;
            }
            p->set[id].number = on;
            return true;
        case OL_PLUS_NUMBER:
            if (!ol_parse_u64(word, &n))
            {
                if (id == OL_SET_LINESIZE && ol_plus_matches(word, "WINDOW"))
                    n = 80;
                else
                {
                    ol_plus_message(p, OL_ERR_SP2_NOT_A_NUMBER_OPTION, ol_plus_setting_name(id));
                    *args = OL_STR_NULL;
                    return true;
                }
            }
            if ((int64_t)n < o->low || (int64_t)n > o->high)
            {
                ol_plus_message(p, OL_ERR_SP2_OUT_OF_RANGE, ol_plus_setting_name(id), ol_str_cdup(p->work, word),
                                ol_str_printf(p->work, "%lld", (long long)o->low).s, ol_str_printf(p->work, "%lld", (long long)o->high).s);
                return true;
            }
            p->set[id].number = (int64_t)n;
            return true;
        case OL_PLUS_TEXT:
            if ((int64_t)word.n < o->low || (int64_t)word.n > o->high)
                return false;
            put(p, id, 0, word);
            return true;
        case OL_PLUS_CHAR: return set_char(p, id, word);
        case OL_PLUS_ACCEPTED:
            if (id == OL_SET_DESCRIBE || id == OL_SET_FLAGGER || id == OL_SET_ESCCHAR)
            {
                put(p, id, 0, ol_str_printf(p->work, "%.*s%.*s", OL_STR_ARG(word), OL_STR_ARG(*args)));
                *args = OL_STR_NULL;
            }
            else
                put(p, id, 0, word);
            return true;
        default: return false;
    }
}

void ol_plus_set_command(OlPlus *p, OlStr args)
{
    args = ol_str_trim(args);
    if (args.n == 0)
    {
        ol_plus_message(p, OL_ERR_SP2_SET_NOTHING);
        return;
    }
    while (args.n > 0)
    {
        OlStr word = ol_plus_next_word(&args);
        int id = ol_plus_setting_find(word);

        args = ol_str_trim(args);
        if (ol_str_eq_c(word, ";") && args.n == 0) /* "set echo on ;", unlike "set sqlterminator ;" */
            return;
        if (id < 0)
        {
            ol_plus_message(p, OL_ERR_SP2_OPTION_UNKNOWN, "SET", ol_str_cdup(p->work, word));
            return;
        }
        if (args.n == 0 && !(option_table[id].kind == OL_PLUS_TEXT && option_table[id].low == 0) && id != OL_SET_NUMFORMAT)
        {
            ol_plus_message(p, OL_ERR_SP2_SET_MISSING, ol_plus_setting_name(id));
            return;
        }
        if (!set_one(p, id, &args))
        {
            ol_plus_message(p, OL_ERR_SP2_SET_VALUE, ol_plus_setting_name(id));
            return;
        }
        if (SET_NUMBER(p, SHOWMODE))
            ol_plus_line(p, "%s", ol_plus_setting_show(p, id));
        args = ol_str_trim(args);
    }
}

const char *ol_plus_setting_show(OlPlus *p, int id)
{
    const Option *o = &option_table[id];
    const OlPlusSetting *s = &p->set[id];
    const char *name = ol_plus_setting_name(id);

    switch (id)
    {
        case OL_SET_FEEDBACK:
            return s->number == 0 ? "feedback OFF" : ol_str_printf(p->work, "FEEDBACK ON for %lld or more rows", (long long)s->number).s;
        case OL_SET_AUTOCOMMIT:
            return s->number == 0 ? "autocommit OFF" : s->number == 1 ? "autocommit IMMEDIATE"
                 : ol_str_printf(p->work, "AUTOCOMMIT ON for every %lld DML statements", (long long)s->number).s;
        case OL_SET_NEWPAGE: return s->number < 0 ? "newpage NONE" : ol_str_printf(p->work, "newpage %lld", (long long)s->number).s;
        case OL_SET_HISTORY: case OL_SET_ROWLIMIT:
            return s->number == 0 ? ol_str_printf(p->work, "%s is OFF", name).s : ol_str_printf(p->work, "%s is ON and set to \"%lld\"", name, (long long)s->number).s;
        case OL_SET_MARKUP:
            return ol_str_printf(p->work, "markup HTML %s SPOOL %s ENTMAP %s PREFORMAT %s CSV %s DELIMITER %c QUOTE %s",
                                 p->format == OL_FORMAT_HTML ? "ON" : "OFF", p->html_spool ? "ON" : "OFF", p->html_entmap ? "ON" : "OFF",
                                 p->html_preformat ? "ON" : "OFF", p->format == OL_FORMAT_CSV ? "ON" : "OFF", p->csv_delimiter,
                                 p->csv_quote ? "ON" : "OFF").s;
        case OL_SET_ERRORLOGGING:
            return p->error_table == NULL ? "errorlogging is OFF" : ol_str_printf(p->work, "errorlogging is ON TABLE %s", p->error_table).s;
        case OL_SET_SCAN: return s->number ? "scan ON" : "scan OFF";
        case OL_SET_PAUSE:
            return s->number ? ol_str_printf(p->work, "PAUSE is ON and set to \"%s\"", s->text).s : "PAUSE is OFF";
        case OL_SET_AUTOTRACE:
            return s->number == 0 ? "autotrace OFF" : ol_str_printf(p->work, "autotrace %s%s%s", s->number & 2 ? "TRACEONLY" : "ON",
                                                                    s->number & 4 ? " EXPLAIN" : "", s->number & 8 ? " STATISTICS" : "").s;
        default: break;
    }
    switch (o->kind)
    {
        case OL_PLUS_ONOFF: return ol_str_printf(p->work, "%s %s", name, s->number ? "ON" : "OFF").s;
        case OL_PLUS_NUMBER: return ol_str_printf(p->work, "%s %lld", name, (long long)s->number).s;
        case OL_PLUS_CHAR:
            return !s->number ? ol_str_printf(p->work, "%s OFF", name).s
                              : ol_str_printf(p->work, "%s \"%s\" (hex %02x)", name, s->text, (unsigned char)s->text[0]).s;
        case OL_PLUS_TEXT: return ol_str_printf(p->work, "%s \"%s\"", name, s->text).s;
        default: return ol_str_printf(p->work, "%s %s", name, s->text).s;
    }
}

void ol_plus_settings_init(OlPlus *p)
{
    OlAllocator allocator = ol_allocator_malloc(ol_plus_out_of_memory);

    p->nls_arena = ol_arena_new(&allocator);
    ol_nls_init(&p->nls, p->nls_arena);
    p->csv_delimiter = ',';
    p->csv_quote = p->html_entmap = true;
    for (int i = 0; i < OL_SET_COUNT; i++)
    {
        const Option *o = &option_table[i];
        uint64_t n = 0;
        bool number = ol_parse_u64(ol_str(o->fallback), &n);
        bool on = strcmp(o->fallback, "ON") == 0 || (o->kind == OL_PLUS_CHAR && strcmp(o->fallback, "OFF") != 0);

        put(p, i, number ? (int64_t)n : on, ol_str(i == OL_SET_PAUSE || (o->kind == OL_PLUS_CHAR && !on) ? i == OL_SET_PAUSE ? "" : "\\" : o->fallback));
    }
}

void ol_plus_setting_store(OlPlus *p, FILE *f)
{
    for (int i = 0; i < OL_SET_COUNT; i++)
    {
        const Option *o = &option_table[i];
        const OlPlusSetting *s = &p->set[i];
        const char *name = ol_plus_setting_name(i);

        if (o->kind == OL_PLUS_ONOFF)
            fprintf(f, "set %s %s\n", name, s->number ? "ON" : "OFF");
        else if (o->kind == OL_PLUS_NUMBER || i == OL_SET_FEEDBACK || i == OL_SET_AUTOCOMMIT)
            fprintf(f, "set %s %lld\n", name, (long long)s->number);
        else if (o->kind == OL_PLUS_TEXT || o->kind == OL_PLUS_CHAR)
            fprintf(f, s->number || o->kind == OL_PLUS_TEXT ? "set %s \"%s\"\n" : "set %s OFF\n", name, s->text);
        else if (i == OL_SET_NEWPAGE)
            fprintf(f, s->number < 0 ? "set newpage NONE\n" : "set newpage %lld\n", (long long)s->number);
        else if (i == OL_SET_SERVEROUTPUT || i == OL_SET_RECSEP || i == OL_SET_SQLCASE)
            fprintf(f, "set %s %s\n", name, s->text);
    }
}
