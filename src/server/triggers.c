/*
 * triggers.c - triggers in PL/SQL: rows of pg_trigger that call sys.fire_trigger(), so that they fire for every session.
 *
 * A trigger is a unit of kind TRIGGER (units.c) and one pg_trigger row, or several for a compound trigger: one for each point. The
 * arguments of the row name the unit, and so travel in a dump. It runs with the rights of its owner, who is its schema.
 *
 * Compound triggers have their variables for one execution of the triggering statement: made at its BEFORE STATEMENT point,
 * which every compound trigger has a row for, gone after AFTER STATEMENT or with the subtransaction an error undoes.
 *
 * Differences: AFTER ... EACH ROW points run when the statement has changed all its rows, as PostgreSQL has it.
 *
 * See also:  vm/vm_trigger.c (running one), plc/compile_trigger.c, units.c
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/relation.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "parser/parse_func.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "server/execute.h"
#include "server/session.h"
#include "server/triggers.h"
#include "server/units.h"

/* --- whose rows are ours ------------------------------------------------------------------------------------------------ */

static bool own_ddl; /* rows of pg_trigger are dropped because they are made anew */

static Oid sys_function(const char *name)
{
    return LookupFuncName(list_make2(makeString(pstrdup("sys")), makeString(pstrdup(name))), 0, NULL, true);
}

static Oid fire_function(void)
{
    return sys_function("fire_trigger");
}

/* The unit a row of pg_trigger names; false: none. Strings in the current memory context. */
static bool unit_of(HeapTuple tuple, TupleDesc desc, char **owner, char **name)
{
    bool isnull;
    Datum args = heap_getattr(tuple, Anum_pg_trigger_tgargs, desc, &isnull);
    bytea *bytes;
    const char *s;
    int n;
    int first;

    if (isnull || ((Form_pg_trigger)GETSTRUCT(tuple))->tgnargs != 2)
    {
        return false;
    }
    bytes = DatumGetByteaPP(args);
    s = VARDATA_ANY(bytes);
    n = (int)VARSIZE_ANY_EXHDR(bytes);
    first = (int)strnlen(s, n);
    if (first + 1 >= n || first + 1 + (int)strnlen(s + first + 1, n - first - 1) >= n)
    {
        return false;
    }
    *owner = pstrdup(s);
    *name = pstrdup(s + first + 1);
    return true;
}

typedef struct Row
{
    Oid relid;
    char *name; /* tgname */
    char enabled;
} Row;

/* The pg_trigger rows of a unit. */
static List *rows_of(const char *owner, const char *name)
{
    Oid function = fire_function();
    Relation rel = table_open(TriggerRelationId, AccessShareLock);
    SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, NULL, 0, NULL);
    List *rows = NIL;
    HeapTuple tuple;

    while (HeapTupleIsValid(tuple = systable_getnext(scan)))
    {
        Form_pg_trigger form = (Form_pg_trigger)GETSTRUCT(tuple);
        char *o;
        char *n;

        if (form->tgfoid == function && unit_of(tuple, RelationGetDescr(rel), &o, &n) && strcmp(o, owner) == 0 && strcmp(n, name) == 0)
        {
            Row *row = palloc(sizeof *row);

            row->relid = form->tgrelid;
            row->name = pstrdup(NameStr(form->tgname));
            row->enabled = form->tgenabled;
            rows = lappend(rows, row);
        }
    }
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    return rows;
}

static const char *relation_text(Oid relid)
{
    return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)), get_rel_name(relid));
}

static void execute(const char *sql)
{
    if (SPI_connect() != SPI_OK_CONNECT)
    {
        elog(ERROR, "SPI_connect failed");
    }
    PushActiveSnapshot(GetTransactionSnapshot());
    if (SPI_execute(sql, false, 0) < 0)
    {
        elog(ERROR, "%s failed", sql);
    }
    PopActiveSnapshot();
    SPI_finish();
    CommandCounterIncrement();
}

static void drop_rows(List *rows)
{
    ListCell *lc;

    own_ddl = true;
    PG_TRY();
    {
        foreach (lc, rows)
        {
            Row *row = lfirst(lc);

            execute(psprintf("DROP TRIGGER %s ON %s", quote_identifier(row->name), relation_text(row->relid)));
        }
    }
    PG_FINALLY();
    {
        own_ddl = false;
    }
    PG_END_TRY();
}

