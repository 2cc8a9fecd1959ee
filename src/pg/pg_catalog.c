/*
 * pg_catalog.c - the live server's answers to the resolver's questions, from the system catalogs.
 *
 * Owns:      the per-session cache of relation descriptions, the current schema, the catalog generation.
 * Lifetimes: a description lives in its own memory context below CacheMemoryContext until the relation changes; stale ones
 *            are freed when the next description is made, never while a statement holds one.
 * See also:  pg_catalog.h, front/catalog.h, pg_type.h; sql/catalog.sql for the synonym table
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/relation.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_database.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_seclabel.h"
#include "catalog/pg_type.h"
#include "commands/proclang.h"
#include "commands/sequence.h"
#include "commands/seclabel.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "storage/proc.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/fmgroids.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/partcache.h"
#include "utils/pg_locale.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_table.h"
#include "pg/pg_type.h"

#define MAX_SYNONYM_STEPS 32
#define PRIVATE_PREFIX "ORA$PTT_" /* private temporary tables: PRIVATE_TEMP_TABLE_PREFIX, Reference */

typedef struct RelationEntry
{
    Oid relid; /* hash key */
    bool valid;
    MemoryContext context;
    OlRelation relation;
} RelationEntry;

/* May the user see the relation? A session acts for several users: units run with their owners' rights. */
typedef struct PrivilegeEntry
{
    struct
    {
        Oid relid;
        Oid user;
    } key;
    uint64 generation;
    bool seen;
} PrivilegeEntry;

static HTAB *relations;
static HTAB *privileges;
static MemoryContext stale; /* parent of the contexts of entries found invalid, dropped at the next transaction start */
static LocalTransactionId stale_lxid;
static uint64 generation = 1;
static char *session_schema; /* Oracle spelling, in TopMemoryContext */
static const char *unit_schema; /* that of the unit that runs or is compiled; NULL: the session's */
static OlPgUnitRoutines unit_routines;
static OlPgUnitKind unit_kind;
static OlCatalog catalog;
static Oid catalog_user = InvalidOid;
static char *catalog_user_name;
static bool collation_known;

/* --- invalidation ------------------------------------------------------------------------------------------------- */

static void relation_changed(Datum arg, Oid relid)
{
    HASH_SEQ_STATUS scan;
    RelationEntry *entry;

    generation++;
    if (relations == NULL)
        return;
    if (OidIsValid(relid))
    {
        entry = hash_search(relations, &relid, HASH_FIND, NULL);
        if (entry != NULL)
            entry->valid = false;
        return;
    }
    hash_seq_init(&scan, relations);
    while ((entry = hash_seq_search(&scan)) != NULL)
        entry->valid = false;
}

static void something_changed(Datum arg, int cacheid, uint32 hashvalue)
{
    generation++;
    if (cacheid == AUTHOID || cacheid == AUTHMEMROLEMEM)
        relation_changed((Datum) 0, InvalidOid);
    if (cacheid == AUTHOID)
        catalog_user = InvalidOid;
}

void ol_pg_catalog_init(void)
{
    CacheRegisterRelcacheCallback(relation_changed, (Datum) 0);
    CacheRegisterSyscacheCallback(PROCOID, something_changed, (Datum) 0);
    CacheRegisterSyscacheCallback(TYPEOID, something_changed, (Datum) 0);
    CacheRegisterSyscacheCallback(NAMESPACEOID, something_changed, (Datum) 0);
    CacheRegisterSyscacheCallback(AUTHOID, something_changed, (Datum) 0);
    CacheRegisterSyscacheCallback(AUTHMEMROLEMEM, something_changed, (Datum) 0);
}

