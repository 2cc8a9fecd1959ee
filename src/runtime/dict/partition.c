/*
 * partition.c - Oracle's partitions on PostgreSQL's: adding, dropping, splitting, merging, exchanging; intervals.
 *
 * Owns:      the functions that emitted CREATE TABLE and ALTER TABLE call for partitions. Each checks that the current user owns the
 *            table and works with its rights.
 * A partition is a table TABLE$PARTITION with the properties PARTITION (or SUBPARTITION), its Oracle name, HIGH, what HIGH_VALUE shows, POS,
 * its place. Differences that are bridged here:
 *   - VALUES LESS THAN (MAXVALUE) is PostgreSQL's default partition: Oracle sorts NULL keys above all values, and there they go.
 *   - Oracle's range partitions have no lower bound of their own: dropping one gives its range to the next.
 *   - Interval partitioning: rows that no partition takes go to a hidden default partition (property INTERVAL_ROWS); after COMMIT
 *     sys.settle_intervals makes the partitions they belong to and moves them there (server/transaction.c).
 * Properties of the table itself: INTERVAL (Oracle's text), INTERVAL_SQL, SUBPARTITION_BY (what CREATE TABLE .. PARTITION BY takes), TEMPLATE.
 * See also:  translate/tr_partition.c, pg/pg_table.h; VLDB and Partitioning Guide, "Partition Administration"
 */
#include "postgres.h"

#include "access/table.h"
#include "access/xact.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_partitioned_table.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "partitioning/partdesc.h"
#include "storage/lmgr.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

#include "pg/pg_table.h"
#include "pg/pg_type.h"
#include "runtime/dict/dict.h"
#include "runtime/dict/partition.h"
#include "runtime/func/func.h"

enum
{
    NAME_ROOM = NAMEDATALEN - 1
};

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static void run(const char *sql)
{
    if (SPI_execute(sql, false, 0) < 0)
        elog(ERROR, "%s failed", sql);
}

/* The first value of a query as text, NULL when there is none. */
static char *value_of(const char *sql)
{
    if (SPI_execute(sql, false, 1) < 0)
        elog(ERROR, "%s failed", sql);
    return SPI_processed > 0 ? SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1) : NULL;
}

static bool is_true(const char *sql)
{
    char *v = value_of(sql);

    return v != NULL && v[0] == 't';
}

static char *full_name(Oid relid)
{
    char *name = get_rel_name(relid);

    if (name == NULL)
        ol_raise(OL_ERR_TABLE_NOT_FOUND);
    return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)), name);
}

static char *text_arg(FunctionCallInfo fcinfo, int n)
{
    return PG_NARGS() <= n || PG_ARGISNULL(n) ? NULL : text_to_cstring(OL_TEXT_ARG(n));
}

static char *pg_spelling(const char *oracle)
{
    return text_to_cstring(DatumGetTextPP(DirectFunctionCall1(ol_fn_pg_name, CStringGetTextDatum(oracle))));
}

static char *required(FunctionCallInfo fcinfo, int n)
{
    char *s = text_arg(fcinfo, n);

    if (s == NULL)
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    return s;
}

static ArrayType *names_arg(FunctionCallInfo fcinfo, int n)
{
    if (PG_ARGISNULL(n) || ARR_NDIM(PG_GETARG_ARRAYTYPE_P(n)) > 1)
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    return PG_GETARG_ARRAYTYPE_P(n);
}

static bool flag_arg(FunctionCallInfo fcinfo, int n)
{
    return !PG_ARGISNULL(n) && PG_GETARG_BOOL(n);
}

/* The partitioned table of argument 0, with SPI connected. */
static Oid begin(FunctionCallInfo fcinfo)
{
    Oid relid = PG_ARGISNULL(0) ? InvalidOid : PG_GETARG_OID(0);

    if (!OidIsValid(relid) || !pg_class_ownercheck(relid, GetUserId()))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    if (get_rel_relkind(relid) != RELKIND_PARTITIONED_TABLE)
        ol_raise(OL_ERR_NOT_PARTITIONED);
    if (SPI_connect() != SPI_OK_CONNECT)
        elog(ERROR, "SPI_connect failed");
    return relid;
}

static char strategy_of(Oid relid, int *natts)
{
    HeapTuple tuple = SearchSysCache1(PARTRELID, ObjectIdGetDatum(relid));
    Form_pg_partitioned_table form;
    char strategy;

    if (!HeapTupleIsValid(tuple))
        ol_raise(OL_ERR_NOT_PARTITIONED);
    form = (Form_pg_partitioned_table)GETSTRUCT(tuple);
    strategy = form->partstrat;
    if (natts != NULL)
        *natts = form->partnatts;
    ReleaseSysCache(tuple);
    return strategy;
}

static PartitionBoundSpec *bound_of(Oid child)
{
    HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(child));
    bool isnull = true;
    Datum d = (Datum)0;
    PartitionBoundSpec *spec;

    if (HeapTupleIsValid(tuple))
        d = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relpartbound, &isnull);
    if (isnull)
        ol_raise(OL_ERR_PARTITION_NOT_FOUND);
    spec = castNode(PartitionBoundSpec, stringToNode(TextDatumGetCString(d)));
    ReleaseSysCache(tuple);
    return spec;
}

/* --- what the dictionary shows of a bound --------------------------------------------------------------------------- */

static void show_const(StringInfo out, Const *c, const OlType *type)
{
    char *shown;
    Oid output;
    bool varlena;

    if (c->constisnull)
    {
        appendStringInfoString(out, "NULL");
        return;
    }
    if (c->consttype == TIMESTAMPOID)
    {
        Datum d = DirectFunctionCall2(timestamp_to_char, c->constvalue, PointerGetDatum(cstring_to_text("YYYY-MM-DD HH24:MI:SS")));

        shown = TextDatumGetCString(d);
        if (type->code == OL_T_DATE)
            appendStringInfo(out, "TO_DATE(' %s', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')", shown);
        else
            appendStringInfo(out, "TIMESTAMP' %s'", shown);
        return;
    }
    getTypeOutputInfo(c->consttype, &output, &varlena);
    shown = OidOutputFunctionCall(output, c->constvalue);
    if (c->consttype == NUMERICOID)
        appendStringInfoString(out, shown);
    else
    {
        appendStringInfoChar(out, '\'');
        for (const char *p = shown; *p != '\0'; p++)
        {
            if (*p == '\'')
                appendStringInfoChar(out, '\'');
            appendStringInfoChar(out, *p);
        }
        appendStringInfoChar(out, '\'');
    }
}

