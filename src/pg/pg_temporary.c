/*
 * pg_temporary.c - global temporary tables: the session's copy of a definition, put into plans in the definition's place.
 *
 * Owns:      the table of definitions seen by this session and their copies; the planner's hook.
 * Lifetimes: a copy is PostgreSQL's own temporary table gtt_OID, gone with the session; the hash lives as long as the process. A copy
 *            whose making is rolled back is found missing and made again.
 * Invariant: partitions named directly (PARTITION (p)) are checked for rights like the table they belong to: the hook sees to that,
 *            too, because it is the same exchange of who is checked and what is read.
 * See also:  pg_table.h; PostgreSQL's rewriter, which keeps the entry of a view beside its expansion for the same reason
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/relation.h"
#include "access/sysattr.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/dependency.h"
#include "catalog/heap.h"
#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "commands/tablecmds.h"
#include "commands/trigger.h"
#include "common/hashfn.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/parsenodes.h"
#include "optimizer/planner.h"
#include "parser/parser.h"
#include "parser/parsetree.h"
#include "storage/bufmgr.h"
#include "storage/lmgr.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "pg/pg.h"
#include "pg/pg_table.h"

typedef enum TableKind
{
    KIND_PLAIN,
    KIND_DELETE,   /* ON COMMIT DELETE ROWS */
    KIND_PRESERVE, /* ON COMMIT PRESERVE ROWS */
    KIND_PARTITION /* of a table made through the Oracle port */
} TableKind;

typedef struct Known
{
    Oid relid; /* hash key */
    bool valid;
    TableKind kind;
    Oid root;         /* KIND_PARTITION: the partitioned table at the top */
    Oid copy;         /* this session's, or InvalidOid */
    bool look;        /* the definition changed since the copy was looked at */
    uint64 signature; /* of the definition when the copy was made */
    NameData schema;  /* of the definition then, for errors */
    NameData name;
} Known;

static HTAB *known;
static planner_hook_type previous_planner;

/* --- what a table is ---------------------------------------------------------------------------------------------- */

static void forget(Datum arg, Oid relid)
{
    Known *k;

    if (known == NULL)
        return;
    if (OidIsValid(relid))
    {
        k = hash_search(known, &relid, HASH_FIND, NULL);
        if (k != NULL)
        {
            k->valid = false;
            k->look = true;
        }
    }
    else
    {
        HASH_SEQ_STATUS scan;

        hash_seq_init(&scan, known);
        while ((k = hash_seq_search(&scan)) != NULL)
        {
            k->valid = false;
            k->look = true;
        }
    }
}