uint64 ol_pg_catalog_generation(void)
{
    return generation;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

static OlArena *arena_in(MemoryContext context)
{
    return ol_pg_arena_new(context);
}

/* An Oracle name as PostgreSQL's name type takes it; false when it cannot be one (too long). */
static bool pg_name_of(OlStr name, char out[NAMEDATALEN])
{
    OlArena *arena;
    OlStr pg;

    if (name.n == 0 || name.n >= NAMEDATALEN)
        return false;
    arena = arena_in(CurrentMemoryContext);
    pg = ol_name_to_pg(arena, name);
    memcpy(out, pg.s, pg.n);
    out[pg.n] = '\0';
    ol_arena_free(arena);
    return strlen(out) == name.n; /* no NUL inside */
}

static OlStr oracle_name_of(OlArena *arena, const char *pg_name)
{
    OlStr s = ol_str(pg_name);

    return ol_name_from_pg(arena, ol_str_dup(arena, s));
}

static Oid namespace_of(OlStr schema)
{
    char name[NAMEDATALEN];

    return pg_name_of(schema, name) ? get_namespace_oid(name, true) : InvalidOid;
}

const char *ol_pg_swap_unit_schema(const char *schema)
{
    const char *old = unit_schema;

    unit_schema = schema;
    return old;
}

OlStr ol_pg_current_schema(void)
{
    if (unit_schema != NULL)
        return ol_str(unit_schema);
    if (session_schema == NULL)
    {
        MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
        OlArena *arena = arena_in(TopMemoryContext);
        OlStr name = oracle_name_of(arena, GetUserNameFromId(GetOuterUserId(), false));

        session_schema = pnstrdup(name.s, name.n);
        ol_arena_free(arena);
        MemoryContextSwitchTo(old);
    }
    return ol_str(session_schema);
}

void ol_pg_set_current_schema(OlStr name)
{
    char *copy;

    if (!OidIsValid(namespace_of(name)))
        ol_raise(OL_ERR_USER_NOT_FOUND_1435);
    copy = MemoryContextAlloc(TopMemoryContext, name.n + 1);
    memcpy(copy, name.s, name.n);
    copy[name.n] = '\0';
    if (session_schema != NULL)
        pfree(session_schema);
    session_schema = copy;
    generation++;
}

/* --- relations ---------------------------------------------------------------------------------------------------- */

static OlObjectKind kind_of_relkind(char relkind)
{
    switch (relkind)
    {
        case RELKIND_RELATION:
        case RELKIND_PARTITIONED_TABLE:
        case RELKIND_FOREIGN_TABLE:
            return OL_OBJ_TABLE;
        case RELKIND_VIEW:
            return OL_OBJ_VIEW;
        case RELKIND_MATVIEW:
            return OL_OBJ_MVIEW;
        case RELKIND_SEQUENCE:
            return OL_OBJ_SEQUENCE;
        case RELKIND_INDEX:
        case RELKIND_PARTITIONED_INDEX:
            return OL_OBJ_INDEX;
        default:
            return OL_OBJ_NONE;
    }
}

/* Labels of a relation's columns by attribute number, its own at 0, in one scan; NULL where there is none. */
static const char **column_labels(Oid relid, int natts)
{
    const char **labels = palloc0(sizeof(char *) * (natts + 1));
    Relation rel = table_open(SecLabelRelationId, AccessShareLock);
    ScanKeyData keys[2];
    SysScanDesc scan;
    HeapTuple tuple;

    ScanKeyInit(&keys[0], Anum_pg_seclabel_objoid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(relid));
    ScanKeyInit(&keys[1], Anum_pg_seclabel_classoid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(RelationRelationId));
    scan = systable_beginscan(rel, SecLabelObjectIndexId, true, NULL, 2, keys);
    while (HeapTupleIsValid(tuple = systable_getnext(scan)))
    {
        FormData_pg_seclabel *form = (FormData_pg_seclabel *) GETSTRUCT(tuple);
        bool isnull;
        Datum provider = heap_getattr(tuple, Anum_pg_seclabel_provider, RelationGetDescr(rel), &isnull);
        Datum label;

        if (form->objsubid < 0 || form->objsubid > natts || isnull ||
            strcmp(TextDatumGetCString(provider), "oliphant") != 0)
            continue;
        label = heap_getattr(tuple, Anum_pg_seclabel_label, RelationGetDescr(rel), &isnull);
        if (!isnull)
            labels[form->objsubid] = TextDatumGetCString(label);
    }
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    return labels;
}

static bool user_has_any_privilege(Oid relid)
{
    AclMode any = ACL_SELECT | ACL_INSERT | ACL_UPDATE | ACL_DELETE | ACL_REFERENCES | ACL_TRIGGER | ACL_TRUNCATE;

    return pg_class_aclmask(relid, GetUserId(), any, ACLMASK_ANY) != 0 ||
           pg_attribute_aclcheck_all(relid, GetUserId(), ACL_SELECT | ACL_INSERT | ACL_UPDATE, ACLMASK_ANY) == ACLCHECK_OK;
}

/* What a program compiled against the relation rests on: names, types and places of its columns. */
static uint64 relation_stamp(const OlRelation *rel)
{
    uint64 h = ol_hash_bytes(rel->name.s, rel->name.n, (uint64) rel->kind + ((uint64) rel->oid << 8));

    for (int i = 0; i < rel->ncolumns; i++)
    {
        const OlRelColumn *c = &rel->columns[i];
        int32 parts[10] = {c->attnum, (int32) c->type.code, (int32) c->type.rep, c->type.size_bytes, c->type.size_chars, c->type.precision,
                           c->type.scale, (int32) c->type.pg_oid, c->type.char_semantics,
                           c->nullable | c->has_default << 1 | c->invisible << 2 | c->is_virtual << 3 | c->is_identity << 4 | c->identity_always << 5};

        h = ol_hash_bytes(c->name.s, c->name.n, h);
        h = ol_hash_bytes(parts, sizeof parts, h);
    }
    return h;
}

static void describe_relation(RelationEntry *entry, Relation rel)
{
    MemoryContext old = MemoryContextSwitchTo(entry->context);
    OlArena *arena = arena_in(entry->context);
    TupleDesc desc = RelationGetDescr(rel);
    OlRelation *out = &entry->relation;
    OlRelColumn *columns = ol_new_array(arena, OlRelColumn, (size_t) Max(desc->natts, 1));
    const char **labels = column_labels(RelationGetRelid(rel), desc->natts);
    char *nspname = get_namespace_name(RelationGetNamespace(rel));
    int n = 0;

    memset(out, 0, sizeof *out);
    for (int i = 0; i < desc->natts; i++)
    {
        Form_pg_attribute att = TupleDescAttr(desc, i);
        OlRelColumn *col = &columns[n];

        if (att->attisdropped)
            continue;
        col->name = oracle_name_of(arena, NameStr(att->attname));
        col->pg_name = ol_str_dup(arena, ol_str(NameStr(att->attname)));
        col->attnum = att->attnum;
        ol_pg_column_type(att->atttypid, att->atttypmod, labels[att->attnum], &col->type, &col->invisible);
        col->nullable = !att->attnotnull;
        col->has_default = att->atthasdef;
        col->is_virtual = att->attgenerated != '\0';
        col->is_identity = att->attidentity != '\0';
        col->identity_always = att->attidentity == ATTRIBUTE_IDENTITY_ALWAYS;
        /* Oracle's identity columns are of NUMBER, which PostgreSQL's cannot be: a sequence, a default and a flag */
        if (labels[att->attnum] != NULL && strstr(labels[att->attnum], ";IDENTITY=") != NULL)
        {
            col->is_identity = true;
            col->identity_always = strstr(labels[att->attnum], ";IDENTITY=ALWAYS") != NULL;
        }
        n++;
    }
    out->kind = kind_of_relkind(rel->rd_rel->relkind);
    out->oid = RelationGetRelid(rel);
    out->name = oracle_name_of(arena, RelationGetRelationName(rel));
    out->pg_name = ol_str_dup(arena, ol_str(RelationGetRelationName(rel)));
    out->pg_schema = ol_str_dup(arena, ol_str(nspname));
    out->schema = oracle_name_of(arena, nspname);
    out->ncolumns = n;
    out->columns = columns;
    out->read_only = labels[0] != NULL && strcmp(labels[0], "READ ONLY") == 0;
    out->is_partitioned = rel->rd_rel->relkind == RELKIND_PARTITIONED_TABLE;
    if (out->is_partitioned)
    {
        PartitionKey key = RelationGetPartitionKey(rel);
        int *columns_of_key = palloc0(sizeof(int) * Max(key->partnatts, 1));

        for (int i = 0; i < key->partnatts; i++)
            for (int k = 0; k < n; k++)
                if (columns[k].attnum == key->partattrs[i])
                    columns_of_key[out->npartition_key++] = k;
        out->partition_key = columns_of_key;
    }
    out->is_temporary = ol_pg_property_of(labels[0], "TEMPORARY") != NULL || rel->rd_rel->relpersistence == RELPERSISTENCE_TEMP;
    out->has_rowid = out->kind == OL_OBJ_TABLE || out->kind == OL_OBJ_MVIEW;
    out->is_dual = RelationGetNamespace(rel) == ol_pg_sys_namespace() &&
                   strcmp(RelationGetRelationName(rel), "dual") == 0;
    out->stamp = relation_stamp(out);
    MemoryContextSwitchTo(old);
}

/* Forget descriptions found stale in earlier transactions: nobody can hold them any more. */
static void drop_stale(void)
{
    LocalTransactionId now = MyProc->lxid;

    if (stale != NULL && stale_lxid != now)
        MemoryContextDeleteChildren(stale);
    stale_lxid = now;
}

static RelationEntry *relation_entry(Oid relid)
{
    RelationEntry *entry;
    bool found;
    Relation rel;
    MemoryContext context;

    if (relations == NULL)
    {
        HASHCTL ctl;

        memset(&ctl, 0, sizeof ctl);
        ctl.keysize = sizeof(Oid);
        ctl.entrysize = sizeof(RelationEntry);
        ctl.hcxt = CacheMemoryContext;
        stale = AllocSetContextCreate(CacheMemoryContext, "oliphant stale relations", ALLOCSET_SMALL_SIZES);
        relations = hash_create("oliphant relations", 128, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
    }
    entry = hash_search(relations, &relid, HASH_FIND, NULL);
    if (entry != NULL && entry->valid)
        return entry;
    drop_stale();
    rel = try_relation_open(relid, AccessShareLock);
    if (rel == NULL)
        return NULL;
    /* Built before it is entered, so that an error on the way leaves no half-made entry. */
    context = AllocSetContextCreate(CurrentMemoryContext, "oliphant relation", ALLOCSET_SMALL_SIZES);
    {
        RelationEntry fresh;

        memset(&fresh, 0, sizeof fresh);
        fresh.relid = relid;
        fresh.context = context;
        fresh.valid = true;
        describe_relation(&fresh, rel);
        entry = hash_search(relations, &relid, HASH_ENTER, &found);
        if (found && entry->context != NULL)
            MemoryContextSetParent(entry->context, stale);
        *entry = fresh;
        MemoryContextSetParent(context, CacheMemoryContext);
    }
    relation_close(rel, AccessShareLock);
    return entry;
}

/* --- synonyms ----------------------------------------------------------------------------------------------------- */

typedef struct Synonym
{
    OlStr schema;
    OlStr name;
    OlStr link;
} Synonym;

/*
 * Look up sys.synonyms_ (owner name, synonym_name name, target_schema name, target_name name, db_link text), all in Oracle
 * spelling, by its primary key index. owner PUBLIC for public synonyms.
 */
static bool find_synonym(OlArena *arena, OlStr owner, OlStr name, Synonym *out)
{
    Oid relid = OidIsValid(ol_pg_sys_namespace()) ? get_relname_relid("synonyms_", ol_pg_sys_namespace()) : InvalidOid;
    char owner_name[NAMEDATALEN], synonym_name[NAMEDATALEN];
    NameData owner_data, name_data;
    ScanKeyData keys[2];
    Relation rel;
    SysScanDesc scan;
    HeapTuple tuple;
    bool found = false;

    if (!OidIsValid(relid) || owner.n == 0 || owner.n >= NAMEDATALEN || name.n >= NAMEDATALEN)
        return false;
    memcpy(owner_name, owner.s, owner.n);
    owner_name[owner.n] = '\0';
    memcpy(synonym_name, name.s, name.n);
    synonym_name[name.n] = '\0';
    namestrcpy(&owner_data, owner_name);
    namestrcpy(&name_data, synonym_name);
    rel = table_open(relid, AccessShareLock);
    ScanKeyInit(&keys[0], 1, BTEqualStrategyNumber, F_NAMEEQ, NameGetDatum(&owner_data));
    keys[0].sk_collation = C_COLLATION_OID;
    ScanKeyInit(&keys[1], 2, BTEqualStrategyNumber, F_NAMEEQ, NameGetDatum(&name_data));
    keys[1].sk_collation = C_COLLATION_OID;
    {
        Oid index = RelationGetPrimaryKeyIndex(rel);

        scan = systable_beginscan(rel, index, OidIsValid(index), NULL, 2, keys);
    }
    tuple = systable_getnext(scan);
    if (HeapTupleIsValid(tuple))
    {
        TupleDesc desc = RelationGetDescr(rel);
        bool isnull;
        Datum d = heap_getattr(tuple, 3, desc, &isnull);

        out->schema = isnull ? OL_STR_NULL : ol_str_dup(arena, ol_str(NameStr(*DatumGetName(d))));
        d = heap_getattr(tuple, 4, desc, &isnull);
        out->name = isnull ? OL_STR_NULL : ol_str_dup(arena, ol_str(NameStr(*DatumGetName(d))));
        d = desc->natts >= 5 ? heap_getattr(tuple, 5, desc, &isnull) : (isnull = true, (Datum) 0);
        out->link = isnull ? OL_STR_NULL : ol_str_dup(arena, ol_str(TextDatumGetCString(d)));
        found = out->name.n > 0;
    }
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    return found;
}

/* --- the walk over Oracle's search order ---------------------------------------------------------------------------- */

/* Kind of object looked for: any relation kind in wanted (bits of 1 << OlObjectKind). */
static Oid relation_in(Oid nsp, const char *name, unsigned wanted, OlObjectKind *kind)
{
    Oid relid = OidIsValid(nsp) ? get_relname_relid(name, nsp) : InvalidOid;

    if (!OidIsValid(relid))
        return InvalidOid;
    *kind = kind_of_relkind(get_rel_relkind(relid));
    return *kind != OL_OBJ_NONE && (wanted & (1u << *kind)) != 0 ? relid : InvalidOid;
}

static OlStatus walk(OlArena *arena, OlStr schema, OlStr name, unsigned wanted, Oid *relid, OlObjectKind *kind, OlDiag *diag)
{
    *relid = InvalidOid;
    *kind = OL_OBJ_NONE;
    for (int step = 0; step < MAX_SYNONYM_STEPS; step++)
    {
        char pg_name[NAMEDATALEN];
        Synonym synonym;

        if (!pg_name_of(name, pg_name))
            return OL_OK;
        if (name.n > 8 && strncasecmp(name.s, PRIVATE_PREFIX, 8) == 0 && (schema.n == 0 || ol_str_eq(schema, ol_pg_current_schema())))
        {
            Oid own = LookupExplicitNamespace("pg_temp", true);

            *relid = relation_in(own, pg_name, wanted, kind);
            if (OidIsValid(*relid))
                return OL_OK;
        }
        if (schema.n > 0)
        {
            *relid = relation_in(namespace_of(schema), pg_name, wanted, kind);
            if (OidIsValid(*relid) || !find_synonym(arena, schema, name, &synonym))
                return OL_OK;
        }
        else
        {
            OlStr current = ol_pg_current_schema();

            *relid = relation_in(namespace_of(current), pg_name, wanted, kind);
            if (OidIsValid(*relid))
                return OL_OK;
            if (!find_synonym(arena, current, name, &synonym) && !find_synonym(arena, OL_STR("PUBLIC"), name, &synonym))
            {
                *relid = relation_in(ol_pg_sys_namespace(), pg_name, wanted, kind);
                return OL_OK;
            }
        }
        if (synonym.link.n > 0)
            return ol_diag_set(diag, OL_ERR_FEATURE_UNSUPPORTED, -1, "synonym for an object behind a database link");
        schema = synonym.schema;
        name = synonym.name;
    }
    return ol_diag_set_text(diag, OL_ERR_SYNONYM_INVALID, -1, "looping chain of synonyms");
}

static bool relation_seen(Oid relid)
{
    PrivilegeEntry probe, *entry;
    bool found;

    if (privileges == NULL)
    {
        HASHCTL ctl;

        memset(&ctl, 0, sizeof ctl);
        ctl.keysize = sizeof probe.key;
        ctl.entrysize = sizeof probe;
        ctl.hcxt = CacheMemoryContext;
        privileges = hash_create("oliphant privileges", 128, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
    }
    memset(&probe, 0, sizeof probe);
    probe.key.relid = relid;
    probe.key.user = GetUserId();
    entry = hash_search(privileges, &probe.key, HASH_FIND, NULL);
    if (entry == NULL || entry->generation != generation)
    {
        bool seen = user_has_any_privilege(relid);

        entry = hash_search(privileges, &probe.key, HASH_ENTER, &found);
        entry->generation = generation;
        entry->seen = seen;
    }
    return entry->seen;
}

static const unsigned RELATIONS = 1u << OL_OBJ_TABLE | 1u << OL_OBJ_VIEW | 1u << OL_OBJ_MVIEW;

static OlStatus find_relation(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlRelation **out, OlDiag *diag)
{
    Oid relid;
    OlObjectKind kind;
    RelationEntry *entry;

    *out = NULL;
    if (walk(arena, schema, name, RELATIONS, &relid, &kind, diag) != OL_OK)
        return OL_ERROR;
    if (!OidIsValid(relid))
        return OL_OK;
    entry = relation_entry(relid);
    if (entry != NULL && relation_seen(relid))
        *out = &entry->relation;
    return OL_OK;
}

static OlStatus find_partition(void *ctx, OlArena *arena, const OlRelation *table, OlStr name, bool subpartition, const OlRelation **out, OlDiag *diag)
{
    Oid relid = ol_pg_partition_named(table->oid, name, subpartition);
    RelationEntry *entry = OidIsValid(relid) ? relation_entry(relid) : NULL;

    *out = entry != NULL ? &entry->relation : NULL;
    return OL_OK;
}

static const OlRelation *relation_by_oid(void *ctx, uint32_t oid)
{
    RelationEntry *entry = relation_entry(oid);

    return entry != NULL ? &entry->relation : NULL;
}

uint64 ol_pg_relation_stamp(Oid relid)
{
    RelationEntry *entry = relation_entry(relid);

    return entry != NULL ? entry->relation.stamp : 0;
}

bool ol_pg_find_synonym(OlArena *arena, OlStr owner, OlStr name, OlStr *schema, OlStr *target)
{
    Synonym synonym;

    if (!find_synonym(arena, owner, name, &synonym) || synonym.link.n > 0)
        return false;
    *schema = synonym.schema.n > 0 ? synonym.schema : owner;
    *target = synonym.name;
    return true;
}

Oid ol_pg_find_relation_oid(OlStr schema, OlStr name)
{
    char pg_name[NAMEDATALEN];
    Oid nsp = namespace_of(schema);

    return OidIsValid(nsp) && pg_name_of(name, pg_name) ? get_relname_relid(pg_name, nsp) : InvalidOid;
}

Oid ol_pg_namespace(OlStr schema)
{
    return namespace_of(schema);
}

void ol_pg_set_unit_names(OlPgUnitRoutines routines, OlPgUnitKind kind)
{
    unit_routines = routines;
    unit_kind = kind;
}

static OlStatus find_sequence(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlSequence **out, OlDiag *diag)
{
    Oid relid;
    OlObjectKind kind;
    OlSequence *seq;
    char *pg_schema;

    *out = NULL;
    if (walk(arena, schema, name, 1u << OL_OBJ_SEQUENCE, &relid, &kind, diag) != OL_OK)
        return OL_ERROR;
    if (!OidIsValid(relid) ||
        pg_class_aclmask(relid, GetUserId(), ACL_SELECT | ACL_USAGE | ACL_UPDATE, ACLMASK_ANY) == 0)
        return OL_OK;
    seq = ol_new(arena, OlSequence);
    pg_schema = get_namespace_name(get_rel_namespace(relid));
    seq->oid = relid;
    seq->pg_schema = ol_str_dup(arena, ol_str(pg_schema));
    seq->pg_name = ol_str_dup(arena, ol_str(get_rel_name(relid)));
    seq->schema = oracle_name_of(arena, pg_schema);
    seq->name = ol_name_from_pg(arena, seq->pg_name);
    *out = seq;
    return OL_OK;
}

/* --- types ----------------------------------------------------------------------------------------------------------- */

typedef struct TypeEntry
{
    Oid oid; /* hash key */
    uint64 generation;
    MemoryContext context;
    OlTypeDef def;
} TypeEntry;

static HTAB *types;

static char *type_label(Oid oid)
{
    ObjectAddress address;

    ObjectAddressSet(address, TypeRelationId, oid);
    return GetSecurityLabel(&address, "oliphant");
}

/* "TABLE OF NUMBER;NOT NULL", "VARRAY(10) OF VARCHAR2(20 BYTE)": the element as Oracle knows it. */
static void describe_collection(OlTypeDef *def, Form_pg_type form, const char *label)
{
    Oid element = get_element_type(form->typbasetype);
    bool invisible;

    def->kind = OL_TYPEDEF_TABLE;
    if (label != NULL && strncmp(label, "VARRAY(", 7) == 0)
    {
        def->kind = OL_TYPEDEF_VARRAY;
        def->limit = (int32) strtol(label + 7, NULL, 10);
    }
    if (label != NULL && (label = strstr(label, " OF ")) != NULL)
    {
        char *text = pstrdup(label + 4);
        char *flag = strchr(text, ';');

        if (flag != NULL)
        {
            def->element_not_null = strcmp(flag, ";NOT NULL") == 0;
            *flag = '\0';
        }
        if (strcmp(text, "UDT") == 0)
            text = NULL;
        ol_pg_column_type(element, form->typtypmod, text, &def->element, &invisible);
        return;
    }
    ol_pg_column_type(element, form->typtypmod, NULL, &def->element, &invisible);
}

/* "OBJECT;NOT FINAL;NOT INSTANTIABLE;UNDER=SCOTT.PERSON" */
static void describe_object(OlArena *arena, OlTypeDef *def, const char *label)
{
    const char *under = label != NULL ? strstr(label, ";UNDER=") : NULL;

    def->kind = OL_TYPEDEF_OBJECT;
    def->is_final = label == NULL || strstr(label, ";NOT FINAL") == NULL;
    def->instantiable = label == NULL || strstr(label, ";NOT INSTANTIABLE") == NULL;
    def->incomplete = label != NULL && strncmp(label, "INCOMPLETE", 10) == 0;
    if (under != NULL)
    {
        const char *dot = strchr(under += 7, '.');

        if (dot != NULL)
        {
            def->super_schema = ol_str_dup(arena, ol_str_n(under, (size_t) (dot - under)));
            def->super_name = ol_str_dup(arena, ol_str(dot + 1));
        }
    }
}

const OlTypeDef *ol_pg_type_def(Oid oid)
{
    TypeEntry *entry;
    HeapTuple tuple;
    Form_pg_type form;
    MemoryContext context, old;
    OlArena *arena;
    OlTypeDef def;
    OlType type;
    char *label;
    bool found;

    if (types == NULL)
    {
        HASHCTL ctl;

        memset(&ctl, 0, sizeof ctl);
        ctl.keysize = sizeof(Oid);
        ctl.entrysize = sizeof(TypeEntry);
        ctl.hcxt = CacheMemoryContext;
        types = hash_create("oliphant types", 64, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
    }
    entry = hash_search(types, &oid, HASH_FIND, NULL);
    if (entry != NULL && entry->generation == generation)
        return &entry->def;
    if (!ol_pg_schema_type(oid, &type))
        return NULL;
    tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(oid));
    if (!HeapTupleIsValid(tuple))
        return NULL;
    form = (Form_pg_type) GETSTRUCT(tuple);
    context = AllocSetContextCreate(CurrentMemoryContext, "oliphant type", ALLOCSET_SMALL_SIZES);
    old = MemoryContextSwitchTo(context);
    arena = arena_in(context);
    memset(&def, 0, sizeof def);
    def.oid = oid;
    def.type = type;
    def.schema = type.type_schema;
    def.name = type.type_name;
    def.pg_schema = ol_str_dup(arena, ol_str(get_namespace_name(form->typnamespace)));
    def.pg_name = ol_str_dup(arena, ol_str(NameStr(form->typname)));
    label = type_label(oid);
    if (type.code == OL_T_COLLECTION)
        describe_collection(&def, form, label);
    else
    {
        RelationEntry *rel;
        OlRelColumn *attributes;

        describe_object(arena, &def, label);
        rel = relation_entry(form->typrelid);
        if (rel != NULL)
        {
            attributes = ol_new_array(arena, OlRelColumn, (size_t) rel->relation.ncolumns + 1);
            for (int i = 0; i < rel->relation.ncolumns; i++)
            {
                if (ol_str_eq_c(rel->relation.columns[i].pg_name, OL_SUBTYPE_ATTRIBUTE))
                    continue;
                attributes[def.nattributes] = rel->relation.columns[i];
                attributes[def.nattributes].name = ol_str_dup(arena, rel->relation.columns[i].name);
                attributes[def.nattributes].pg_name = ol_str_dup(arena, rel->relation.columns[i].pg_name);
                def.nattributes++;
            }
            def.attributes = attributes;
        }
    }
    MemoryContextSwitchTo(old);
    ReleaseSysCache(tuple);
    drop_stale();
    entry = hash_search(types, &oid, HASH_ENTER, &found);
    if (found && entry->context != NULL && stale != NULL)
        MemoryContextSetParent(entry->context, stale);
    entry->context = context;
    entry->def = def;
    entry->generation = generation;
    MemoryContextSetParent(context, CacheMemoryContext);
    return &entry->def;
}

static Oid type_in(Oid nsp, const char *name)
{
    Oid oid = OidIsValid(nsp) ? GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum(name), ObjectIdGetDatum(nsp)) : InvalidOid;
    OlType type;

    return OidIsValid(oid) && ol_pg_schema_type(oid, &type) && pg_type_aclcheck(oid, GetUserId(), ACL_USAGE) == ACLCHECK_OK ? oid : InvalidOid;
}

static OlStatus find_type(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlTypeDef **out, OlDiag *diag)
{
    *out = NULL;
    for (int step = 0; step < MAX_SYNONYM_STEPS; step++)
    {
        OlStr in = schema.n > 0 ? schema : ol_pg_current_schema();
        char pg_name[NAMEDATALEN];
        Synonym synonym;
        Oid oid;

        if (!pg_name_of(name, pg_name))
            return OL_OK;
        oid = type_in(namespace_of(in), pg_name);
        if (!OidIsValid(oid) && !find_synonym(arena, in, name, &synonym) &&
            (schema.n > 0 || !find_synonym(arena, OL_STR("PUBLIC"), name, &synonym)))
        {
            if (schema.n > 0)
                return OL_OK;
            oid = type_in(ol_pg_sys_namespace(), pg_name);
            if (!OidIsValid(oid))
                return OL_OK;
        }
        if (OidIsValid(oid))
        {
            *out = ol_pg_type_def(oid);
            return OL_OK;
        }
        schema = synonym.schema;
        name = synonym.name;
    }
    return ol_diag_set_text(diag, OL_ERR_SYNONYM_INVALID, -1, "looping chain of synonyms");
}

/* --- routines ------------------------------------------------------------------------------------------------------- */

static OlRoutine *describe_routine(OlArena *arena, HeapTuple tuple)
{
    Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);
    OlRoutine *r = ol_new(arena, OlRoutine);
    OlParamDef *params;
    Oid *types;
    char **names;
    char *modes;
    int n = get_func_arg_info(tuple, &types, &names, &modes);
    int inputs = 0;

    params = ol_new_array(arena, OlParamDef, (size_t) Max(n, 1));
    for (int i = 0; i < n; i++)
    {
        OlParamDef *p = &params[r->nparams];
        char mode = modes == NULL ? PROARGMODE_IN : modes[i];

        if (mode == PROARGMODE_TABLE)
            continue;
        p->mode = mode == PROARGMODE_OUT ? OL_PARAM_OUT : mode == PROARGMODE_INOUT ? OL_PARAM_INOUT : OL_PARAM_IN;
        p->name = names != NULL && names[i] != NULL ? oracle_name_of(arena, names[i]) : OL_STR_NULL;
        ol_pg_natural_type(types[i], -1, &p->type);
        if (p->type.code == OL_T_CLOB) /* a text argument of a function is a string, not a LOB */
            p->type.code = OL_T_VARCHAR2;
        if (p->mode != OL_PARAM_OUT)
        {
            inputs++;
            p->has_default = inputs > form->pronargs - form->pronargdefaults;
        }
        r->nparams++;
    }
    r->params = params;
    r->oid = form->oid;
    r->pg_schema = ol_str_dup(arena, ol_str(get_namespace_name(form->pronamespace)));
    r->pg_name = ol_str_dup(arena, ol_str(NameStr(form->proname)));
    r->schema = ol_name_from_pg(arena, r->pg_schema);
    r->name = ol_name_from_pg(arena, r->pg_name);
    r->is_function = form->prokind != PROKIND_PROCEDURE;
    r->deterministic = form->provolatile == PROVOLATILE_IMMUTABLE;
    ol_pg_natural_type(form->prorettype, -1, &r->result);
    if (r->result.code == OL_T_CLOB)
    {
        r->result.code = OL_T_VARCHAR2;
        r->result.size_bytes = 4000;
    }
    return r;
}

Oid ol_pg_language_oid(void)
{
    static Oid oid;
    static uint64 known_at;

    if (known_at != generation)
    {
        oid = get_language_oid("oliphant", true);
        known_at = generation;
    }
    return oid;
}

static OlRoutine *routines_in(OlArena *arena, Oid nsp, OlStr name)
{
    char pg_name[NAMEDATALEN];
    CatCList *list;
    OlRoutine *chain = NULL;

    if (!OidIsValid(nsp) || !pg_name_of(name, pg_name))
        return NULL;
    list = SearchSysCacheList1(PROCNAMEARGSNSP, CStringGetDatum(pg_name));
    for (int i = 0; i < list->n_members; i++)
    {
        HeapTuple tuple = &list->members[i]->tuple;
        Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);
        OlRoutine *r;

        /* rows of our own language stand for units, which have been asked for */
        if (form->pronamespace != nsp || form->prolang == ol_pg_language_oid() || (form->prokind != PROKIND_FUNCTION && form->prokind != PROKIND_PROCEDURE) ||
            pg_proc_aclcheck(form->oid, GetUserId(), ACL_EXECUTE) != ACLCHECK_OK)
            continue;
        r = describe_routine(arena, tuple);
        r->next = chain;
        chain = r;
    }
    ReleaseSysCacheList(list);
    return chain;
}