static OlType key_type(Oid parent, int n)
{
    HeapTuple tuple = SearchSysCache1(PARTRELID, ObjectIdGetDatum(parent));
    AttrNumber attno = ((Form_pg_partitioned_table)GETSTRUCT(tuple))->partattrs.values[n];
    OlType type;
    Oid typid, collation;
    int32 typmod;
    bool invisible;
    char *label = NULL;

    ReleaseSysCache(tuple);
    memset(&type, 0, sizeof type);
    if (attno == 0)
        return type;
    get_atttypetypmodcoll(parent, attno, &typid, &typmod, &collation);
    ol_pg_column_type(typid, typmod, label, &type, &invisible);
    return type;
}

static char *shown_bound(Oid parent, PartitionBoundSpec *spec)
{
    StringInfoData out;
    ListCell *lc;
    int n = 0;

    initStringInfo(&out);
    if (spec->is_default && strategy_of(parent, &n) == PARTITION_STRATEGY_RANGE)
        for (int i = 0; i < n; i++)
            appendStringInfo(&out, "%sMAXVALUE", i > 0 ? ", " : "");
    else if (spec->is_default)
        appendStringInfoString(&out, "DEFAULT");
    else if (spec->strategy == PARTITION_STRATEGY_RANGE)
        foreach (lc, spec->upperdatums)
        {
            PartitionRangeDatum *d = lfirst_node(PartitionRangeDatum, lc);
            OlType type = key_type(parent, n);

            if (n++ > 0)
                appendStringInfoString(&out, ", ");
            if (d->kind != PARTITION_RANGE_DATUM_VALUE)
                appendStringInfoString(&out, d->kind == PARTITION_RANGE_DATUM_MAXVALUE ? "MAXVALUE" : "MINVALUE");
            else
                show_const(&out, castNode(Const, d->value), &type);
        }
    else if (spec->strategy == PARTITION_STRATEGY_LIST)
        foreach (lc, spec->listdatums)
        {
            OlType type = key_type(parent, 0);

            if (n++ > 0)
                appendStringInfoString(&out, ", ");
            show_const(&out, lfirst_node(Const, lc), &type);
        }
    return out.data;
}

/* --- partitions by name and place --------------------------------------------------------------------------------- */

static List *children_of(Oid parent)
{
    return find_inheritance_children(parent, NoLock);
}

static char *name_of(Oid child)
{
    char *name = ol_pg_property(child, "PARTITION");

    return name != NULL ? name : ol_pg_property(child, "SUBPARTITION");
}

/* A count in a label; otherwise: none there. */
static int number_of(const char *text, int otherwise)
{
    uint64_t n;

    return text != NULL && ol_parse_u64(ol_str_n(text, strcspn(text, "\x1f")), &n) && n <= INT_MAX ? (int)n : otherwise;
}

static int place_of(Oid child)
{
    char *pos = ol_pg_property(child, "POS");

    return number_of(pos, 0);
}

static int by_place(const ListCell *a, const ListCell *b)
{
    int x = place_of(lfirst_oid(a)), y = place_of(lfirst_oid(b));

    return x < y ? -1 : x > y;
}

/* Named partitions in their order; the hidden one of an interval table is left out. */
static List *partitions_of(Oid parent)
{
    List *out = NIL;
    ListCell *lc;

    foreach (lc, children_of(parent))
        if (name_of(lfirst_oid(lc)) != NULL)
            out = lappend_oid(out, lfirst_oid(lc));
    list_sort(out, by_place);
    return out;
}

static Oid hidden_of(Oid parent)
{
    ListCell *lc;

    foreach (lc, children_of(parent))
        if (ol_pg_property(lfirst_oid(lc), "INTERVAL_ROWS") != NULL)
            return lfirst_oid(lc);
    return InvalidOid;
}

static Oid find_in(Oid parent, const char *name)
{
    ListCell *lc;

    foreach (lc, children_of(parent))
    {
        char *n = name_of(lfirst_oid(lc));

        if (n != NULL && strcmp(n, name) == 0)
            return lfirst_oid(lc);
    }
    return InvalidOid;
}

static Oid find_sub(Oid parent, const char *name)
{
    ListCell *lc;

    foreach (lc, children_of(parent))
        if (get_rel_relkind(lfirst_oid(lc)) == RELKIND_PARTITIONED_TABLE)
        {
            Oid sub = find_in(lfirst_oid(lc), name);

            if (OidIsValid(sub))
                return sub;
        }
    return InvalidOid;
}

/* Which partition takes a row with these key values (PostgreSQL expressions)? */
static Oid partition_for(Oid parent, const char *values)
{
    HeapTuple tuple = SearchSysCache1(PARTRELID, ObjectIdGetDatum(parent));
    Form_pg_partitioned_table form = (Form_pg_partitioned_table)GETSTRUCT(tuple);
    StringInfoData names;
    ListCell *lc;

    initStringInfo(&names);
    for (int i = 0; i < form->partnatts; i++)
        appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", form->partattrs.values[i] > 0 ? quote_identifier(get_attname(parent, form->partattrs.values[i], false)) : "x");
    ReleaseSysCache(tuple);
    foreach (lc, children_of(parent))
    {
        char *def = value_of(psprintf("SELECT pg_catalog.pg_get_partition_constraintdef(%u)", lfirst_oid(lc)));

        if (ol_pg_property(lfirst_oid(lc), "INTERVAL_ROWS") == NULL &&
            (def == NULL || is_true(psprintf("SELECT (%s) FROM (VALUES (%s)) AS x(%s)", def, values, names.data))))
            return lfirst_oid(lc);
    }
    return InvalidOid;
}

/* The partition an ALTER TABLE names, or says by a value. */
static Oid wanted(Oid parent, const char *name, const char *values)
{
    if (name == NULL && values == NULL)
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    Oid child = name != NULL ? find_in(parent, name) : partition_for(parent, values);

    if (!OidIsValid(child))
        ol_raise(OL_ERR_PARTITION_NOT_FOUND);
    return child;
}

static void renumber(Oid parent)
{
    int n = 0;

    if (strategy_of(parent, NULL) == PARTITION_STRATEGY_RANGE)
    {
        Relation rel = table_open(parent, AccessShareLock);
        PartitionDesc desc = RelationGetPartitionDesc(rel, true);

        for (int i = 0; i < desc->nparts; i++)
            if (name_of(desc->oids[i]) != NULL)
                ol_pg_set_property(desc->oids[i], "POS", psprintf("%d", ++n));
        table_close(rel, AccessShareLock);
    }
    else
    {
        ListCell *lc;

        foreach (lc, partitions_of(parent))
            ol_pg_set_property(lfirst_oid(lc), "POS", psprintf("%d", ++n));
    }
}

/* --- making one ---------------------------------------------------------------------------------------------------- */

static char *generated_name(bool sub)
{
    return psprintf("SYS_%sP%s", sub ? "SUB" : "", value_of("SELECT pg_catalog.nextval('sys.partition_names_'::regclass)"));
}