static void enable_row(Oid relid, const char *name, bool enable)
{
    Relation rel = relation_open(relid, ShareRowExclusiveLock);

    EnableDisableTrigger(rel, name, enable ? TRIGGER_FIRES_ON_ORIGIN : TRIGGER_DISABLED, false, ShareRowExclusiveLock);
    relation_close(rel, NoLock);
    CommandCounterIncrement();
}

static void enable_rows(List *rows, bool enable)
{
    ListCell *lc;

    foreach (lc, rows)
    {
        Row *row = lfirst(lc);

        enable_row(row->relid, row->name, enable);
    }
}

/* --- DDL -------------------------------------------------------------------------------------------------------------------- */

static const char *const point_suffix[OL_POINT_COUNT] = {"#bs", "#br", "#ar", "#as", "#io"};
static const char *const point_word[OL_POINT_COUNT] = {"BEFORE", "BEFORE", "AFTER", "AFTER", "INSTEAD OF"};
static const char *const point_each[OL_POINT_COUNT] = {"STATEMENT", "ROW", "ROW", "STATEMENT", "ROW"};

static char *pg_text(OlStr oracle)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    OlStr s = ol_name_to_pg(arena, oracle);

    return pnstrdup(s.s, s.n);
}

/* "INSERT OR UPDATE OF a, b" */
static char *events_text(OlPlTrigger *t, const OlRelation *rel, bool columns)
{
    StringInfoData s;

    initStringInfo(&s);
    for (int i = 0; i < t->events.n; i++)
    {
        OlPlTriggerEvent *e = OL_ITEM(PlTriggerEvent, t->events, i);

        if (!ol_str_eq_c(e->name, "INSERT") && !ol_str_eq_c(e->name, "UPDATE") && !ol_str_eq_c(e->name, "DELETE"))
        {
            ol_raise(OL_ERR_TRIGGER_TYPE);
        }
        appendStringInfo(&s, "%s%.*s", i > 0 ? " OR " : "", OL_STR_ARG(e->name));
        for (int k = 0; k < e->columns.n; k++)
        {
            const OlRelColumn *found = NULL;

            for (int j = 0; j < rel->ncolumns; j++)
            {
                if (ol_str_eq(rel->columns[j].name, e->columns.items[k].text))
                {
                    found = &rel->columns[j];
                }
            }
            if (found == NULL)
            {
                ol_raise(OL_ERR_INVALID_IDENTIFIER, psprintf("\"%.*s\"", OL_STR_ARG(e->columns.items[k].text)));
            }
            if (columns)
            {
                appendStringInfo(&s, "%s%s", k == 0 ? " OF " : ", ", quote_identifier(pnstrdup(found->pg_name.s, found->pg_name.n)));
            }
        }
    }
    return s.data;
}

/* The name its rows begin with: after those of the triggers it follows, because PostgreSQL fires by name. */
static char *base_name(OlPlTrigger *t, const char *schema, const char *name)
{
    char *base = pg_text(ol_str(name));

    for (int i = 0; i < t->options.n; i++)
    {
        OlOption *o = OL_ITEM(Option, t->options, i);

        if (!ol_str_eq_c(o->name, "FOLLOWS"))
        {
            ol_unsupported(psprintf("trigger %.*s", OL_STR_ARG(o->name)));
        }
        for (int k = 0; k < o->items.n; k++)
        {
            OlObjectName *on = OL_ITEM(ObjectName, o->items, k);
            OlStr last = on->names.items[on->names.n - 1].text;
            const char *in = on->names.n > 1 ? pnstrdup(on->names.items[0].text.s, on->names.items[0].text.n) : schema;
            char *other = pnstrdup(last.s, last.n);
            List *rows = rows_of(in, other);
            ListCell *lc;

            if (rows == NIL)
            {
                ol_raise(OL_ERR_TRIGGER_NOT_FOUND, other);
            }
            foreach (lc, rows)
            {
                char *before = ((Row *)lfirst(lc))->name;
                char *hash = strchr(before, '#');

                if (hash != NULL)
                {
                    *hash = '\0';
                }
                if (strcmp(base, before) <= 0)
                {
                    base = psprintf("%s~%s", before, pg_text(ol_str(name)));
                }
            }
        }
    }
    if (strlen(base) > NAMEDATALEN - 5)
    {
        ol_raise(OL_ERR_FEATURE_UNSUPPORTED, "name of a trigger longer than 59 bytes");
    }
    return base;
}