static OlStatus find_routine(void *ctx, OlArena *arena, OlStr schema, OlStr package, OlStr name, const OlRoutine **out,
                             OlDiag *diag)
{
    *out = NULL;
    if (unit_routines != NULL && (*out = unit_routines(arena, schema, package, name)) != NULL)
        return OL_OK;
    if (schema.n == 0 && package.n > 0)
    {
        /* a.b(): a schema's function, or a package's; packages are asked for first where there are any. */
        *out = routines_in(arena, namespace_of(package), name);
        return OL_OK;
    }
    if (package.n > 0)
        return OL_OK;
    if (schema.n > 0)
        *out = routines_in(arena, namespace_of(schema), name);
    else
    {
        Synonym synonym;

        *out = routines_in(arena, namespace_of(ol_pg_current_schema()), name);
        if (*out == NULL && (find_synonym(arena, ol_pg_current_schema(), name, &synonym) ||
                             find_synonym(arena, OL_STR("PUBLIC"), name, &synonym)))
            *out = routines_in(arena, namespace_of(synonym.schema), synonym.name);
    }
    return OL_OK;
}

/* --- anything by name ------------------------------------------------------------------------------------------------ */

static OlStatus find_object(void *ctx, OlArena *arena, OlStr schema, OlStr name, OlObjectKind *kind, uint32_t *oid,
                            OlStr *pg_schema, OlStr *pg_name, OlDiag *diag)
{
    OlStr in = schema.n > 0 ? schema : ol_pg_current_schema();
    char pg[NAMEDATALEN];
    Oid nsp = namespace_of(in), relid;
    Synonym synonym;
    OlRoutine *routine;

    *kind = OL_OBJ_NONE;
    *oid = 0;
    *pg_schema = *pg_name = OL_STR_NULL;
    if (!pg_name_of(name, pg))
        return OL_OK;
    if (name.n > 8 && strncasecmp(name.s, PRIVATE_PREFIX, 8) == 0 && OidIsValid(LookupExplicitNamespace("pg_temp", true)))
        nsp = LookupExplicitNamespace("pg_temp", true);
    relid = relation_in(nsp, pg, ~0u, kind);
    if (OidIsValid(relid))
    {
        *oid = relid;
        *pg_schema = ol_str_dup(arena, ol_str(get_namespace_name(nsp)));
        *pg_name = ol_str_dup(arena, ol_str(pg));
        return OL_OK;
    }
    *kind = OL_OBJ_NONE;
    if (unit_kind != NULL)
    {
        OlStr unit_schema_name = schema, unit_name = name;

        *kind = unit_kind(arena, &unit_schema_name, &unit_name);
        if (*kind != OL_OBJ_NONE && *kind != OL_OBJ_TYPE)
        {
            *pg_schema = unit_schema_name; /* a unit has no name in PostgreSQL: these are Oracle's */
            *pg_name = unit_name;
            return OL_OK;
        }
        *kind = OL_OBJ_NONE;
    }
    if (find_synonym(arena, in, name, &synonym))
    {
        *kind = OL_OBJ_SYNONYM;
        return OL_OK;
    }
    routine = routines_in(arena, nsp, name);
    if (routine != NULL)
    {
        *kind = routine->is_function ? OL_OBJ_FUNCTION : OL_OBJ_PROCEDURE;
        *oid = routine->oid;
        *pg_schema = routine->pg_schema;
        *pg_name = routine->pg_name;
    }
    return OL_OK;
}