/* A table's name for the partition that nobody has yet. */
static char *free_name(Oid parent, const char *name)
{
    Oid root = parent, space = get_rel_namespace(parent);
    char *table, *out;

    while (get_rel_relispartition(root))
        root = get_partition_parent(root, true);
    table = get_rel_name(root);
    out = psprintf("%s$%s", table, pg_spelling(name));
    if (strlen(out) > NAME_ROOM || OidIsValid(get_relname_relid(out, space)))
        out = psprintf("%.40s$%s", table, value_of("SELECT 'p' || pg_catalog.nextval('sys.partition_names_'::regclass)"));
    return out;
}

static void label_child(Oid parent, Oid child, const char *name, bool sub, int place)
{
    ol_pg_set_property(child, sub ? "SUBPARTITION" : "PARTITION", name);
    ol_pg_set_property(child, "HIGH", shown_bound(parent, bound_of(child)));
    ol_pg_set_property(child, "POS", psprintf("%d", place));
}

/* for_values: FOR VALUES .. or DEFAULT. */
static Oid make_child(Oid parent, const char *name, const char *for_values, bool sub, const char *partition_by, int place)
{
    char *relname;
    Oid child, space = get_rel_namespace(parent);

    if (name == NULL)
        name = generated_name(sub);
    else if (OidIsValid(find_in(parent, name)))
        ol_raise(OL_ERR_PARTITION_EXISTS);
    relname = free_name(parent, name);
    run(psprintf("CREATE TABLE %s PARTITION OF %s %s%s%s", quote_qualified_identifier(get_namespace_name(space), relname), full_name(parent), for_values,
                 partition_by != NULL ? " PARTITION BY " : "", partition_by != NULL ? partition_by : ""));
    child = get_relname_relid(relname, space);
    label_child(parent, child, name, sub, place);
    return child;
}

static char *repeated(const char *word, int n)
{
    StringInfoData s;

    initStringInfo(&s);
    for (int i = 0; i < n; i++)
        appendStringInfo(&s, "%s%s", i > 0 ? ", " : "", word);
    return s.data;
}

/* The upper bound of the last range partition, in parentheses; NULL when it is MAXVALUE; *none: there is no partition yet. */
static char *top_bound(Oid parent, bool *none, Oid *top)
{
    Relation rel = table_open(parent, AccessShareLock);
    PartitionDesc desc = RelationGetPartitionDesc(rel, true);
    char *out = NULL;

    *none = true;
    if (top != NULL)
        *top = InvalidOid;
    for (int i = 0; i < desc->nparts; i++)
    {
        PartitionBoundSpec *spec = bound_of(desc->oids[i]);

        if (ol_pg_property(desc->oids[i], "INTERVAL_ROWS") != NULL)
            continue;
        *none = false;
        if (top != NULL)
            *top = desc->oids[i];
        out = spec->is_default ? NULL : get_range_partbound_string(spec->upperdatums);
    }
    table_close(rel, AccessShareLock);
    return out;
}

/* FOR VALUES of a new partition at the end. bound: expressions, or MAXVALUE or DEFAULT alone. */
static char *next_for_values(Oid parent, const char *name, const char *bound, bool creating)
{
    int natts;
    char strategy = strategy_of(parent, &natts);

    if (strategy == PARTITION_STRATEGY_LIST)
    {
        ListCell *lc;

        foreach (lc, children_of(parent))
            if (bound_of(lfirst_oid(lc))->is_default)
                ol_raise(OL_ERR_PARTITION_DEFAULT_EXISTS);
        return strcmp(bound, "DEFAULT") == 0 ? pstrdup("DEFAULT") : psprintf("FOR VALUES IN (%s)", bound);
    }
    else
    {
        bool none;
        char *lower = top_bound(parent, &none, NULL);

        if (!none && lower == NULL)
        {
            if (creating)
                ol_raise(OL_ERR_PARTITION_BOUND_ORDER, name != NULL ? name : "");
            ol_raise(OL_ERR_PARTITION_BOUND_COLLATE);
        }
        if (strcmp(bound, "MAXVALUE") == 0)
            return pstrdup("DEFAULT");
        if (none)
            lower = psprintf("(%s)", repeated("MINVALUE", natts));
        else if (strstr(bound, "MAXVALUE") == NULL && strstr(lower, "MAXVALUE") == NULL &&
                 !is_true(psprintf("SELECT ROW(%s) > ROW%s", bound, lower)))
        {
            if (creating)
                ol_raise(OL_ERR_PARTITION_BOUND_ORDER, name != NULL ? name : "");
            ol_raise(OL_ERR_PARTITION_BOUND_COLLATE);
        }
        return psprintf("FOR VALUES FROM %s TO (%s)", lower, bound);
    }
}

/* The subpartitions of a new partition by the table's template: "NAME\x1fbound\x1e..", or a number of hash partitions. */
static void apply_template(Oid root, Oid child)
{
    char *template = ol_pg_property(root, "TEMPLATE"), *name = name_of(child);
    char strategy = strategy_of(child, NULL);

    if (strategy == PARTITION_STRATEGY_HASH)
    {
        int n = number_of(template, 1);
        char *names = template != NULL ? strchr(template, '\x1f') : NULL;

        n = Max(1, n);
        for (int i = 0; i < n; i++)
        {
            char *sub = NULL;

            if (names != NULL)
            {
                char *end = strpbrk(++names, "\x1f");

                sub = psprintf("%s_%.*s", name, end != NULL ? (int)(end - names) : (int)strlen(names), names);
                names = end;
            }
            (void)make_child(child, sub, psprintf("FOR VALUES WITH (MODULUS %d, REMAINDER %d)", n, i), true, NULL, i + 1);
        }
        return;
    }
    if (template == NULL)
    {
        (void)make_child(child, NULL, "DEFAULT", true, NULL, 1);
        return;
    }
    for (int place = 1; template != NULL && *template != '\0'; place++)
    {
        char *end = strchr(template, '\x1e'), *mid;

        if (end != NULL)
            *end = '\0';
        mid = strchr(template, '\x1f');
        if (mid == NULL)
            break;
        *mid = '\0';
        (void)make_child(child, *template != '\0' ? psprintf("%s_%s", name, template) : NULL, next_for_values(child, NULL, mid + 1, true), true, NULL, place);
        template = end != NULL ? end + 1 : NULL;
    }
}

/* --- moving rows ---------------------------------------------------------------------------------------------------- */

static char *plain_columns(Oid relid)
{
    char *list = value_of(psprintf("SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a"
                                   " WHERE a.attrelid OPERATOR(pg_catalog.=) %u AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped"
                                   " AND a.attgenerated OPERATOR(pg_catalog.=) ''::\"char\"", relid));

    return list;
}