static Known *know(Oid relid)
{
    Known *k;
    bool found;
    char *value;
    TableKind kind = KIND_PLAIN;
    Oid root = InvalidOid;

    if (known == NULL)
    {
        HASHCTL ctl;

        memset(&ctl, 0, sizeof ctl);
        ctl.keysize = sizeof(Oid);
        ctl.entrysize = sizeof(Known);
        ctl.hcxt = TopMemoryContext;
        known = hash_create("oliphant tables", 128, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
    }
    k = hash_search(known, &relid, HASH_FIND, NULL);
    if (k != NULL && k->valid)
        return k;
    value = ol_pg_property(relid, "TEMPORARY");
    if (value != NULL)
        kind = strcmp(value, "PRESERVE") == 0 ? KIND_PRESERVE : KIND_DELETE;
    else if (get_rel_relispartition(relid) && (ol_pg_property(relid, "PARTITION") != NULL || ol_pg_property(relid, "SUBPARTITION") != NULL))
    {
        kind = KIND_PARTITION;
        root = relid;
        for (int depth = 0; depth < 8 && get_rel_relispartition(root); depth++)
            root = get_partition_parent(root, true);
    }
    k = hash_search(known, &relid, HASH_ENTER, &found);
    if (!found)
    {
        k->copy = InvalidOid;
        k->signature = 0;
        memset(&k->schema, 0, sizeof k->schema);
        memset(&k->name, 0, sizeof k->name);
    }
    k->kind = kind;
    k->root = root;
    k->valid = true;
    return k;
}

static bool is_temporary_kind(TableKind kind)
{
    return kind == KIND_DELETE || kind == KIND_PRESERVE;
}

bool ol_pg_is_temporary(Oid relid)
{
    return is_temporary_kind(know(relid)->kind);
}

Oid ol_pg_definition_table(Oid relid)
{
    HASH_SEQ_STATUS scan;
    Known *k;

    if (known == NULL || get_rel_persistence(relid) != RELPERSISTENCE_TEMP)
        return relid;
    hash_seq_init(&scan, known);
    while ((k = hash_seq_search(&scan)) != NULL)
        if (k->copy == relid)
        {
            hash_seq_term(&scan);
            return k->relid;
        }
    return relid;
}

/* --- making the copy ---------------------------------------------------------------------------------------------- */

/* Changes when the definition's columns, keys, indexes or triggers do. */
static uint64 signature_of(Relation rel)
{
    TupleDesc desc = RelationGetDescr(rel);
    uint64 h = (uint64) desc->natts;
    ListCell *lc;

    for (int i = 0; i < desc->natts; i++)
    {
        Form_pg_attribute a = TupleDescAttr(desc, i);

        h = hash_combine64(h, hash_bytes_extended((const unsigned char *) NameStr(a->attname), (int) strlen(NameStr(a->attname)), a->atttypid));
        h = hash_combine64(h, (uint64) (uint32) a->atttypmod << 8 | (uint64) a->attnotnull << 2 | (uint64) a->atthasdef << 1 | (uint64) a->attisdropped);
    }
    h = hash_combine64(h, desc->constr != NULL ? desc->constr->num_check : 0);
    foreach (lc, RelationGetIndexList(rel))
        h = hash_combine64(h, lfirst_oid(lc));
    for (int i = 0; rel->trigdesc != NULL && i < rel->trigdesc->numtriggers; i++)
        h = hash_combine64(h, rel->trigdesc->triggers[i].tgoid);
    return h;
}

static void run(const char *sql)
{
    if (SPI_execute(sql, false, 0) < 0)
        elog(ERROR, "%s failed", sql);
}

/* CREATE INDEX or CREATE TRIGGER as PostgreSQL prints it, for the copy in place of the definition. */
static void run_for_copy(const char *sql, const char *copy)
{
    RawStmt *raw = linitial_node(RawStmt, raw_parser(sql, RAW_PARSE_DEFAULT));
    RangeVar *target = makeRangeVar(pstrdup("pg_temp"), pstrdup(copy), -1);
    PlannedStmt *wrapper = makeNode(PlannedStmt);

    if (IsA(raw->stmt, IndexStmt))
        ((IndexStmt *) raw->stmt)->relation = target;
    else if (IsA(raw->stmt, CreateTrigStmt))
        ((CreateTrigStmt *) raw->stmt)->relation = target;
    else
        return; /* a constraint trigger of PostgreSQL's own */
    wrapper->commandType = CMD_UTILITY;
    wrapper->utilityStmt = raw->stmt;
    wrapper->stmt_location = -1;
    ProcessUtility(wrapper, sql, false, PROCESS_UTILITY_SUBCOMMAND, NULL, NULL, None_Receiver, NULL);
    CommandCounterIncrement();
}

/* The default or the generating expression as it is stored. */
static Node *default_of(TupleDesc desc, AttrNumber attno)
{
    TupleConstr *constr = desc->constr;

    for (int i = 0; constr != NULL && i < constr->num_defval; i++)
        if (constr->defval[i].adnum == attno)
            return stringToNode(constr->defval[i].adbin);
    return NULL;
}

static void append_columns(StringInfo sql, Relation rel, List **dropped, StringInfo storage, const char *copy)
{
    TupleDesc desc = RelationGetDescr(rel);

    for (int i = 0; i < desc->natts; i++)
    {
        Form_pg_attribute a = TupleDescAttr(desc, i);
        Node *value;

        if (i > 0)
            appendStringInfoString(sql, ", ");
        if (a->attisdropped)
        {
            char *name = psprintf("dropped$%d", i + 1);

            appendStringInfo(sql, "%s int4", quote_identifier(name));
            *dropped = lappend(*dropped, name);
            continue;
        }
        appendStringInfo(sql, "%s %s", quote_identifier(NameStr(a->attname)),
                         format_type_extended(a->atttypid, a->atttypmod, FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY));
        value = a->atthasdef ? default_of(desc, a->attnum) : NULL;
        if (value != NULL)
        {
            char *text = deparse_expression(value, deparse_context_for(RelationGetRelationName(rel), RelationGetRelid(rel)), false, false);

            appendStringInfo(sql, a->attgenerated != '\0' ? " GENERATED ALWAYS AS (%s) STORED" : " DEFAULT %s", text);
        }
        if (a->attnotnull)
            appendStringInfoString(sql, " NOT NULL");
        if (a->attstorage == TYPSTORAGE_EXTERNAL)
            appendStringInfo(storage, "%s ALTER COLUMN %s SET STORAGE EXTERNAL", storage->len > 0 ? "," : psprintf("ALTER TABLE pg_temp.%s", copy),
                             quote_identifier(NameStr(a->attname)));
    }
}

static void copy_constraints(Relation rel, const char *copy)
{
    Relation con = table_open(ConstraintRelationId, AccessShareLock);
    ScanKeyData key;
    SysScanDesc scan;
    HeapTuple tuple;
    List *statements = NIL;
    ListCell *lc;

    ScanKeyInit(&key, Anum_pg_constraint_conrelid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(RelationGetRelid(rel)));
    scan = systable_beginscan(con, ConstraintRelidTypidNameIndexId, true, NULL, 1, &key);
    while (HeapTupleIsValid(tuple = systable_getnext(scan)))
    {
        Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);

        if (form->contype != CONSTRAINT_PRIMARY && form->contype != CONSTRAINT_UNIQUE && form->contype != CONSTRAINT_CHECK)
            continue;
        statements = lappend(statements, psprintf("ALTER TABLE pg_temp.%s ADD CONSTRAINT %s %s", copy, quote_identifier(NameStr(form->conname)),
                                                  TextDatumGetCString(DirectFunctionCall1(pg_get_constraintdef, ObjectIdGetDatum(form->oid)))));
    }
    systable_endscan(scan);
    table_close(con, AccessShareLock);
    foreach (lc, statements)
        run(lfirst(lc));
}

