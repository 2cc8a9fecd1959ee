/*
 * describe.c - DESCRIBE: columns of tables, views and synonyms; arguments of procedures, functions and packages.
 *
 * See also:  exec.c (ol_plus_query)
 */
#include "cli/sqlplus/sqlplus.h"

#include <string.h>

typedef struct Describing
{
    OlPlus *p;
    int rows;
    OlStr owner, name, type;
    OlStr last;
} Describing;

static OlStr type_text(OlPlus *p, OlStr type, OlStr length, OlStr precision, OlStr scale, OlStr chars, OlStr char_used)
{
    if (ol_str_eq_c(type, "NUMBER"))
    {
        if (precision.n == 0)
            return scale.n > 0 && ol_str_eq_c(scale, "0") ? OL_STR("NUMBER(38)") : type;
        if (scale.n == 0 || ol_str_eq_c(scale, "0"))
            return ol_str_printf(p->work, "NUMBER(%.*s)", OL_STR_ARG(precision));
        return ol_str_printf(p->work, "NUMBER(%.*s,%.*s)", OL_STR_ARG(precision), OL_STR_ARG(scale));
    }
    if (ol_str_eq_c(type, "VARCHAR2") || ol_str_eq_c(type, "CHAR"))
        return ol_str_eq_c(char_used, "C") ? ol_str_printf(p->work, "%.*s(%.*s CHAR)", OL_STR_ARG(type), OL_STR_ARG(chars))
                                           : ol_str_printf(p->work, "%.*s(%.*s)", OL_STR_ARG(type), OL_STR_ARG(length));
    if (ol_str_eq_c(type, "NVARCHAR2") || ol_str_eq_c(type, "NCHAR"))
        return ol_str_printf(p->work, "%.*s(%.*s)", OL_STR_ARG(type), OL_STR_ARG(chars));
    if (ol_str_eq_c(type, "RAW"))
        return ol_str_printf(p->work, "RAW(%.*s)", OL_STR_ARG(length));
    if (ol_str_eq_c(type, "FLOAT"))
        return ol_str_printf(p->work, "FLOAT(%.*s)", OL_STR_ARG(precision));
    return type;
}

/* Widths follow the line size, as SQL*Plus spreads its three columns. */
static void three_columns(OlPlus *p, OlStr a, OlStr b, OlStr c, bool underline)
{
    int size = OL_MIN((int)SET_NUMBER(p, LINESIZE), 200);
    int first = size <= 80 ? 41 : (size - 10) / 2 + 6, third = size <= 80 ? 28 : size - first - 10;
    int pad_a = OL_MAX(first - ol_plus_width(a), 0);

    if (underline)
    {
        char dashes[256];

        memset(dashes, '-', sizeof(dashes));
        ol_plus_line(p, " %.*s %.*s %.*s", first, dashes, 8, dashes, third, dashes);
        return;
    }
    ol_plus_row_line(p, ol_str_printf(p->work, " %.*s%*s %-8.*s %.*s", OL_STR_ARG(a), pad_a, "", OL_STR_ARG(b), OL_STR_ARG(c)));
}

static bool column_row(void *ctx, const OlStr *v)
{
    Describing *d = ctx;

    if (d->rows++ == 0)
    {
        three_columns(d->p, OL_STR("Name"), OL_STR("Null?"), OL_STR("Type"), false);
        three_columns(d->p, OL_STR_NULL, OL_STR_NULL, OL_STR_NULL, true);
    }
    three_columns(d->p, v[0], ol_str_eq_c(v[1], "N") ? OL_STR("NOT NULL") : OL_STR_NULL, type_text(d->p, v[2], v[3], v[4], v[5], v[6], v[7]), false);
    return true;
}

static bool argument_row(void *ctx, const OlStr *v)
{
    Describing *d = ctx;
    OlStr key = ol_str_printf(d->p->work, "%.*s/%.*s", OL_STR_ARG(v[0]), OL_STR_ARG(v[6]));
    bool is_function = ol_str_eq_c(v[7], "F");

    d->rows++;
    if (!ol_str_eq(key, d->last))
    {
        if (is_function)
            ol_plus_line(d->p, "FUNCTION %.*s RETURNS %.*s", OL_STR_ARG(v[0]), OL_STR_ARG(v[8]));
        else
            ol_plus_line(d->p, "PROCEDURE %.*s", OL_STR_ARG(v[0]));
        d->last = key;
        if (v[1].n > 0)
            ol_plus_line(d->p, " Argument Name                  Type                    In/Out Default?\n"
                               " ------------------------------ ----------------------- ------ --------");
    }
    if (v[1].n > 0)
        ol_plus_row_line(d->p, ol_str_printf(d->p->work, " %-30.*s %-23.*s %-6.*s %s", OL_STR_ARG(v[1]), OL_STR_ARG(v[2]), OL_STR_ARG(v[3]),
                                             ol_str_eq_c(v[4], "Y") ? "DEFAULT" : ""));
    return true;
}

static bool object_row(void *ctx, const OlStr *v)
{
    Describing *d = ctx;

    d->owner = v[0];
    d->name = v[1];
    d->type = v[2];
    return false;
}