/* Rows of the partitions go aside; put_back brings them to the table's partitions of that time. No trigger sees it. */
static void put_aside(Oid parent, List *children)
{
    StringInfoData sql;
    ListCell *lc;
    char *columns = plain_columns(parent);

    initStringInfo(&sql);
    foreach (lc, children)
        appendStringInfo(&sql, "%s SELECT %s FROM %s", sql.len > 0 ? " UNION ALL" : "", columns, full_name(lfirst_oid(lc)));
    run(psprintf("CREATE TEMPORARY TABLE pg_temp.\"oliphant moving\" AS%s", sql.data));
}

static void put_back(Oid parent)
{
    int nest = NewGUCNestLevel();
    char *columns = plain_columns(parent);

    (void)set_config_option("session_replication_role", "replica", PGC_SUSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
    run(psprintf("INSERT INTO %s (%s) SELECT %s FROM pg_temp.\"oliphant moving\"", full_name(parent), columns, columns));
    AtEOXact_GUC(true, nest);
    run("DROP TABLE pg_temp.\"oliphant moving\"");
}

static void forget_keys(Oid parent, Oid child)
{
    ListCell *lc;
    char *keys = value_of(psprintf("SELECT pg_catalog.string_agg(k.relid::pg_catalog.text, ' ') FROM sys.key_tables_ k WHERE k.table_relid OPERATOR(pg_catalog.=) %u", parent));
    List *tables = NIL;

    while (keys != NULL && *keys != '\0')
    {
        char *end;

        tables = lappend_oid(tables, (Oid)strtoul(keys, &end, 10));
        keys = end + strspn(end, " ");
    }
    foreach (lc, tables)
    {
        char *condition = value_of(psprintf("SELECT pg_catalog.string_agg(pg_catalog.format('k.%%1$I OPERATOR(pg_catalog.=) p.%%1$I', a.attname), ' AND ')"
                                            " FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) %u AND a.attnum OPERATOR(pg_catalog.>) 0", lfirst_oid(lc)));

        run(psprintf("DELETE FROM %s k USING %s p WHERE %s", full_name(lfirst_oid(lc)), full_name(child), condition));
    }
}

static void remember_keys(Oid parent, Oid child)
{
    char *keys = value_of(psprintf("SELECT pg_catalog.string_agg(k.relid::pg_catalog.text, ' ') FROM sys.key_tables_ k WHERE k.table_relid OPERATOR(pg_catalog.=) %u", parent));

    while (keys != NULL && *keys != '\0')
    {
        char *end;
        Oid key = (Oid)strtoul(keys, &end, 10);
        char *columns = plain_columns(key);

        run(psprintf("INSERT INTO %s (%s) SELECT %s FROM %s", full_name(key), columns, columns, full_name(child)));
        keys = end + strspn(end, " ");
    }
}

static void drop_child(Oid child)
{
    run(psprintf("DROP TABLE %s", full_name(child)));
}

/* --- the functions --------------------------------------------------------------------------------------------------- */

/* add_partition(table, name, bound, own subpartitions follow, in CREATE TABLE) */
OL_FUNCTION(ol_fn_add_partition)
{
    Oid parent = begin(fcinfo), child;
    char *name = text_arg(fcinfo, 1), *bound = text_arg(fcinfo, 2), *by = ol_pg_property(parent, "SUBPARTITION_BY");
    bool subs = flag_arg(fcinfo, 3), creating = flag_arg(fcinfo, 4);
    int place = list_length(partitions_of(parent)) + 1;

    if (!creating && ol_pg_property(parent, "INTERVAL") != NULL)
        ol_raise(OL_ERR_INTERVAL_ADD);
    if (strategy_of(parent, NULL) == PARTITION_STRATEGY_HASH)
    {
        /* one more of them: all rows are dealt out again */
        List *old = partitions_of(parent), *names = NIL;
        ListCell *lc;
        int n = list_length(old) + 1, i = 0;

        foreach (lc, old)
            names = lappend(names, name_of(lfirst_oid(lc)));
        if (name == NULL)
            name = generated_name(false);
        names = lappend(names, name);
        if (old != NIL)
            put_aside(parent, old);
        foreach (lc, old)
            drop_child(lfirst_oid(lc));
        foreach (lc, names)
        {
            child = make_child(parent, lfirst(lc), psprintf("FOR VALUES WITH (MODULUS %d, REMAINDER %d)", n, i), false, by, i + 1);
            if (by != NULL && !subs)
                apply_template(parent, child);
            i++;
        }
        if (old != NIL)
            put_back(parent);
    }
    else
    {
        if (bound == NULL)
            ol_raise(OL_ERR_MISSING_KEYWORD);
        child = make_child(parent, name, next_for_values(parent, name, bound, creating), false, by, place);
        if (by != NULL && !subs)
            apply_template(parent, child);
    }
    SPI_finish();
    PG_RETURN_VOID();
}

/* add_hash_partitions(table, names or NULL, number): at CREATE TABLE */
OL_FUNCTION(ol_fn_add_hash_partitions)
{
    Oid parent = begin(fcinfo);
    char *by = ol_pg_property(parent, "SUBPARTITION_BY");
    int n = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2), nnames = 0;
    Datum *names = NULL;

    if (!PG_ARGISNULL(1) && array_contains_nulls(PG_GETARG_ARRAYTYPE_P(1)))
        ol_raise(OL_ERR_ILLEGAL_ARGUMENT);
    if (!PG_ARGISNULL(1))
        deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &names, NULL, &nnames);
    if (n < 1 || n > 1024 * 1024)
        ol_raise(OL_ERR_INVALID_OPTION);
    for (int i = 0; i < n; i++)
    {
        char *name = i < nnames ? TextDatumGetCString(names[i]) : NULL;
        Oid child = make_child(parent, name != NULL && name[0] != '\0' ? name : NULL, psprintf("FOR VALUES WITH (MODULUS %d, REMAINDER %d)", n, i), false, by, i + 1);

        if (by != NULL)
            apply_template(parent, child);
    }
    SPI_finish();
    PG_RETURN_VOID();
}

/* add_subpartition(table, partition or NULL for the last, name, bound or NULL, modulus, remainder) */
OL_FUNCTION(ol_fn_add_subpartition)
{
    Oid root = begin(fcinfo), parent;
    char *partition = text_arg(fcinfo, 1), *name = text_arg(fcinfo, 2), *bound = text_arg(fcinfo, 3);

    parent = partition != NULL ? find_in(root, partition) : llast_oid(partitions_of(root));
    if (!OidIsValid(parent))
        ol_raise(OL_ERR_PARTITION_NOT_FOUND);
    if (get_rel_relkind(parent) != RELKIND_PARTITIONED_TABLE)
        ol_raise(OL_ERR_NOT_PARTITIONED);
    (void)make_child(parent, name,
                     bound != NULL ? next_for_values(parent, name, bound, true)
                                   : psprintf("FOR VALUES WITH (MODULUS %d, REMAINDER %d)", PG_GETARG_INT32(4), PG_GETARG_INT32(5)),
                     true, NULL, list_length(children_of(parent)) + 1);
    SPI_finish();
    PG_RETURN_VOID();
}