static Oid make_copy(Known *k)
{
    Relation rel = table_open(k->relid, AccessShareLock);
    char *copy = psprintf("gtt_%u", k->relid);
    StringInfoData sql, storage;
    List *dropped = NIL, *indexes;
    ListCell *lc;
    Oid user, made;
    Oid definition = k->relid;
    TableKind kind = k->kind;
    uint64 signature = signature_of(rel);
    int context;

    initStringInfo(&sql);
    initStringInfo(&storage);
    appendStringInfo(&sql, "CREATE TEMPORARY TABLE pg_temp.%s (", copy);
    append_columns(&sql, rel, &dropped, &storage, copy);
    appendStringInfo(&sql, ") ON COMMIT %s ROWS", kind == KIND_PRESERVE ? "PRESERVE" : "DELETE");
    /* It belongs to the server: users reach it through the definition alone. An error restores the user by itself. */
    GetUserIdAndSecContext(&user, &context);
    SetUserIdAndSecContext(BOOTSTRAP_SUPERUSERID, context | SECURITY_LOCAL_USERID_CHANGE);
    if (SPI_connect() != SPI_OK_CONNECT)
        elog(ERROR, "SPI_connect failed");
    run(sql.data);
    foreach (lc, dropped)
        run(psprintf("ALTER TABLE pg_temp.%s DROP COLUMN %s", copy, quote_identifier(lfirst(lc))));
    if (storage.len > 0)
        run(storage.data);
    copy_constraints(rel, copy);
    indexes = RelationGetIndexList(rel);
    foreach (lc, indexes)
        if (!OidIsValid(get_index_constraint(lfirst_oid(lc))))
            run_for_copy(pg_get_indexdef_string(lfirst_oid(lc)), copy);
    for (int i = 0; rel->trigdesc != NULL && i < rel->trigdesc->numtriggers; i++)
        if (!rel->trigdesc->triggers[i].tgisinternal)
            run_for_copy(TextDatumGetCString(DirectFunctionCall1(pg_get_triggerdef, ObjectIdGetDatum(rel->trigdesc->triggers[i].tgoid))), copy);
    SPI_finish();
    made = RangeVarGetRelid(makeRangeVar(pstrdup("pg_temp"), pstrdup(copy), -1), NoLock, false);
    SetUserIdAndSecContext(user, context);
    k = know(definition);
    namestrcpy(&k->schema, get_namespace_name(RelationGetNamespace(rel)));
    namestrcpy(&k->name, RelationGetRelationName(rel));
    table_close(rel, AccessShareLock);
    k->copy = made;
    k->look = false;
    k->signature = signature;
    return made;
}

bool ol_pg_temporary_names(const char *copy, const char **schema, const char **name)
{
    Known *k = NULL;
    Oid relid;

    if (known == NULL || copy == NULL || strncmp(copy, "gtt_", 4) != 0)
        return false;
    relid = (Oid) strtoul(copy + 4, NULL, 10);
    k = hash_search(known, &relid, HASH_FIND, NULL);
    if (k == NULL || NameStr(k->name)[0] == '\0')
        return false;
    *schema = NameStr(k->schema);
    *name = NameStr(k->name);
    return true;
}

