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
    OlStr element_owner, element; /* of a collection of objects */
    int methods;
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

/* Arguments of a procedure or function, or of all those of a package; of one of them when only says so. */
static bool describe_arguments(Describing *d, OlStr only, OlOer *oer)
{
    OlStr any = only.n > 0 ? only : OL_STR("%");
    OlStr binds[4] = {d->owner, d->name, any, d->name};
    const char *sql =
        "select p.procedure_name, a.argument_name, a.data_type, a.in_out, a.defaulted, to_char(a.sequence), nvl(p.overload, '0'),"
        " nvl2(r.data_type, 'F', 'P'), r.data_type"
        " from (select owner, object_name, nvl(procedure_name, object_name) procedure_name, decode(procedure_name, null, null, object_name) package_name,"
        " overload, subprogram_id from all_procedures where owner = :1 and object_name = :2 and nvl(procedure_name, object_name) like :3"
        " and (procedure_name is not null or object_type in ('PROCEDURE', 'FUNCTION'))) p"
        " left join all_arguments a on a.owner = p.owner and a.object_name = p.procedure_name and nvl(a.package_name, ' ') = nvl(p.package_name, ' ')"
        " and nvl(a.overload, '0') = nvl(p.overload, '0') and a.data_level = 0 and a.position > 0"
        " left join all_arguments r on r.owner = p.owner and r.object_name = p.procedure_name and nvl(r.package_name, ' ') = nvl(p.package_name, ' ')"
        " and nvl(r.overload, '0') = nvl(p.overload, '0') and r.data_level = 0 and r.position = 0"
        " where p.object_name = :4 order by p.procedure_name, to_number(p.overload), a.position";

    return ol_plus_query(d->p, sql, binds, 4, argument_row, d, oer);
}

/* --- types -------------------------------------------------------------------------------------------------------------- */

static bool attribute_row(void *ctx, const OlStr *v)
{
    Describing *d = ctx;
    OlStr type = type_text(d->p, v[1], v[2], v[3], v[4], v[2], OL_STR_NULL);

    if (d->rows++ == 0)
    {
        three_columns(d->p, OL_STR("Name"), OL_STR("Null?"), OL_STR("Type"), false);
        three_columns(d->p, OL_STR_NULL, OL_STR_NULL, OL_STR_NULL, true);
    }
    three_columns(d->p, v[0], OL_STR_NULL, type, false);
    return true;
}

static bool collection_row(void *ctx, const OlStr *v)
{
    Describing *d = ctx;
    OlStr type = type_text(d->p, v[1], v[2], v[3], v[4], v[2], OL_STR_NULL);

    d->rows++;
    if (ol_str_eq_c(v[0], "TABLE"))
        ol_plus_line(d->p, " %.*s TABLE OF %.*s", OL_STR_ARG(ol_str_lower(d->p->work, d->name)), OL_STR_ARG(type));
    else
        ol_plus_line(d->p, " %.*s VARRAY(%.*s) OF %.*s", OL_STR_ARG(ol_str_lower(d->p->work, d->name)), OL_STR_ARG(v[5]), OL_STR_ARG(type));
    d->element_owner = OL_STR_NULL;
    if (v[6].n > 0)
    {
        d->element_owner = v[6];
        d->element = v[1];
    }
    return true;
}

static bool method_row(void *ctx, const OlStr *v)
{
    Describing *d = ctx;

    if (!ol_str_eq(v[0], d->last))
    {
        d->last = v[0];
        if (d->methods++ == 0)
            ol_plus_line(d->p, "\nMETHOD\n------");
        if (v[3].n > 0)
            ol_plus_line(d->p, " %.*s %s %.*s RETURNS %.*s", OL_STR_ARG(v[2]), "FUNCTION", OL_STR_ARG(v[1]), OL_STR_ARG(v[3]));
        else
            ol_plus_line(d->p, " %.*s %s %.*s", OL_STR_ARG(v[2]), "PROCEDURE", OL_STR_ARG(v[1]));
        if (v[4].n > 0)
            ol_plus_line(d->p, " Argument Name                  Type                    In/Out Default?\n"
                               " ------------------------------ ----------------------- ------ --------");
    }
    if (v[4].n > 0)
        ol_plus_row_line(d->p, ol_str_printf(d->p->work, " %-30.*s %-23.*s %-6.*s", OL_STR_ARG(v[4]), OL_STR_ARG(v[5]), OL_STR_ARG(v[6])));
    return true;
}

static bool describe_type(Describing *d, OlOer *oer)
{
    OlStr binds[2] = {d->owner, d->name};
    bool ok = ol_plus_query(d->p, "select decode(coll_type, 'TABLE', 'TABLE', 'VARYING ARRAY'), elem_type_name, to_char(length), to_char(precision),"
                                  " to_char(scale), to_char(upper_bound), elem_type_owner from all_coll_types where owner = :1 and type_name = :2",
                            binds, 2, collection_row, d, oer);

    if (ok && d->rows > 0 && d->element_owner.n == 0)
        return true;
    if (d->element_owner.n > 0)
    {
        binds[0] = d->element_owner;
        binds[1] = d->element;
        d->rows = 0;
    }
    ok = ol_plus_query(d->p, "select attr_name, attr_type_name, to_char(length), to_char(precision), to_char(scale) from all_type_attrs"
                             " where owner = :1 and type_name = :2 order by attr_no", binds, 2, attribute_row, d, oer);
    return ok && ol_plus_query(d->p, "select to_char(m.method_no), m.method_name, decode(m.instantiable, 'NO', 'NOT INSTANTIABLE ', null) ||"
                                     " case when exists (select 1 from all_method_params s where s.owner = m.owner and s.type_name = m.type_name and"
                                     " s.method_no = m.method_no and s.param_name = 'SELF') then 'MEMBER' else 'STATIC' end,"
                                     " r.result_type_name, a.param_name, a.param_type_name, a.param_mode from all_type_methods m"
                                     " left join all_method_results r on r.owner = m.owner and r.type_name = m.type_name and r.method_no = m.method_no"
                                     " left join all_method_params a on a.owner = m.owner and a.type_name = m.type_name and a.method_no = m.method_no"
                                     " and a.param_name <> 'SELF' where m.owner = :1 and m.type_name = :2 order by m.method_no, a.param_no",
                               binds, 2, method_row, d, oer);
}

void ol_plus_cmd_describe(OlPlus *p, OlStr args)
{
    OlStr rest = ol_str_trim(args), first, second, third, owner, name;
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
    third = name_part(p, &rest);
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
    if (ok && d.owner.n == 0 && second.n > 0) /* package.procedure, not schema.object */
    {
        third = third.n > 0 ? third : second;
        ok = find_object(&d, p->conn->user, first, &oer) && (d.owner.n > 0 || find_object(&d, OL_STR("SYS"), first, &oer));
        if (ok && d.owner.n > 0 && !ol_str_eq_c(d.type, "PACKAGE"))
            d.owner = OL_STR_NULL;
    }
    if (ok && d.owner.n > 0)
        ok = ol_str_eq_c(d.type, "PROCEDURE") || ol_str_eq_c(d.type, "FUNCTION") || ol_str_eq_c(d.type, "PACKAGE") ? describe_arguments(&d, third, &oer)
           : ol_str_eq_c(d.type, "TYPE")                                                                         ? describe_type(&d, &oer)
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