static OlStr generated_name(void *ctx, OlArena *arena)
{
    Oid sequence = OidIsValid(ol_pg_sys_namespace()) ? get_relname_relid("constraint_names_", ol_pg_sys_namespace()) : InvalidOid;

    if (!OidIsValid(sequence))
        return OL_STR_NULL;
    return ol_str_printf(arena, "SYS_C%07lld", (long long) nextval_internal(sequence, false));
}

static bool schema_exists(void *ctx, OlStr name)
{
    return OidIsValid(namespace_of(name));
}

static OlStatus find_constraint(void *ctx, OlArena *arena, OlStr schema, OlStr name, const OlRelation **table, OlDiag *diag)
{
    Oid nsp = namespace_of(schema.n > 0 ? schema : ol_pg_current_schema());
    char pg[NAMEDATALEN];
    NameData data;
    ScanKeyData keys[2];
    Relation rel;
    SysScanDesc scan;
    HeapTuple tuple;
    Oid relid = InvalidOid;

    *table = NULL;
    if (!OidIsValid(nsp) || !pg_name_of(name, pg))
        return OL_OK;
    namestrcpy(&data, pg);
    rel = table_open(ConstraintRelationId, AccessShareLock);
    ScanKeyInit(&keys[0], Anum_pg_constraint_conname, BTEqualStrategyNumber, F_NAMEEQ, NameGetDatum(&data));
    ScanKeyInit(&keys[1], Anum_pg_constraint_connamespace, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(nsp));
    scan = systable_beginscan(rel, ConstraintNameNspIndexId, true, NULL, 2, keys);
    while (HeapTupleIsValid(tuple = systable_getnext(scan)) && !OidIsValid(relid))
        relid = ((Form_pg_constraint) GETSTRUCT(tuple))->conrelid;
    systable_endscan(scan);
    table_close(rel, AccessShareLock);
    if (OidIsValid(relid))
    {
        RelationEntry *entry = relation_entry(relid);

        if (entry != NULL)
            *table = &entry->relation;
    }
    return OL_OK;
}