static const OlRelation *trigger_relation(OlPlTrigger *t, const char *schema)
{
    OlObjectName *on;
    const OlCatalog *catalog = ol_pg_catalog();
    const OlRelation *rel = NULL;
    OlDiag diag;

    if (t->on_kind != OL_OBJ_TABLE || t->on == NULL)
    {
        ol_unsupported(t->on_kind == OL_OBJ_DATABASE ? "trigger ON DATABASE" : "trigger ON SCHEMA");
    }
    if (t->nested_column.text.n > 0)
    {
        ol_unsupported("trigger ON NESTED TABLE");
    }
    on = OL_AS(ObjectName, t->on);
    ol_diag_init(&diag);
    if (catalog->find_relation(catalog->ctx, ol_pg_arena_new(CurrentMemoryContext),
                               on->names.n > 1 ? on->names.items[0].text : ol_str(schema), on->names.items[on->names.n - 1].text, &rel,
                               &diag) != OL_OK)
    {
        ol_ereport(&diag);
    }
    if (rel == NULL)
    {
        ol_raise(OL_ERR_TABLE_NOT_FOUND);
    }
    return rel;
}

static void make_rows(OlPlTrigger *t, const char *schema, const char *name, OlTri state)
{
    static const OlTimingPoint simple[2][3] = {{OL_POINT_BEFORE_STATEMENT, OL_POINT_AFTER_STATEMENT, OL_POINT_INSTEAD_OF_ROW},
                                               {OL_POINT_BEFORE_ROW, OL_POINT_AFTER_ROW, OL_POINT_INSTEAD_OF_ROW}};
    const OlRelation *rel = trigger_relation(t, schema);
    bool view = rel->kind == OL_OBJ_VIEW;
    bool points[OL_POINT_COUNT] = {false};
    bool compound = t->timing == OL_TRIGGER_COMPOUND;
    List *old = rows_of(schema, name);
    bool disabled = state == OL_UNSAID ? t->enable == OL_NO : state == OL_NO;
    char *base;
    const char *on;
    Oid relid = rel->oid;

    if (compound)
    {
        points[OL_POINT_BEFORE_STATEMENT] = points[OL_POINT_AFTER_STATEMENT] = true;
        for (int i = 0; i < t->sections.n; i++)
        {
            points[OL_ITEM(PlTimingSection, t->sections, i)->point] = true;
        }
    }
    else
    {
        points[simple[t->for_each_row][t->timing]] = true;
    }
    if (view && (points[OL_POINT_BEFORE_ROW] || points[OL_POINT_AFTER_ROW] || (!compound && !points[OL_POINT_INSTEAD_OF_ROW])))
    {
        ol_raise(OL_ERR_TRIGGER_ON_VIEW);
    }
    if (!view && points[OL_POINT_INSTEAD_OF_ROW])
    {
        ol_raise(OL_ERR_TRIGGER_INSTEAD_OF);
    }
    base = base_name(t, schema, name);
    on = relation_text(relid);
    drop_rows(old);
    for (int p = 0; p < OL_POINT_COUNT; p++)
    {
        char *row = compound ? psprintf("%s%s", base, point_suffix[p]) : base;

        if (!points[p])
        {
            continue;
        }
        execute(psprintf("CREATE TRIGGER %s %s %s ON %s FOR EACH %s EXECUTE FUNCTION sys.fire_trigger(%s, %s)", quote_identifier(row),
                         point_word[p], events_text(t, rel, p != OL_POINT_INSTEAD_OF_ROW), on, point_each[p], quote_literal_cstr(schema),
                         quote_literal_cstr(name)));
        if (disabled)
        {
            enable_row(relid, row, false);
        }
    }
}