/* set_interval(table, Oracle's text, expression): NULL ends it */
OL_FUNCTION(ol_fn_set_interval)
{
    Oid parent = begin(fcinfo), hidden = hidden_of(parent);
    char *text = text_arg(fcinfo, 1), *expression = text_arg(fcinfo, 2), *name;
    int natts;

    if (strategy_of(parent, &natts) != PARTITION_STRATEGY_RANGE || natts != 1)
        ol_raise(OL_ERR_INVALID_OPTION);
    ol_pg_set_property(parent, "INTERVAL", text);
    ol_pg_set_property(parent, "INTERVAL_SQL", expression);
    if (text == NULL && OidIsValid(hidden))
        drop_child(hidden);
    else if (text != NULL && !OidIsValid(hidden))
    {
        bool none;

        if (top_bound(parent, &none, NULL) == NULL)
            ol_raise(OL_ERR_INTERVAL_MAXVALUE);
        name = free_name(parent, "interval");
        run(psprintf("CREATE TABLE %s PARTITION OF %s DEFAULT", quote_qualified_identifier(get_namespace_name(get_rel_namespace(parent)), name), full_name(parent)));
        hidden = get_relname_relid(name, get_rel_namespace(parent));
        ol_pg_set_property(hidden, "INTERVAL_ROWS", "YES");
        run(psprintf("CREATE TRIGGER interval_row BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION sys.interval_row()", full_name(hidden)));
    }
    SPI_finish();
    PG_RETURN_VOID();
}

/* drop_partition(table, name or NULL, values or NULL, subpartition) */
OL_FUNCTION(ol_fn_drop_partition)
{
    Oid parent = begin(fcinfo), child;
    char *name = text_arg(fcinfo, 1), *values = text_arg(fcinfo, 2);
    bool sub = flag_arg(fcinfo, 3);

    if (sub)
    {
        child = find_sub(parent, required(fcinfo, 1));
        if (!OidIsValid(child))
            ol_raise(OL_ERR_SUBPARTITION_NOT_FOUND);
    }
    else
        child = wanted(parent, name, values);
    forget_keys(parent, child);
    if (sub)
        parent = get_partition_parent(child, true);
    {
        PartitionBoundSpec *spec = bound_of(child);
        Oid next = InvalidOid;
        bool interval = ol_pg_property(parent, "INTERVAL") != NULL;

        if (list_length(partitions_of(parent)) <= 1)
            ol_raise(OL_ERR_PARTITION_LAST);
        if (spec->strategy == PARTITION_STRATEGY_HASH)
            ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "DROP PARTITION of a hash partition");
        if (spec->strategy == PARTITION_STRATEGY_RANGE && !spec->is_default)
        {
            Relation rel = table_open(parent, AccessShareLock);
            PartitionDesc desc = RelationGetPartitionDesc(rel, true);
            bool seen = false;
            int in_range = 0;

            for (int i = 0; i < desc->nparts; i++)
            {
                if (seen && !OidIsValid(next) && ol_pg_property(desc->oids[i], "INTERVAL_ROWS") == NULL)
                    next = desc->oids[i];
                seen |= desc->oids[i] == child;
                in_range += ol_pg_property(desc->oids[i], "INTERVAL_ROWS") == NULL && ol_pg_property(desc->oids[i], "BY_INTERVAL") == NULL;
            }
            table_close(rel, AccessShareLock);
            if (interval && in_range == 1 && ol_pg_property(child, "BY_INTERVAL") == NULL)
                ol_raise(OL_ERR_INTERVAL_LAST);
        }
        drop_child(child);
        if (OidIsValid(next) && ol_pg_property(next, "BY_INTERVAL") == NULL)
        {
            PartitionBoundSpec *its = bound_of(next);

            if (!its->is_default)
            {
                char *upper = get_range_partbound_string(its->upperdatums), *lower = get_range_partbound_string(spec->lowerdatums);

                run(psprintf("ALTER TABLE %s DETACH PARTITION %s", full_name(parent), full_name(next)));
                run(psprintf("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM %s TO %s", full_name(parent), full_name(next), lower, upper));
            }
        }
    }
    renumber(parent);
    SPI_finish();
    PG_RETURN_VOID();
}

/* truncate_partition(table, name or NULL, values or NULL, subpartition) */
OL_FUNCTION(ol_fn_truncate_partition)
{
    Oid parent = begin(fcinfo), child;
    bool sub = flag_arg(fcinfo, 3);

    child = sub ? find_sub(parent, required(fcinfo, 1)) : wanted(parent, text_arg(fcinfo, 1), text_arg(fcinfo, 2));
    if (!OidIsValid(child))
        ol_raise(OL_ERR_SUBPARTITION_NOT_FOUND);
    forget_keys(parent, child);
    run(psprintf("TRUNCATE TABLE %s", full_name(child)));
    SPI_finish();
    PG_RETURN_VOID();
}

/* rename_partition(table, from, to, values): subpartitions too */
OL_FUNCTION(ol_fn_rename_partition)
{
    Oid parent = begin(fcinfo), child;
    char *from = text_arg(fcinfo, 1), *to = required(fcinfo, 2), *values = text_arg(fcinfo, 3);
    bool sub = false;

    child = from != NULL ? find_in(parent, from) : wanted(parent, NULL, values);
    if (!OidIsValid(child) && from != NULL)
    {
        child = find_sub(parent, from);
        sub = true;
    }
    if (!OidIsValid(child))
        ol_raise(OL_ERR_PARTITION_NOT_FOUND);
    if (strcmp(name_of(child), to) == 0)
        ol_raise(OL_ERR_PARTITION_NAME_OTHER);
    if (OidIsValid(find_in(parent, to)) || OidIsValid(find_sub(parent, to)))
        ol_raise(OL_ERR_PARTITION_NAME_USED);
    run(psprintf("ALTER TABLE %s RENAME TO %s", full_name(child), quote_identifier(free_name(parent, to))));
    ol_pg_set_property(child, sub ? "SUBPARTITION" : "PARTITION", to);
    SPI_finish();
    PG_RETURN_VOID();
}

static char *names_item(ArrayType *names, int n)
{
    Datum *items;
    bool *nulls;
    int count;

    deconstruct_array(names, TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &count);
    return n < count && !nulls[n] ? TextDatumGetCString(items[n]) : NULL;
}