static OlStr name_part(OlPlus *p, OlStr *rest)
{
    OlStr s = *rest;
    size_t n = 0;

    if (s.n > 0 && s.s[0] == '"')
    {
        const char *end = memchr(s.s + 1, '"', s.n - 1);
        OlStr part = ol_str_n(s.s + 1, end != NULL ? (size_t)(end - s.s) - 1 : s.n - 1);

        n = end != NULL ? (size_t)(end - s.s) + 1 : s.n;
        *rest = ol_str_n(s.s + n, s.n - n);
        if (rest->n > 0 && rest->s[0] == '.')
            *rest = ol_str_n(rest->s + 1, rest->n - 1);
        return part;
    }
    while (n < s.n && s.s[n] != '.' && s.s[n] != '@')
        n++;
    *rest = n < s.n ? ol_str_n(s.s + n + 1, s.n - n - 1) : OL_STR_NULL;
    return ol_str_upper(p->work, ol_str_n(s.s, n));
}

static bool find_object(Describing *d, OlStr owner, OlStr name, OlOer *oer)
{
    OlStr binds[2] = {name, owner};

    d->owner = OL_STR_NULL;
    return ol_plus_query(d->p, "select owner, object_name, object_type from all_objects where object_name = :1 and owner = :2 and object_type in"
                               " ('TABLE','VIEW','MATERIALIZED VIEW','SYNONYM','PROCEDURE','FUNCTION','PACKAGE','TYPE') order by decode(object_type,"
                               "'TABLE',2,'MATERIALIZED VIEW',1,3)", binds, 2, object_row, d, oer);
}

static bool synonym_row(void *ctx, const OlStr *v)
{
    Describing *d = ctx;

    d->owner = v[0];
    d->name = v[1];
    return false;
}

static bool describe_columns(Describing *d, OlOer *oer)
{
    OlStr binds[2] = {d->owner, d->name};

    return ol_plus_query(d->p, "select column_name, nullable, data_type, to_char(data_length), to_char(data_precision), to_char(data_scale),"
                               " to_char(char_length), char_used from all_tab_columns where owner = :1 and table_name = :2 order by column_id",
                         binds, 2, column_row, d, oer);
}

static bool describe_arguments(Describing *d, OlOer *oer)
{
    OlStr binds[3] = {d->owner, d->name, d->name};
    const char *sql =
        "select nvl(a.object_name, ' '), a.argument_name, a.data_type, a.in_out, a.defaulted, to_char(a.sequence), nvl(a.overload, '0'),"
        " case when exists (select 1 from all_arguments f where f.owner = a.owner and f.object_name = a.object_name and nvl(f.package_name,' ') ="
        " nvl(a.package_name,' ') and nvl(f.overload,'0') = nvl(a.overload,'0') and f.position = 0) then 'F' else 'P' end,"
        " (select max(f.data_type) from all_arguments f where f.owner = a.owner and f.object_name = a.object_name and nvl(f.package_name,' ') ="
        " nvl(a.package_name,' ') and nvl(f.overload,'0') = nvl(a.overload,'0') and f.position = 0)"
        " from all_arguments a where a.owner = :1 and (a.package_name = :2 or (a.package_name is null and a.object_name = :3)) and"
        " a.data_level = 0 order by a.object_name, a.overload, a.position";

    return ol_plus_query(d->p, sql, binds, 3, argument_row, d, oer);
}

void ol_plus_cmd_describe(OlPlus *p, OlStr args)
{
    OlStr rest = ol_str_trim(args), first, second, owner, name;
    Describing d = {.p = p};
    OlOer oer = {0};
    bool ok;

    if (rest.n == 0)
    {
        ol_plus_line(p, "Usage: DESCRIBE [schema.]object[@db_link]");
        return;
    }
    if (!ol_plus_connected(p))
        return;
    first = name_part(p, &rest);
    second = name_part(p, &rest);
    owner = second.n > 0 ? first : p->conn->user;
    name = second.n > 0 ? second : first;
    ok = find_object(&d, owner, name, &oer);
    if (ok && d.owner.n == 0 && second.n == 0)
        ok = find_object(&d, OL_STR("PUBLIC"), name, &oer) && (d.owner.n > 0 || find_object(&d, OL_STR("SYS"), name, &oer));
    for (int hops = 0; ok && hops < 8 && d.owner.n > 0 && ol_str_eq_c(d.type, "SYNONYM"); hops++)
    {
        OlStr binds[2] = {d.owner, d.name};
        OlStr before = d.name, before_owner = d.owner;

        ok = ol_plus_query(p, "select table_owner, table_name from all_synonyms where owner = :1 and synonym_name = :2", binds, 2, synonym_row, &d, &oer);
        if (ol_str_eq(before, d.name) && ol_str_eq(before_owner, d.owner))
            break;
        ok = ok && find_object(&d, d.owner, d.name, &oer);
    }
    if (ok && d.owner.n > 0)
        ok = ol_str_eq_c(d.type, "PROCEDURE") || ol_str_eq_c(d.type, "FUNCTION") || ol_str_eq_c(d.type, "PACKAGE") ? describe_arguments(&d, &oer)
                                                                                                                  : describe_columns(&d, &oer);
    if (!ok && p->conn->lost)
        ol_plus_lost(p);
    else if (!ok || d.rows == 0)
    {
        ol_plus_line(p, "ERROR:\n%.*s\n", OL_STR_ARG(!ok ? ol_str_trim(oer.text)
                     : ol_str_printf(p->work, "ORA-04043: object %.*s does not exist", OL_STR_ARG(ol_str_trim(args)))));
        ol_plus_where(p);
        ol_plus_sql_error(p, ok ? 4043 : oer.error);
    }
    else
        ol_plus_line(p, "%s", "");
}
