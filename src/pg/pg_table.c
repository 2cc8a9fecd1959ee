/*
 * pg_table.c - properties of tables, kept in their labels.
 *
 * Owns:      reading and writing "KEY=value;.." labels of relations.
 * Lifetimes: nothing is kept.
 * See also:  pg_table.h, pg_label.c
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/objectaddress.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "commands/seclabel.h"
#include "lib/stringinfo.h"
#include "utils/inval.h"

#include "pg/pg_table.h"

/* One "KEY=value" at *pos; false at the end. */
static bool next_property(const char **pos, const char **key, size_t *key_len, const char **value, size_t *value_len)
{
    const char *p = *pos, *end, *eq;

    while (*p == ';')
        p++;
    if (*p == '\0')
        return false;
    end = strchr(p, ';');
    if (end == NULL)
        end = p + strlen(p);
    eq = memchr(p, '=', (size_t) (end - p));
    *key = p;
    *key_len = eq != NULL ? (size_t) (eq - p) : (size_t) (end - p);
    *value = eq != NULL ? eq + 1 : end;
    *value_len = eq != NULL ? (size_t) (end - eq - 1) : 0;
    *pos = end;
    return true;
}

static char *decode(const char *s, size_t n)
{
    char *out = palloc(n + 1);
    size_t k = 0;

    for (size_t i = 0; i < n; i++)
        if (s[i] == '%' && i + 2 < n && s[i + 1] == '3' && s[i + 2] == 'B')
        {
            out[k++] = ';';
            i += 2;
        }
        else if (s[i] == '%' && i + 2 < n && s[i + 1] == '2' && s[i + 2] == '5')
        {
            out[k++] = '%';
            i += 2;
        }
        else
            out[k++] = s[i];
    out[k] = '\0';
    return out;
}

static void append_encoded(StringInfo out, const char *s)
{
    for (; *s != '\0'; s++)
        if (*s == ';')
            appendStringInfoString(out, "%3B");
        else if (*s == '%')
            appendStringInfoString(out, "%25");
        else
            appendStringInfoChar(out, *s);
}

char *ol_pg_property_of(const char *label, const char *key)
{
    const char *k, *v;
    size_t kn, vn;

    while (label != NULL && next_property(&label, &k, &kn, &v, &vn))
        if (kn == strlen(key) && memcmp(k, key, kn) == 0)
            return decode(v, vn);
    return NULL;
}

char *ol_pg_property(Oid relid, const char *key)
{
    ObjectAddress object = {RelationRelationId, relid, 0};
    char *label = GetSecurityLabel(&object, "oliphant");

    return label == NULL ? NULL : ol_pg_property_of(label, key);
}

static Oid named_in(Oid parent, OlStr name, const char *key)
{
    ListCell *lc;

    foreach (lc, find_inheritance_children(parent, NoLock))
    {
        char *its = ol_pg_property(lfirst_oid(lc), key);

        if (its != NULL && ol_str_eq(name, ol_str(its)))
            return lfirst_oid(lc);
    }
    return InvalidOid;
}

Oid ol_pg_partition_named(Oid parent, OlStr name, bool subpartition)
{
    ListCell *lc;

    if (!subpartition)
        return named_in(parent, name, "PARTITION");
    foreach (lc, find_inheritance_children(parent, NoLock))
    {
        Oid found = named_in(lfirst_oid(lc), name, "SUBPARTITION");

        if (OidIsValid(found))
            return found;
    }
    return InvalidOid;
}

void ol_pg_set_property(Oid relid, const char *key, const char *value)
{
    ObjectAddress object = {RelationRelationId, relid, 0};
    const char *old = GetSecurityLabel(&object, "oliphant"), *k, *v;
    size_t kn, vn;
    StringInfoData out;

    initStringInfo(&out);
    while (old != NULL && next_property(&old, &k, &kn, &v, &vn))
    {
        if (kn == strlen(key) && memcmp(k, key, kn) == 0)
            continue;
        if (out.len > 0)
            appendStringInfoChar(&out, ';');
        appendBinaryStringInfo(&out, k, (int) (v + vn - k));
    }
    if (value != NULL)
    {
        if (out.len > 0)
            appendStringInfoChar(&out, ';');
        appendStringInfo(&out, "%s=", key);
        append_encoded(&out, value);
    }
    SetSecurityLabel(&object, "oliphant", out.len > 0 ? out.data : NULL);
    CacheInvalidateRelcacheByRelid(relid);
    CommandCounterIncrement();
}