static bool has_key(void *ctx, const OlRelation *table, const int *attnums, int n)
{
    Relation rel = try_relation_open(table->oid, AccessShareLock);
    bool found = false;
    List *indexes;
    ListCell *lc;

    if (rel == NULL)
        return false;
    indexes = rel->rd_rel->relkind == RELKIND_RELATION || rel->rd_rel->relkind == RELKIND_PARTITIONED_TABLE ? RelationGetIndexList(rel) : NIL;
    foreach (lc, indexes)
    {
        HeapTuple tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(lfirst_oid(lc)));
        Form_pg_index index;
        bool all;

        if (!HeapTupleIsValid(tuple))
            continue;
        index = (Form_pg_index) GETSTRUCT(tuple);
        all = index->indisunique && index->indisvalid && heap_attisnull(tuple, Anum_pg_index_indpred, NULL);
        for (int i = 0; i < index->indnkeyatts && all; i++)
        {
            bool there = false;

            for (int k = 0; k < n; k++)
                there |= attnums[k] == index->indkey.values[i];
            all = there;
        }
        found |= all;
        ReleaseSysCache(tuple);
    }
    list_free(indexes);
    relation_close(rel, AccessShareLock);
    return found;
}

/* C, POSIX and C.UTF-8 all order by code point, which in UTF-8 is the order of the bytes. */
static bool database_collation_is_c(void)
{
    HeapTuple tuple;
    bool isnull, result = lc_collate_is_c(DEFAULT_COLLATION_OID);
    Datum d;

    if (result)
        return true;
    tuple = SearchSysCache1(DATABASEOID, ObjectIdGetDatum(MyDatabaseId));
    if (!HeapTupleIsValid(tuple))
        return false;
    d = SysCacheGetAttr(DATABASEOID, tuple, Anum_pg_database_datcollate, &isnull);
    if (!isnull && ((Form_pg_database) GETSTRUCT(tuple))->datlocprovider == COLLPROVIDER_LIBC)
    {
        char *name = TextDatumGetCString(d);

        result = pg_strcasecmp(name, "C.UTF-8") == 0 || pg_strcasecmp(name, "C.utf8") == 0;
    }
    ReleaseSysCache(tuple);
    return result;
}