static char *list_of(PartitionBoundSpec *spec, const char *without)
{
    StringInfoData out;
    ListCell *lc;

    initStringInfo(&out);
    foreach (lc, spec->listdatums)
    {
        Const *c = lfirst_node(Const, lc);
        char *text = deparse_expression((Node *)c, NIL, false, false);

        if (without != NULL && (c->constisnull ? strstr(without, "NULL") != NULL : is_true(psprintf("SELECT %s IN (%s)", text, without))))
            continue;
        appendStringInfo(&out, "%s%s", out.len > 0 ? ", " : "", text);
    }
    return out.data;
}

/* split_partition(table, name or NULL, values or NULL, bound, names of the two) */
OL_FUNCTION(ol_fn_split_partition)
{
    Oid parent = begin(fcinfo), child = wanted(parent, text_arg(fcinfo, 1), text_arg(fcinfo, 2)), made[2];
    char *bound = required(fcinfo, 3), *by = ol_pg_property(parent, "SUBPARTITION_BY"), *old_name = name_of(child);
    ArrayType *names = names_arg(fcinfo, 4);
    PartitionBoundSpec *spec = bound_of(child);
    int place = place_of(child);
    const char *first, *second;
    char *name1 = names_item(names, 0), *name2 = names_item(names, 1);
    ListCell *lc;

    if (strategy_of(parent, NULL) == PARTITION_STRATEGY_RANGE)
    {
        char *lower;

        if (spec->is_default)
        {
            bool none;

            /* the default partition stands above all others */
            Oid self = child;
            Relation rel = table_open(parent, AccessShareLock);
            PartitionDesc desc = RelationGetPartitionDesc(rel, true);

            lower = NULL;
            for (int i = 0; i < desc->nparts; i++)
                if (desc->oids[i] != self && ol_pg_property(desc->oids[i], "INTERVAL_ROWS") == NULL)
                    lower = get_range_partbound_string(bound_of(desc->oids[i])->upperdatums);
            table_close(rel, AccessShareLock);
            none = lower == NULL;
            if (none)
            {
                int natts;

                (void)strategy_of(parent, &natts);
                lower = psprintf("(%s)", repeated("MINVALUE", natts));
            }
        }
        else
            lower = get_range_partbound_string(spec->lowerdatums);
        if ((strstr(lower, "MINVALUE") == NULL && !is_true(psprintf("SELECT ROW(%s) > ROW%s", bound, lower))) ||
            (!spec->is_default && strstr(get_range_partbound_string(spec->upperdatums), "MAXVALUE") == NULL &&
             !is_true(psprintf("SELECT ROW(%s) < ROW%s", bound, get_range_partbound_string(spec->upperdatums)))))
            ol_raise(OL_ERR_PARTITION_SPLIT_BOUND);
        first = psprintf("FOR VALUES FROM %s TO (%s)", lower, bound);
        second = spec->is_default ? "DEFAULT" : psprintf("FOR VALUES FROM (%s) TO %s", bound, get_range_partbound_string(spec->upperdatums));
    }
    else if (strategy_of(parent, NULL) == PARTITION_STRATEGY_LIST)
    {
        char *rest = spec->is_default ? NULL : list_of(spec, bound);

        if (rest != NULL && rest[0] == '\0')
            ol_raise(OL_ERR_SPLIT_ALL_VALUES);
        first = psprintf("FOR VALUES IN (%s)", bound);
        second = spec->is_default ? "DEFAULT" : psprintf("FOR VALUES IN (%s)", rest);
    }
    else
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "SPLIT PARTITION of a hash partition");
    if ((name1 != NULL && strcmp(name1, old_name) != 0 && OidIsValid(find_in(parent, name1))) ||
        (name2 != NULL && strcmp(name2, old_name) != 0 && OidIsValid(find_in(parent, name2))) || (name1 != NULL && name2 != NULL && strcmp(name1, name2) == 0))
        ol_raise(OL_ERR_PARTITION_EXISTS);
    put_aside(parent, list_make1_oid(child));
    drop_child(child);
    foreach (lc, partitions_of(parent))
        if (place_of(lfirst_oid(lc)) > place)
            ol_pg_set_property(lfirst_oid(lc), "POS", psprintf("%d", place_of(lfirst_oid(lc)) + 1));
    made[0] = make_child(parent, name1, first, false, by, place);
    made[1] = make_child(parent, name2, second, false, by, place + 1);
    for (int i = 0; i < 2 && by != NULL; i++)
        apply_template(parent, made[i]);
    put_back(parent);
    renumber(parent);
    SPI_finish();
    PG_RETURN_VOID();
}

/* merge_partitions(table, names, new name or NULL) */
OL_FUNCTION(ol_fn_merge_partitions)
{
    Oid parent = begin(fcinfo), child;
    ArrayType *names = names_arg(fcinfo, 1);
    char *name = text_arg(fcinfo, 2), *by = ol_pg_property(parent, "SUBPARTITION_BY");
    const char *for_values;
    char strategy = strategy_of(parent, NULL);
    List *old = NIL;
    ListCell *lc;
    bool all_default = false;
    int place = 0;

    for (int i = 0; names_item(names, i) != NULL; i++)
        old = list_append_unique_oid(old, wanted(parent, names_item(names, i), NULL));
    if (list_length(old) < 2)
        ol_raise(OL_ERR_PARTITION_NAME_OTHER);
    list_sort(old, by_place);
    place = place_of(linitial_oid(old));
    foreach (lc, old)
        all_default |= bound_of(lfirst_oid(lc))->is_default;
    if (strategy == PARTITION_STRATEGY_RANGE)
    {
        int at = place;

        foreach (lc, old)
            if (place_of(lfirst_oid(lc)) != at++)
                ol_raise(OL_ERR_PARTITION_NOT_ADJACENT);
        for_values = all_default ? "DEFAULT"
                                 : psprintf("FOR VALUES FROM %s TO %s", get_range_partbound_string(bound_of(linitial_oid(old))->lowerdatums),
                                            get_range_partbound_string(bound_of(llast_oid(old))->upperdatums));
    }
    else if (strategy == PARTITION_STRATEGY_LIST)
    {
        StringInfoData values;

        initStringInfo(&values);
        foreach (lc, old)
            appendStringInfo(&values, "%s%s", values.len > 0 ? ", " : "", list_of(bound_of(lfirst_oid(lc)), NULL));
        for_values = all_default ? "DEFAULT" : psprintf("FOR VALUES IN (%s)", values.data);
    }
    else
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "MERGE PARTITIONS of hash partitions");
    put_aside(parent, old);
    foreach (lc, old)
        drop_child(lfirst_oid(lc));
    if (name != NULL && OidIsValid(find_in(parent, name)))
        ol_raise(OL_ERR_PARTITION_EXISTS);
    child = make_child(parent, name, for_values, false, by, place);
    if (by != NULL)
        apply_template(parent, child);
    put_back(parent);
    renumber(parent);
    SPI_finish();
    PG_RETURN_VOID();
}

