/*
 * errorlog.c - SET ERRORLOGGING: errors kept in a table, by default SPERRORLOG of the user.
 *
 * Owns:      where errors are kept, and what was said of it.
 * Invariant: an error while an error is kept is said once and not kept.
 * See also:  exec.c, output.c (who reports errors), SQL*Plus User's Guide (SET ERRORLOGGING)
 */
#include "cli/sqlplus/sqlplus.h"

#include <string.h>

enum { TEXT_MAX = 4000 };

static bool run(OlPlus *p, OlStr sql, const OlStr *texts, uint32_t n)
{
    OlPlusCall call;
    bool ok;

    ol_plus_call_init(&call, p->work);
    call.sql = sql;
    call.kind = n > 0 ? OL_PLUS_DML : OL_PLUS_OTHER;
    call.n_binds = n;
    call.binds = ol_new_array(p->work, OlBindDesc, n);
    call.values = ol_new_array(p->work, OlValue, n);
    for (uint32_t i = 0; i < n; i++)
    {
        OlStr t = ol_str_n(texts[i].s, OL_MIN(texts[i].n, (size_t)TEXT_MAX));

        while (t.n > 0 && t.n < texts[i].n && ((unsigned char)texts[i].s[t.n] & 0xC0) == 0x80)
            t.n--;
        call.binds[i] = (OlBindDesc){.type = 1, .flags = OL_BINDF_INDICATORS, .size = TEXT_MAX, .charset = OL_CHARSET_UTF8, .form = OL_FORM_DATABASE};
        call.values[i] = (OlValue){.kind = t.n > 0 ? OL_V_BYTES : OL_V_NULL, .bytes = t};
    }
    ok = ol_plus_conn_execute(p->conn, &call);
    ol_plus_call_done(p->conn, &call);
    return ok;
}

void ol_plus_error_log(OlPlus *p, OlStr message, OlStr statement)
{
    OlStr texts[5];

    if (p->error_table == NULL || p->conn == NULL || p->conn->lost || p->logging_error)
        return;
    p->logging_error = true;
    texts[0] = p->conn->user;
    texts[1] = ol_str(p->source != NULL && p->source->path != NULL ? p->source->path : "");
    texts[2] = ol_str(p->error_identifier != NULL ? p->error_identifier : "");
    texts[3] = message;
    texts[4] = statement;
    if (!run(p, ol_str_printf(p->work, "INSERT INTO %s (username, timestamp, script, identifier, message, statement)"
                                       " VALUES (:1, SYSTIMESTAMP, :2, :3, :4, :5)", p->error_table), texts, 5) && !p->conn->lost)
        ol_plus_message(p, OL_ERR_SP2_ERRORLOG_WRITE, p->error_table);
    p->logging_error = false;
}

/* ON [TABLE [schema.]name] [TRUNCATE] [IDENTIFIER text] | OFF */
bool ol_plus_set_errorlogging(OlPlus *p, OlStr *args)
{
    OlStr word = ol_plus_next_word(args), table = OL_STR("SPERRORLOG");
    bool truncate = false, own = true;

    if (ol_str_ieq_c(word, "OFF"))
    {
        ol_plus_clear_text(&p->error_table);
        return true;
    }
    if (!ol_str_ieq_c(word, "ON"))
        return false;
    while (word = ol_plus_next_word(args), word.n > 0)
    {
        if (ol_plus_matches(word, "TABLE"))
        {
            table = ol_plus_next_word(args);
            own = false;
        }
        else if (ol_plus_matches(word, "TRUNC[ATE]"))
            truncate = true;
        else if (ol_plus_matches(word, "IDENT[IFIER]"))
            ol_plus_set_text(&p->error_identifier, ol_plus_next_value(p, args, NULL));
        else
        {
            ol_plus_message(p, OL_ERR_SP2_ERRORLOG_OPTION, ol_str_cdup(p->work, word));
            *args = OL_STR_NULL;
            return true;
        }
    }
    if (!ol_plus_connected(p))
        return true;
    if (!run(p, ol_str_printf(p->work, truncate ? "TRUNCATE TABLE %.*s" : "DELETE FROM %.*s WHERE 1 = 0", OL_STR_ARG(table)), NULL, 0) &&
        !(own && !p->conn->lost &&
          run(p, OL_STR("CREATE TABLE sperrorlog (username VARCHAR2(256), timestamp TIMESTAMP, script VARCHAR2(1024), identifier VARCHAR2(256),"
                        " message CLOB, statement CLOB)"), NULL, 0)))
    {
        ol_plus_message(p, OL_ERR_SP2_ERRORLOG_TABLE);
        return true;
    }
    ol_plus_set_text(&p->error_table, ol_str_upper(p->work, table));
    return true;
}