static bool exists(Oid relid)
{
    return SearchSysCacheExists1(RELOID, ObjectIdGetDatum(relid));
}

static bool is_empty(Oid relid)
{
    Relation rel = try_relation_open(relid, AccessShareLock);
    bool empty;

    if (rel == NULL)
        return true;
    empty = RelationGetNumberOfBlocks(rel) == 0;
    relation_close(rel, AccessShareLock);
    return empty;
}

static void drop_copy(Known *k)
{
    ObjectAddress object = {RelationRelationId, k->copy, 0};

    k->copy = InvalidOid;
    if (exists(object.objectId))
        performDeletion(&object, DROP_RESTRICT, PERFORM_DELETION_INTERNAL | PERFORM_DELETION_QUIETLY);
}

Oid ol_pg_session_table(Oid relid, bool make)
{
    Known *k;

    if (relid < FirstNormalObjectId)
        return relid;
    k = know(relid);
    if (!is_temporary_kind(k->kind))
        return relid;
    if (OidIsValid(k->copy) && !exists(k->copy))
        k->copy = InvalidOid;
    if (OidIsValid(k->copy) && k->look)
    {
        Relation rel = table_open(relid, AccessShareLock);
        bool same = signature_of(rel) == k->signature;

        table_close(rel, AccessShareLock);
        k = know(relid);
        k->look = false;
        if (!same)
        {
            if (!is_empty(k->copy))
                ol_raise(OL_ERR_TEMPORARY_IN_USE);
            drop_copy(k);
        }
    }
    if (!OidIsValid(k->copy) && make)
    {
        /* one whose dropping was rolled back is there again */
        Oid own = LookupExplicitNamespace("pg_temp", true);
        Oid old = OidIsValid(own) ? get_relname_relid(psprintf("gtt_%u", relid), own) : InvalidOid;

        if (OidIsValid(old))
        {
            k->copy = old;
            if (!is_empty(old))
                return old;
            drop_copy(k);
            CommandCounterIncrement();
            k = know(relid);
        }
        return make_copy(k);
    }
    return OidIsValid(k->copy) ? k->copy : relid;
}

/* Has another session that is alive rows in its copy? */
static bool others_have_rows(Oid relid)
{
    char *copy = psprintf("gtt_%u", relid);
    bool found = false;
    Relation rel = table_open(RelationRelationId, AccessShareLock);
    ScanKeyData key;
    SysScanDesc scan;
    HeapTuple tuple;
    NameData name;

    namestrcpy(&name, copy);
    ScanKeyInit(&key, Anum_pg_class_relname, BTEqualStrategyNumber, F_NAMEEQ, NameGetDatum(&name));
    scan = systable_beginscan(rel, ClassNameNspIndexId, true, NULL, 1, &key);
    while (!found && HeapTupleIsValid(tuple = systable_getnext(scan)))
    {
        Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);

        if (form->relpersistence == RELPERSISTENCE_TEMP && !isTempNamespace(form->relnamespace) &&
            checkTempNamespaceStatus(form->relnamespace) == TEMP_NAMESPACE_IN_USE)
            found = DatumGetInt64(DirectFunctionCall2(pg_relation_size, ObjectIdGetDatum(form->oid), PointerGetDatum(cstring_to_text("main")))) > 0;
    }
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    return found;
}

void ol_pg_release_temporary(Oid relid)
{
    Known *k = know(relid);

    if (!is_temporary_kind(k->kind))
        return;
    if (OidIsValid(k->copy) && exists(k->copy) && !is_empty(k->copy))
        ol_raise(OL_ERR_TEMPORARY_IN_USE);
    if (others_have_rows(relid))
        ol_raise(OL_ERR_TEMPORARY_IN_USE);
    k = know(relid);
    if (OidIsValid(k->copy))
        drop_copy(k);
}

void ol_pg_truncate_temporary(Oid relid)
{
    Oid copy = ol_pg_session_table(relid, false), user;
    int context;

    if (copy == relid)
        return;
    GetUserIdAndSecContext(&user, &context);
    SetUserIdAndSecContext(BOOTSTRAP_SUPERUSERID, context | SECURITY_LOCAL_USERID_CHANGE);
    if (SPI_connect() != SPI_OK_CONNECT)
        elog(ERROR, "SPI_connect failed");
    run(psprintf("TRUNCATE TABLE pg_temp.gtt_%u", relid));
    SPI_finish();
    SetUserIdAndSecContext(user, context);
}

/* --- plans -------------------------------------------------------------------------------------------------------- */