static OlPlTrigger *parse_trigger(OlArena *arena, const char *source)
{
    OlParsed parsed;
    OlDiag diag;
    OlCreateUnit *u;

    ol_diag_init(&diag);
    if (ol_parse_statement(arena, ol_str(psprintf("CREATE %s", source)), 0, &parsed, &diag) != OL_OK)
    {
        ol_ereport(&diag);
    }
    u = OL_AS(CreateUnit, parsed.node);
    if (u->unit == NULL && u->header == NULL)
    {
        /* the error is in what stands before the body: no trigger comes of it */
        ol_diag_init(&diag);
        (void)ol_diag_set_text(&diag, OL_ERR_PLSQL_COMPILE, (int)u->error_pos, pnstrdup(u->error_text.s, u->error_text.n));
        if (u->error_text.n > 11 && memcmp(u->error_text.s, "ORA-", 4) == 0)
        {
            uint64_t number = 0;

            (void)ol_parse_u64(ol_str_n(u->error_text.s + 4, 5), &number);
            ol_raise_text(ol_error_by_number(OL_FAC_ORA, (int)number), "%.*s", (int)u->error_text.n - 11, u->error_text.s + 11);
        }
        ol_ereport(&diag);
    }
    return OL_AS(PlTrigger, u->unit != NULL ? u->unit : u->header);
}

static void create_trigger(const OlCreateUnit *u)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    char *schema;
    char *name;
    char *source = pnstrdup(u->source.s, u->source.n);
    char *old;
    OlPlTrigger *t;
    OlPlcResult result;
    OlDiag diag;
    List *rows;

    ol_units_names(u->name, &schema, &name);
    ol_units_check_right(schema);
    t = parse_trigger(arena, source);
    rows = rows_of(schema, name);
    if (!u->or_replace && (rows != NIL || ol_units_read(schema, name, OL_OBJ_TRIGGER, &old)))
    {
        if (u->if_not_exists)
        {
            return;
        }
        ol_raise(OL_ERR_TRIGGER_EXISTS, name);
    }
    if (rows != NIL && ((Row *)linitial(rows))->relid != trigger_relation(t, schema)->oid)
    {
        ol_raise(OL_ERR_TRIGGER_OTHER_TABLE, name);
    }
    ol_units_try(schema, source, &result, &diag);
    if (result.program == NULL && result.refused != OL_ERR_NONE)
    {
        ol_raise(result.refused);
    }
    make_rows(t, schema, name, OL_UNSAID);
    ol_units_store(schema, name, OL_OBJ_TRIGGER, source);
}