/* exchange_partition(table, name or NULL, values or NULL, other table) */
OL_FUNCTION(ol_fn_exchange_partition)
{
    Oid parent = begin(fcinfo), child = wanted(parent, text_arg(fcinfo, 1), text_arg(fcinfo, 2)), other = PG_ARGISNULL(3) ? InvalidOid : PG_GETARG_OID(3);
    char *for_values, *check, *child_name = get_rel_name(child), *other_name = get_rel_name(other), *high, *pos, *name, *interval;
    Oid child_space = get_rel_namespace(child), other_space = get_rel_namespace(other);

    if (!OidIsValid(other) || !pg_class_ownercheck(other, GetUserId()))
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    if (get_rel_relkind(other) != get_rel_relkind(child) || get_rel_relispartition(other) || ol_pg_is_temporary(other))
        ol_raise(OL_ERR_EXCHANGE_NOT_TABLE);
    check = value_of(psprintf("SELECT pg_catalog.count(*) FILTER (WHERE a.attrelid OPERATOR(pg_catalog.=) %u) OPERATOR(pg_catalog.=) pg_catalog.count(*) FILTER (WHERE"
                              " a.attrelid OPERATOR(pg_catalog.=) %u) FROM pg_catalog.pg_attribute a WHERE a.attrelid IN (%u, %u) AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped",
                              child, other, child, other));
    if (check == NULL || check[0] != 't')
        ol_raise(OL_ERR_EXCHANGE_COLUMNS);
    /* the same types in the same order; names may differ in Oracle, here they must not */
    if (!is_true(psprintf("SELECT (SELECT pg_catalog.array_agg(ROW(a.attname, a.atttypid, a.atttypmod)::pg_catalog.text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a"
                          " WHERE a.attrelid OPERATOR(pg_catalog.=) %u AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped) OPERATOR(pg_catalog.=)"
                          " (SELECT pg_catalog.array_agg(ROW(a.attname, a.atttypid, a.atttypmod)::pg_catalog.text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a"
                          " WHERE a.attrelid OPERATOR(pg_catalog.=) %u AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped)", child, other)))
        ol_raise(OL_ERR_EXCHANGE_MISMATCH);
    check = value_of(psprintf("SELECT pg_catalog.pg_get_partition_constraintdef(%u)", child));
    if (check != NULL && value_of(psprintf("SELECT 1 FROM %s WHERE NOT (%s) LIMIT 1", full_name(other), check)) != NULL)
        ol_raise(OL_ERR_EXCHANGE_ROW);
    for_values = value_of(psprintf("SELECT pg_catalog.pg_get_expr(c.relpartbound, c.oid) FROM pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) %u", child));
    high = ol_pg_property(child, "HIGH");
    pos = ol_pg_property(child, "POS");
    name = ol_pg_property(child, "PARTITION");
    interval = ol_pg_property(child, "BY_INTERVAL");
    forget_keys(parent, child);
    run(psprintf("ALTER TABLE %s DETACH PARTITION %s", full_name(parent), full_name(child)));
    run(psprintf("ALTER TABLE %s RENAME TO \"oliphant moving\"", full_name(other)));
    run(psprintf("ALTER TABLE %s RENAME TO %s", full_name(child), quote_identifier(other_name)));
    run(psprintf("ALTER TABLE %s RENAME TO %s", full_name(other), quote_identifier(child_name)));
    if (child_space != other_space)
    {
        run(psprintf("ALTER TABLE %s SET SCHEMA %s", full_name(child), quote_identifier(get_namespace_name(other_space))));
        run(psprintf("ALTER TABLE %s SET SCHEMA %s", full_name(other), quote_identifier(get_namespace_name(child_space))));
    }
    ol_pg_set_property(child, "PARTITION", NULL);
    ol_pg_set_property(child, "HIGH", NULL);
    ol_pg_set_property(child, "POS", NULL);
    ol_pg_set_property(child, "BY_INTERVAL", NULL);
    run(psprintf("ALTER TABLE %s ATTACH PARTITION %s %s", full_name(parent), full_name(other), for_values));
    ol_pg_set_property(other, "PARTITION", name);
    ol_pg_set_property(other, "HIGH", high);
    ol_pg_set_property(other, "POS", pos);
    ol_pg_set_property(other, "BY_INTERVAL", interval);
    remember_keys(parent, other);
    SPI_finish();
    PG_RETURN_VOID();
}

/* modify_partition_values(table, name, values, add): a list partition's values */
OL_FUNCTION(ol_fn_modify_partition_values)
{
    Oid parent = begin(fcinfo), child = wanted(parent, text_arg(fcinfo, 1), NULL);
    PartitionBoundSpec *spec = bound_of(child);
    char *values = required(fcinfo, 2), *list;

    if (strategy_of(parent, NULL) != PARTITION_STRATEGY_LIST || spec->is_default)
        ol_raise(OL_ERR_INVALID_OPTION);
    if (flag_arg(fcinfo, 3))
        list = psprintf("%s, %s", list_of(spec, NULL), values);
    else
    {
        list = list_of(spec, values);
        if (list[0] == '\0')
            ol_raise(OL_ERR_SPLIT_ALL_VALUES);
    }
    run(psprintf("ALTER TABLE %s DETACH PARTITION %s", full_name(parent), full_name(child)));
    run(psprintf("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN (%s)", full_name(parent), full_name(child), list));
    ol_pg_set_property(child, "HIGH", shown_bound(parent, bound_of(child)));
    SPI_finish();
    PG_RETURN_VOID();
}

/* --- intervals ----------------------------------------------------------------------------------------------------- */

static List *waiting; /* tables whose hidden partition got rows in this transaction; in TopMemoryContext */
static bool hooked;

static void at_end(XactEvent event, void *arg)
{
    if (event == XACT_EVENT_ABORT)
    {
        list_free(waiting);
        waiting = NIL;
    }
}

