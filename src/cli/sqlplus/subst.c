/*
 * subst.c - substitution variables: & and && in commands and statements.
 *
 * Owns:      the list of substitution variables.
 * See also:  cmd_script.c (DEFINE, ACCEPT), column.c (NEW_VALUE)
 */
#include "cli/sqlplus/sqlplus.h"

#include <stdlib.h>
#include <string.h>

OlPlusDefine *ol_plus_define_find(OlPlus *p, OlStr name)
{
    for (OlPlusDefine *d = p->defines; d != NULL; d = d->next)
        if (ol_str_ieq_c(name, d->name))
            return d;
    return NULL;
}

void ol_plus_define_set(OlPlus *p, OlStr name, OlStr value, bool is_number)
{
    OlPlusDefine *d = ol_plus_define_find(p, name);

    if (d == NULL)
    {
        OlPlusDefine **at = &p->defines;

        while (*at != NULL)
            at = &(*at)->next;
        d = calloc(1, sizeof(*d));
        if (d == NULL)
            abort();
        ol_plus_set_text(&d->name, ol_str_upper(p->work, name));
        *at = d;
    }
    ol_plus_set_text(&d->value, value);
    d->is_number = is_number;
}

void ol_plus_define_remove(OlPlus *p, OlStr name)
{
    for (OlPlusDefine **at = &p->defines; *at != NULL; at = &(*at)->next)
    {
        OlPlusDefine *d = *at;

        if (ol_str_ieq_c(name, d->name))
        {
            *at = d->next;
            free(d->name);
            free(d->value);
            free(d);
            return;
        }
    }
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '#' ||
           (unsigned char)c >= 0x80;
}

bool ol_plus_substitute(OlPlus *p, OlStr text, OlStr *out)
{
    char mark = SET_TEXT(p, DEFINE)[0], concat = SET_TEXT(p, CONCAT)[0], escape = SET_TEXT(p, ESCAPE)[0];
    bool escapes = SET_NUMBER(p, ESCAPE) != 0;
    OlBuf buf;

    *out = text;
    if (!SET_NUMBER(p, DEFINE) || (memchr(text.n > 0 ? text.s : "", mark, text.n) == NULL && !escapes))
        return true;
    ol_buf_init(&buf, p->work, text.n + 64);
    for (size_t i = 0; i < text.n;)
    {
        size_t start, end;
        bool keep = false;
        OlStr name;
        const OlPlusDefine *d;

        if (escapes && text.s[i] == escape && i + 1 < text.n)
        {
            ol_buf_append_byte(&buf, (uint8_t)text.s[i + 1]);
            i += 2;
            continue;
        }
        if (text.s[i] != mark)
        {
            ol_buf_append_byte(&buf, (uint8_t)text.s[i++]);
            continue;
        }
        start = i + 1;
        if (start < text.n && text.s[start] == mark)
        {
            keep = true;
            start++;
        }
        for (end = start; end < text.n && is_name_char(text.s[end]); end++)
            ;
        if (end == start) /* "a & b": no variable */
        {
            ol_buf_append(&buf, text.s + i, end - i);
            i = end;
            continue;
        }
        if (text.s[start] >= '0' && text.s[start] <= '9') /* &1st is variable 1 */
            for (end = start; end < text.n && text.s[end] >= '0' && text.s[end] <= '9'; end++)
                ;
        name = ol_str_n(text.s + start, end - start);
        d = ol_plus_define_find(p, name);
        if (d != NULL)
            ol_buf_append_c(&buf, d->value);
        else
        {
            OlStr value;

            if (!ol_plus_ask(p, ol_str_printf(p->work, "Enter value for %.*s: ", OL_STR_ARG(name)).s, false, &value))
            {
                ol_plus_message(p, OL_ERR_SP2_NO_VALUE, ol_str_cdup(p->work, name));
                return false;
            }
            ol_buf_append_str(&buf, value);
            if (keep)
                ol_plus_define_set(p, name, value, false);
        }
        i = end;
        if (SET_NUMBER(p, CONCAT) && i < text.n && text.s[i] == concat)
            i++;
    }
    (void)ol_buf_cstr(&buf);
    *out = ol_buf_str(&buf);
    return true;
}