static void rename_trigger(const char *schema, const char *name, const OlAlterUnit *a, char *source)
{
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    char *text = psprintf("CREATE %s", source);
    char *to = pnstrdup(a->rename_to.text.s, a->rename_to.text.n);
    char *old;
    OlParsed parsed;
    OlDiag diag;
    OlObjectName *on;
    const OlName *last;
    bool plain;
    OlPlTrigger *t;
    List *rows = rows_of(schema, name);
    bool disabled = rows != NIL && ((Row *)linitial(rows))->enabled == TRIGGER_DISABLED;

    if (ol_units_read(schema, to, OL_OBJ_TRIGGER, &old))
    {
        ol_raise(OL_ERR_TRIGGER_EXISTS, to);
    }
    ol_diag_init(&diag);
    if (ol_parse_statement(arena, ol_str(text), OL_PARSE_UNIT_TEXT_ONLY, &parsed, &diag) != OL_OK)
    {
        ol_ereport(&diag);
    }
    on = OL_AS(ObjectName, OL_AS(CreateUnit, parsed.node)->name);
    last = &on->names.items[on->names.n - 1];
    plain = to[0] >= 'A' && to[0] <= 'Z' && to[strspn(to, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$#")] == '\0';
    source = psprintf("%.*s%s%s%s%s", (int)(last->start - 7), text + 7, plain ? "" : "\"", to, plain ? "" : "\"", text + on->node.end);
    t = parse_trigger(arena, source);
    drop_rows(rows);
    (void)ol_units_remove(schema, name, OL_OBJ_TRIGGER);
    make_rows(t, schema, to, disabled ? OL_NO : OL_YES);
    ol_units_store(schema, to, OL_OBJ_TRIGGER, source);
}

static void alter_trigger(const OlAlterUnit *a)
{
    char *schema;
    char *name;
    char *source;

    ol_units_names(a->name, &schema, &name);
    if (!ol_units_read(schema, name, OL_OBJ_TRIGGER, &source))
    {
        ol_raise(OL_ERR_TRIGGER_NOT_FOUND, name);
    }
    ol_units_check_right(schema);
    if (a->rename_to.text.n > 0)
    {
        rename_trigger(schema, name, a, source);
    }
    else if (a->enable != OL_UNSAID)
    {
        enable_rows(rows_of(schema, name), a->enable == OL_YES);
    }
    else if (a->compile)
    {
        ol_units_compile(schema, name, OL_OBJ_TRIGGER, source);
    }
    else
    {
        ol_unsupported("ALTER TRIGGER");
    }
}

static void drop_trigger(const OlDrop *d)
{
    char *schema;
    char *name;
    List *rows;

    ol_units_names(d->name, &schema, &name);
    ol_units_check_right(schema);
    rows = rows_of(schema, name);
    drop_rows(rows);
    if (!ol_units_remove(schema, name, OL_OBJ_TRIGGER) && rows == NIL && !d->if_exists)
    {
        ol_raise(OL_ERR_TRIGGER_NOT_FOUND, name);
    }
}

bool ol_trigger_ddl(OlStr text, const OlNode *node)
{
    if (OL_IS(CreateUnit, node) && OL_AS(CreateUnit, node)->kind == OL_OBJ_TRIGGER)
    {
        create_trigger(OL_AS(CreateUnit, node));
        return true;
    }
    if (OL_IS(AlterUnit, node) && OL_AS(AlterUnit, node)->kind == OL_OBJ_TRIGGER)
    {
        alter_trigger(OL_AS(AlterUnit, node));
        return true;
    }
    if (OL_IS(Drop, node) && OL_AS(Drop, node)->kind == OL_OBJ_TRIGGER)
    {
        drop_trigger(OL_AS(Drop, node));
        return true;
    }
    return false;
}

/* ALTER TABLE .. ENABLE | DISABLE ALL TRIGGERS: those people made, not what keeps a column's DEFAULT ON NULL. */
OL_FUNCTION(ol_fn_enable_triggers)
{
    Oid relid = PG_GETARG_OID(0);
    bool enable = PG_GETARG_BOOL(1);
    Oid on_null = sys_function("default_on_null");
    Relation rel;
    List *names = NIL;
    ListCell *lc;

    if (!pg_class_ownercheck(relid, GetUserId()))
    {
        ol_raise(OL_ERR_INSUFFICIENT_PRIVILEGES);
    }
    rel = relation_open(relid, ShareRowExclusiveLock);
    for (int i = 0; rel->trigdesc != NULL && i < rel->trigdesc->numtriggers; i++)
    {
        const Trigger *t = &rel->trigdesc->triggers[i];

        if (!t->tgisinternal && t->tgfoid != on_null)
        {
            names = lappend(names, pstrdup(t->tgname));
        }
    }
    relation_close(rel, NoLock);
    foreach (lc, names)
    {
        enable_row(relid, lfirst(lc), enable);
    }
    PG_RETURN_VOID();
}

/* For the dictionary: what the source of a trigger says. NULLs when it does not parse that far. */
OL_FUNCTION(ol_fn_trigger_info)
{
    enum
    {
        INFO_TYPE,
        INFO_EVENTS,
        INFO_REFERENCING,
        INFO_WHEN,
        INFO_DESCRIPTION,
        INFO_BODY,
        INFO_COLUMNS,
        INFO_N
    };
    static const char *const order[] = {"INSERT", "UPDATE", "DELETE"};
    OlArena *arena = ol_pg_arena_new(CurrentMemoryContext);
    char *source = psprintf("CREATE %s", text_to_cstring(PG_GETARG_TEXT_PP(0)));
    Datum values[INFO_N];
    bool nulls[INFO_N];
    TupleDesc desc;
    OlParsed parsed;
    OlDiag diag;
    OlPlTrigger *t = NULL;

    if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
    {
        elog(ERROR, "return type must be a row type");
    }
    memset(nulls, true, sizeof nulls);
    ol_diag_init(&diag);
    if (ol_parse_statement(arena, ol_str(source), 0, &parsed, &diag) == OL_OK && OL_IS(CreateUnit, parsed.node))
    {
        OlCreateUnit *u = OL_AS(CreateUnit, parsed.node);
        OlNode *node = u->unit != NULL ? u->unit : u->header;

        t = OL_IS(PlTrigger, node) ? OL_AS(PlTrigger, node) : NULL;
        if (t != NULL)
        {
            static const char *const timings[] = {"BEFORE", "AFTER", "INSTEAD OF", "COMPOUND"};
            OlObjectName *name = OL_AS(ObjectName, u->name);
            uint32 body = t->body != NULL ? t->body->start : 0;
            StringInfoData s;

            initStringInfo(&s);
            for (size_t k = 0; k < lengthof(order); k++)
            {
                for (int i = 0; i < t->events.n; i++)
                {
                    if (ol_str_eq_c(OL_ITEM(PlTriggerEvent, t->events, i)->name, order[k]))
                    {
                        appendStringInfo(&s, "%s%s", s.len > 0 ? " OR " : "", order[k]);
                    }
                }
            }
            values[INFO_EVENTS] = CStringGetTextDatum(s.data);
            nulls[INFO_EVENTS] = false;
            values[INFO_TYPE] = CStringGetTextDatum(
                t->timing == OL_TRIGGER_COMPOUND || t->timing == OL_TRIGGER_INSTEAD_OF
                    ? timings[t->timing]
                    : psprintf("%s %s", timings[t->timing], t->for_each_row ? "EACH ROW" : "STATEMENT"));
            nulls[INFO_TYPE] = false;
            values[INFO_REFERENCING] = CStringGetTextDatum(psprintf(
                "REFERENCING NEW AS %.*s OLD AS %.*s", OL_STR_ARG(t->new_name.text.n > 0 ? t->new_name.text : OL_STR("NEW")),
                OL_STR_ARG(t->old_name.text.n > 0 ? t->old_name.text : OL_STR("OLD"))));
            nulls[INFO_REFERENCING] = false;
            if (t->when_text.n > 0)
            {
                values[INFO_WHEN] = PointerGetDatum(cstring_to_text_with_len(t->when_text.s, (int)t->when_text.n));
                nulls[INFO_WHEN] = false;
            }
            if (t->timing == OL_TRIGGER_COMPOUND)
            {
                uint32 from = t->decls.n > 0 ? ((OlNode *)t->decls.items[0])->start
                              : t->sections.n > 0 ? ((OlNode *)t->sections.items[0])->start
                                                  : 0;

                while (from > 8 && pg_strncasecmp(source + from - 8, "COMPOUND", 8) != 0)
                {
                    from--;
                }
                body = from > 8 ? from - 8 : 0;
            }
            if (body > name->names.items[0].start)
            {
                uint32 end = t->when_text.n > 0 ? (uint32)(t->when_text.s - source) : body;

                if (t->when_text.n > 0)
                {
                    while (end > 0 && pg_strncasecmp(source + end, "WHEN", 4) != 0)
                    {
                        end--;
                    }
                }
                values[INFO_DESCRIPTION] = PointerGetDatum(cstring_to_text_with_len(source + name->names.items[0].start,
                                                                              (int)(end - name->names.items[0].start)));
                values[INFO_BODY] = CStringGetTextDatum(source + body);
                nulls[INFO_DESCRIPTION] = nulls[INFO_BODY] = false;
            }
            resetStringInfo(&s);
            for (int i = 0; i < t->events.n; i++)
            {
                const OlNames *c = &OL_ITEM(PlTriggerEvent, t->events, i)->columns;

                for (int k = 0; k < c->n; k++)
                {
                    appendStringInfo(&s, "%s%.*s", s.len > 0 ? "," : "", OL_STR_ARG(c->items[k].text));
                }
            }
            if (s.len > 0)
            {
                values[INFO_COLUMNS] = CStringGetTextDatum(s.data);
                nulls[INFO_COLUMNS] = false;
            }
        }
    }
    PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}

/* --- a table goes, and its triggers with it -------------------------------------------------------------------------------- */

static object_access_hook_type next_access_hook;

static void on_access(ObjectAccessType access, Oid class, Oid object, int sub, void *arg)
{
    if (next_access_hook != NULL)
    {
        next_access_hook(access, class, object, sub, arg);
    }
    if (access == OAT_DROP && class == TriggerRelationId && !own_ddl)
    {
        Relation rel = table_open(TriggerRelationId, AccessShareLock);
        ScanKeyData key;
        SysScanDesc scan;
        HeapTuple tuple;
        char *owner = NULL;
        char *name = NULL;

        ScanKeyInit(&key, Anum_pg_trigger_oid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(object));
        scan = systable_beginscan(rel, TriggerOidIndexId, true, NULL, 1, &key);
        tuple = systable_getnext(scan);
        if (HeapTupleIsValid(tuple) &&
            ((Form_pg_trigger)GETSTRUCT(tuple))->tgfoid == fire_function() &&
            !unit_of(tuple, RelationGetDescr(rel), &owner, &name))
        {
            owner = NULL;
        }
        systable_endscan(scan);
        table_close(rel, AccessShareLock);
        if (owner != NULL)
        {
            (void)ol_units_remove(owner, name, OL_OBJ_TRIGGER);
        }
    }
}

/* --- compound triggers: variables of a statement ---------------------------------------------------------------------------------- */

typedef struct State
{
    struct State *next;
    OlVmUnit *unit;
    OlSlot *globals;
    SubTransactionId sub;
} State;

static State *states;

static void drop_state(State **at)
{
    State *s = *at;

    *at = s->next;
    ol_vm_trigger_end(s->unit, s->globals);
    pfree(s);
}

static State **find_state(const OlVmUnit *unit)
{
    State **at = &states;

    while (*at != NULL && (*at)->unit != unit)
    {
        at = &(*at)->next;
    }
    return at;
}

static void on_transaction(XactEvent event, void *arg)
{
    if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT || event == XACT_EVENT_PREPARE)
    {
        while (states != NULL)
        {
            drop_state(&states);
        }
    }
}

static void on_subtransaction(SubXactEvent event, SubTransactionId sub, SubTransactionId parent, void *arg)
{
    for (State **at = &states; *at != NULL;)
    {
        if ((*at)->sub == sub && event == SUBXACT_EVENT_ABORT_SUB)
        {
            drop_state(at);
            continue;
        }
        if ((*at)->sub == sub && event == SUBXACT_EVENT_COMMIT_SUB)
        {
            (*at)->sub = parent;
        }
        at = &(*at)->next;
    }
}

/* --- firing ------------------------------------------------------------------------------------------------------------------------- */

static ExecutorRun_hook_type next_run;
static bool single_row_insert; /* what runs is INSERT ... VALUES of one row: its BEFORE ROW triggers may read the table */

static void on_run(QueryDesc *qd, ScanDirection direction, uint64 count, bool once)
{
    bool saved = single_row_insert;
    Plan *plan = qd->plannedstmt->planTree;

    single_row_insert = qd->operation == CMD_INSERT && IsA(plan, ModifyTable) && outerPlan(plan) != NULL && IsA(outerPlan(plan), Result) &&
                        outerPlan(outerPlan(plan)) == NULL;
    if (next_run != NULL)
    {
        next_run(qd, direction, count, once);
    }
    else
    {
        standard_ExecutorRun(qd, direction, count, once);
    }
    single_row_insert = saved; /* after an error the next run sets it */
}

/* Kept with the FmgrInfo: as long as the statement. */
typedef struct Known
{
    uint64 generation;
    OlVmUnit *unit;
    Oid owner;
} Known;

static void fire(TriggerData *td, Known *k, OlVmFiring *f)
{
    const OlProgram *p;
    OlDiag diag;
    bool compound;

    if (k->unit == NULL || k->generation != ol_pg_catalog_generation())
    {
        k->unit = ol_units_trigger(td->tg_trigger->tgargs[0], td->tg_trigger->tgargs[1]);
        k->generation = ol_pg_catalog_generation();
    }
    p = ol_vm_unit_program(k->unit);
    if (p->trigger.relation != RelationGetRelid(td->tg_relation))
    {
        ol_raise(OL_ERR_TRIGGER_INVALID, psprintf("%s.%s", td->tg_trigger->tgargs[0], td->tg_trigger->tgargs[1]));
    }
    f->unit = k->unit;
    compound = p->nglobals > 0;
    if (compound)
    {
        State **at = find_state(k->unit);

        if (*at == NULL || f->point == OL_POINT_BEFORE_STATEMENT)
        {
            State *s = MemoryContextAllocZero(TopMemoryContext, sizeof *s);

            s->unit = k->unit;
            s->globals = ol_vm_trigger_begin(f, &diag);
            if (s->globals == NULL)
            {
                pfree(s);
                ol_ereport(&diag);
            }
            s->sub = GetCurrentSubTransactionId();
            s->next = states;
            states = s;
            at = &states;
        }
        f->globals = (*at)->globals;
    }
    if (ol_vm_trigger_fire(f, &diag) != OL_OK)
    {
        ol_ereport(&diag);
    }
    if (compound && f->point == OL_POINT_AFTER_STATEMENT)
    {
        State **at = find_state(k->unit);

        if (*at != NULL)
        {
            drop_state(at);
        }
    }
}

OL_FUNCTION(ol_fn_fire_trigger)
{
    TriggerData *td = (TriggerData *)fcinfo->context;
    Known *k = fcinfo->flinfo->fn_extra;
    OlVmFiring f;
    Oid user;
    int sec;
    bool row;

    if (!CALLED_AS_TRIGGER(fcinfo) || td->tg_trigger->tgnargs != 2)
    {
        ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
                        errmsg("sys.fire_trigger is a trigger function with the owner and the name of a trigger as arguments")));
    }
    if (k == NULL)
    {
        char *owner = pg_text(ol_str(td->tg_trigger->tgargs[0]));

        k = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof *k);
        k->owner = get_role_oid(owner, true);
        if (!OidIsValid(k->owner))
        {
            /* a schema without a user: who owns it */
            Oid space = get_namespace_oid(owner, true);

            if (OidIsValid(space))
            {
                HeapTuple tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(space));

                k->owner = ((Form_pg_namespace)GETSTRUCT(tuple))->nspowner;
                ReleaseSysCache(tuple);
            }
        }
        if (!OidIsValid(k->owner))
        {
            ol_raise(OL_ERR_TRIGGER_INVALID, psprintf("%s.%s", td->tg_trigger->tgargs[0], td->tg_trigger->tgargs[1]));
        }
        fcinfo->flinfo->fn_extra = k;
        ol_plsql_ensure();
    }
    memset(&f, 0, sizeof f);
    row = TRIGGER_FIRED_FOR_ROW(td->tg_event);
    f.point = TRIGGER_FIRED_INSTEAD(td->tg_event) ? OL_POINT_INSTEAD_OF_ROW
              : TRIGGER_FIRED_BEFORE(td->tg_event) ? (row ? OL_POINT_BEFORE_ROW : OL_POINT_BEFORE_STATEMENT)
                                                   : (row ? OL_POINT_AFTER_ROW : OL_POINT_AFTER_STATEMENT);
    if (TRIGGER_FIRED_AFTER(td->tg_event))
    {
        CommandCounterIncrement(); /* its statements see what the triggering one did */
    }
    f.relation = td->tg_relation;
    f.updated = td->tg_updatedcols;
    if (TRIGGER_FIRED_BY_INSERT(td->tg_event))
    {
        f.event = 'I';
        f.new_row = row ? td->tg_trigtuple : NULL;
    }
    else if (TRIGGER_FIRED_BY_UPDATE(td->tg_event))
    {
        f.event = 'U';
        f.new_row = row ? td->tg_newtuple : NULL;
        f.old_row = row ? td->tg_trigtuple : NULL;
    }
    else
    {
        f.event = 'D';
        f.old_row = row ? td->tg_trigtuple : NULL;
    }
    f.mutating = row && f.point != OL_POINT_INSTEAD_OF_ROW && !(f.point == OL_POINT_BEFORE_ROW && f.event == 'I' && single_row_insert);
    GetUserIdAndSecContext(&user, &sec);
    if (user != k->owner)
    {
        /* an error ends at a (sub)transaction, which puts the user back */
        SetUserIdAndSecContext(k->owner, sec | SECURITY_LOCAL_USERID_CHANGE);
    }
    fire(td, k, &f);
    if (user != k->owner)
    {
        SetUserIdAndSecContext(user, sec);
    }
    if (!row || f.point == OL_POINT_AFTER_ROW)
    {
        return PointerGetDatum(NULL);
    }
    if (f.event == 'D')
    {
        return PointerGetDatum(f.old_row);
    }
    if (f.nchanged > 0)
    {
        return PointerGetDatum(heap_modify_tuple_by_cols(f.new_row, RelationGetDescr(f.relation), f.nchanged, f.columns, (Datum *)f.values,
                                                         f.nulls));
    }
    return PointerGetDatum(f.new_row);
}

void ol_triggers_init(void)
{
    next_access_hook = object_access_hook;
    object_access_hook = on_access;
    next_run = ExecutorRun_hook;
    ExecutorRun_hook = on_run;
    RegisterXactCallback(on_transaction, NULL);
    RegisterSubXactCallback(on_subtransaction, NULL);
}