static bool exchange_in_expression(Node *node, void *context);

#if PG_VERSION_NUM < 160000
/* Column numbers of one table as those of the same columns of another. */
static Bitmapset *columns_of(Oid from, Oid to, const Bitmapset *set)
{
    Bitmapset *out = NULL;
    int bit = -1;

    while ((bit = bms_next_member(set, bit)) >= 0)
    {
        AttrNumber attno = (AttrNumber) (bit + FirstLowInvalidHeapAttributeNumber);
        char *name = attno > 0 ? get_attname(from, attno, true) : NULL;

        if (name != NULL)
            attno = get_attnum(to, name);
        out = bms_add_member(out, attno - FirstLowInvalidHeapAttributeNumber);
    }
    return out;
}
#endif

/* The entry gets another table to read; a copy of it that nothing refers to stays to be checked for rights on another. */
static RangeTblEntry *exchange(Query *query, RangeTblEntry *rte, Oid checked, Oid read)
{
    RangeTblEntry *check = copyObject(rte);

#if PG_VERSION_NUM < 160000
    check->relid = checked;
    if (checked != read && rte->relid == read)
    {
        check->selectedCols = columns_of(read, checked, rte->selectedCols);
        check->insertedCols = columns_of(read, checked, rte->insertedCols);
        check->updatedCols = columns_of(read, checked, rte->updatedCols);
    }
    check->securityQuals = NIL;
    check->inh = false;
    rte->requiredPerms = 0;
    rte->checkAsUser = InvalidOid;
#else
    if (rte->perminfoindex > 0)
    {
        getRTEPermissionInfo(query->rteperminfos, rte)->relid = checked;
        rte->perminfoindex = 0;
    }
    check->relid = checked;
    check->inh = false;
#endif
    rte->relid = read;
    LockRelationOid(checked, rte->rellockmode);
    LockRelationOid(read, rte->rellockmode);
    return check;
}

static void exchange_in_query(Query *query)
{
    List *more = NIL;
    ListCell *lc;

    check_stack_depth();
    foreach (lc, query->rtable)
    {
        RangeTblEntry *rte = lfirst_node(RangeTblEntry, lc);

        if (rte->rtekind == RTE_RELATION && rte->relid >= FirstNormalObjectId && (rte->relkind == RELKIND_RELATION || rte->relkind == RELKIND_PARTITIONED_TABLE))
        {
            Known *k = know(rte->relid);

            if (is_temporary_kind(k->kind))
                more = lappend(more, exchange(query, rte, rte->relid, ol_pg_session_table(rte->relid, true)));
            else if (k->kind == KIND_PARTITION && k->root != rte->relid)
                more = lappend(more, exchange(query, rte, k->root, rte->relid));
        }
        else if (rte->rtekind == RTE_SUBQUERY)
            exchange_in_query(rte->subquery);
        else if (rte->rtekind == RTE_FUNCTION || rte->rtekind == RTE_VALUES || rte->rtekind == RTE_TABLEFUNC)
        {
            if (query->hasSubLinks)
            {
                (void) exchange_in_expression((Node *) rte->functions, NULL);
                (void) exchange_in_expression((Node *) rte->values_lists, NULL);
                (void) exchange_in_expression((Node *) rte->tablefunc, NULL);
            }
        }
    }
    query->rtable = list_concat(query->rtable, more);
    foreach (lc, query->cteList)
    {
        CommonTableExpr *cte = lfirst_node(CommonTableExpr, lc);

        if (IsA(cte->ctequery, Query))
            exchange_in_query((Query *) cte->ctequery);
    }
    if (query->hasSubLinks)
        (void) query_tree_walker(query, exchange_in_expression, NULL, QTW_IGNORE_RANGE_TABLE | QTW_IGNORE_CTE_SUBQUERIES);
}

static bool exchange_in_expression(Node *node, void *context)
{
    if (node == NULL)
        return false;
    if (IsA(node, Query))
    {
        exchange_in_query((Query *) node);
        return false;
    }
    return expression_tree_walker(node, exchange_in_expression, context);
}

static PlannedStmt *plan(Query *query, const char *text, int options, ParamListInfo params)
{
    if (query->commandType != CMD_UTILITY && IsTransactionState() && OidIsValid(MyDatabaseId))
        exchange_in_query(query);
    return previous_planner != NULL ? previous_planner(query, text, options, params) : standard_planner(query, text, options, params);
}

void ol_pg_table_init(void)
{
    CacheRegisterRelcacheCallback(forget, (Datum) 0);
    previous_planner = planner_hook;
    planner_hook = plan;
}