OL_FUNCTION(ol_fn_interval_row)
{
    TriggerData *td = (TriggerData *)fcinfo->context;
    Oid parent;

    if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BEFORE(td->tg_event) || !TRIGGER_FIRED_FOR_ROW(td->tg_event))
        ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED), errmsg("sys.interval_row is a trigger function BEFORE INSERT FOR EACH ROW")));
    parent = get_partition_parent(RelationGetRelid(td->tg_relation), true);
    {
        HeapTuple tuple = SearchSysCache1(PARTRELID, ObjectIdGetDatum(parent));
        AttrNumber attno = ((Form_pg_partitioned_table)GETSTRUCT(tuple))->partattrs.values[0];
        bool isnull;

        ReleaseSysCache(tuple);
        attno = get_attnum(RelationGetRelid(td->tg_relation), get_attname(parent, attno, false));
        (void)heap_getattr(td->tg_trigtuple, attno, RelationGetDescr(td->tg_relation), &isnull);
        if (isnull)
            ol_raise(OL_ERR_PARTITION_CHECK);
    }
    if (!hooked)
    {
        RegisterXactCallback(at_end, NULL);
        hooked = true;
    }
    if (!list_member_oid(waiting, parent))
    {
        MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);

        waiting = lappend_oid(waiting, parent);
        MemoryContextSwitchTo(old);
    }
    return PointerGetDatum(td->tg_trigtuple);
}

bool ol_partition_waiting(void)
{
    return waiting != NIL;
}

/* The bounds of the interval a value is in: what, counted from the last bound that was written. */
static bool interval_around(Oid parent, const char *key, const char *hidden, char **low, char **high)
{
    char *step = ol_pg_property(parent, "INTERVAL_SQL");
    Oid top = InvalidOid;
    ListCell *lc;
    char *base = NULL, *row;
    Oid type, collation;
    int32 typmod;

    /* the transition point: the highest bound of a partition that was made by name */
    foreach (lc, partitions_of(parent))
        if (ol_pg_property(lfirst_oid(lc), "BY_INTERVAL") == NULL)
            top = lfirst_oid(lc);
    if (!OidIsValid(top) || step == NULL || bound_of(top)->is_default)
        return false;
    base = get_range_partbound_string(bound_of(top)->upperdatums);
    get_atttypetypmodcoll(parent, get_attnum(parent, key), &type, &typmod, &collation);
    if (type == NUMERICOID)
        row = value_of(psprintf("SELECT (b + pg_catalog.floor((v - b) / i) * i)::pg_catalog.text || ' ' || (b + (pg_catalog.floor((v - b) / i) + 1) * i)::pg_catalog.text"
                                " FROM (SELECT %s AS v, (%s)::numeric AS b, (%s)::numeric AS i FROM ONLY %s LIMIT 1) q", quote_identifier(key), base, step, hidden));
    else
        row = value_of(psprintf(
            "SELECT (b + k * i)::timestamp::pg_catalog.text || '|' || (b + (k + 1) * i)::timestamp::pg_catalog.text FROM (SELECT v, b, i, e + CASE WHEN extract(year from i) * 12"
            " + extract(month from i) > 0 THEN pg_catalog.floor(((extract(year from v) - extract(year from b)) * 12 + extract(month from v) - extract(month from b))"
            " / (extract(year from i) * 12 + extract(month from i))) ELSE pg_catalog.floor(extract(epoch from v - b) / extract(epoch from i)) END::float8 AS k"
            " FROM (SELECT %s::timestamp AS v, %s::timestamp AS b, (%s)::interval AS i FROM ONLY %s LIMIT 1) q, pg_catalog.generate_series(-1, 1) e) k"
            " WHERE b + k * i <= v AND b + (k + 1) * i > v",
            quote_identifier(key), base, step, hidden));
    if (row == NULL)
        return false;
    *low = row;
    *high = strchr(row, type == NUMERICOID ? ' ' : '|');
    *(*high)++ = '\0';
    return true;
}

static void settle(Oid parent)
{
    Oid hidden = hidden_of(parent), child;
    char *key, *by = ol_pg_property(parent, "SUBPARTITION_BY");
    HeapTuple tuple;
    AttrNumber attno;

    if (!OidIsValid(hidden) || !ConditionalLockRelationOid(hidden, AccessExclusiveLock))
        return;
    tuple = SearchSysCache1(PARTRELID, ObjectIdGetDatum(parent));
    attno = ((Form_pg_partitioned_table)GETSTRUCT(tuple))->partattrs.values[0];
    ReleaseSysCache(tuple);
    key = get_attname(parent, attno, false);
    for (int guard = 0; guard < 100000 && value_of(psprintf("SELECT 1 FROM ONLY %s LIMIT 1", full_name(hidden))) != NULL; guard++)
    {
        char *low, *high, *columns = plain_columns(parent);
        int nest;

        if (!interval_around(parent, key, full_name(hidden), &low, &high))
            break;
        nest = NewGUCNestLevel();
        (void)set_config_option("session_replication_role", "replica", PGC_SUSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
        run(psprintf("CREATE TEMPORARY TABLE pg_temp.\"oliphant moving\" AS SELECT %s FROM ONLY %s WHERE %s >= '%s' AND %s < '%s'", columns, full_name(hidden),
                     quote_identifier(key), low, quote_identifier(key), high));
        run(psprintf("DELETE FROM ONLY %s WHERE %s >= '%s' AND %s < '%s'", full_name(hidden), quote_identifier(key), low, quote_identifier(key), high));
        AtEOXact_GUC(true, nest);
        child = make_child(parent, NULL, psprintf("FOR VALUES FROM ('%s') TO ('%s')", low, high), false, by, 0);
        ol_pg_set_property(child, "BY_INTERVAL", "YES");
        if (by != NULL)
            apply_template(parent, child);
        put_back(parent);
    }
    renumber(parent);
}

void ol_partition_settle(void)
{
    List *tables = waiting;
    ListCell *lc;
    Oid user;
    int context;

    waiting = NIL;
    GetUserIdAndSecContext(&user, &context);
    SetUserIdAndSecContext(BOOTSTRAP_SUPERUSERID, context | SECURITY_LOCAL_USERID_CHANGE);
    if (SPI_connect() != SPI_OK_CONNECT)
        elog(ERROR, "SPI_connect failed");
    PushActiveSnapshot(GetTransactionSnapshot());
    foreach (lc, tables)
    {
        Oid parent = lfirst_oid(lc);

        if (ConditionalLockRelationOid(parent, AccessExclusiveLock) && SearchSysCacheExists1(RELOID, ObjectIdGetDatum(parent)))
        {
            /* what is made belongs to the table's owner */
            HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(parent));
            Oid owner = ((Form_pg_class)GETSTRUCT(tuple))->relowner;

            ReleaseSysCache(tuple);
            SetUserIdAndSecContext(owner, context | SECURITY_LOCAL_USERID_CHANGE);
            settle(parent);
            SetUserIdAndSecContext(BOOTSTRAP_SUPERUSERID, context | SECURITY_LOCAL_USERID_CHANGE);
        }
    }
    PopActiveSnapshot();
    SPI_finish();
    SetUserIdAndSecContext(user, context);
    list_free(tables);
}