const OlCatalog *ol_pg_catalog(void)
{
    if (catalog_user != GetUserId())
    {
        OlArena *arena = arena_in(TopMemoryContext);
        OlStr name = oracle_name_of(arena, GetUserNameFromId(GetUserId(), false));
        char *copy = MemoryContextAlloc(TopMemoryContext, name.n + 1);

        memcpy(copy, name.s, name.n);
        copy[name.n] = '\0';
        ol_arena_free(arena);
        if (catalog_user_name != NULL)
            pfree(catalog_user_name);
        catalog_user_name = copy;
        catalog_user = GetUserId();
    }
    if (!collation_known)
    {
        catalog.collation_is_c = database_collation_is_c();
        collation_known = true;
    }
    catalog.current_schema = ol_pg_current_schema();
    catalog.current_user = ol_str(catalog_user_name);
    catalog.find_relation = find_relation;
    catalog.find_sequence = find_sequence;
    catalog.find_partition = find_partition;
    catalog.find_routine = find_routine;
    catalog.find_object = find_object;
    catalog.schema_exists = schema_exists;
    catalog.find_constraint = find_constraint;
    catalog.generated_name = generated_name;
    catalog.find_type = find_type;
    catalog.has_key = has_key;
    catalog.relation_by_oid = relation_by_oid;
    return &catalog;
}
