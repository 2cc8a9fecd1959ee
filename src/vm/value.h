/*
 * value.h - values of the PL/SQL machine: slots, and the counted objects of its heap.
 *
 * Owns:      OlSlot; strings, records, collections, cursors as heap objects; the heap's accounting.
 * Not here:  what the machine does with them (vm_run.c); conversion to and from datums (datum.c).
 * Lifetimes: an object lives while a slot refers to it. A slot that goes away is released (ol_slot_release).
 * Invariant: slot.ref says whether the slot holds a reference; a NULL holds none. An object with more than one reference is
 *            never changed: ol_*_own makes a copy first. Functions that allocate return OL_ERROR (ORA-04030) instead of
 *            raising, so that the machine can unwind by itself.
 * See also:  heap.c, string.c, collection.c, docs/internals/plsql.md
 */
#ifndef OL_VM_VALUE_H
#define OL_VM_VALUE_H

#include "base/base.h"
#include "oratype/oratype.h"

typedef enum OlObjKind
{
    OL_OBJK_STRING, /* also RAW and LOB values */
    OL_OBJK_RECORD,
    OL_OBJK_COLL,
    OL_OBJK_CURSOR
} OlObjKind;

typedef struct OlObj
{
    uint32_t refs;
    uint8_t kind;  /* OlObjKind */
    uint8_t flags;
    uint16_t spare;
} OlObj;

typedef struct OlVmString OlVmString;
typedef struct OlVmRecord OlVmRecord;
typedef struct OlVmColl OlVmColl;
typedef struct OlVmCursor OlVmCursor;

typedef struct OlVmZoned /* TIMESTAMP WITH TIME ZONE: as sys.oratimestamptz keeps it */
{
    int64_t us;
    int32_t zone;
} OlVmZoned;

typedef struct OlVmInterval /* as PostgreSQL's interval */
{
    int64_t us;
    int32_t days;
    int32_t months;
} OlVmInterval;

typedef struct OlSlot
{
    union
    {
        OlDecimal n;
        int64_t i;
        double d;
        bool b;
        int64_t t;
        OlVmZoned z;
        OlVmInterval v;
        uint8_t raw[16]; /* ROWID: as sys.rowid keeps it */
        OlObj *o;
        OlVmString *s;
        OlVmRecord *q;
        OlVmColl *l;
        OlVmCursor *c;
        struct OlSlot *addr; /* the machine's own use */
    };
    uint8_t null;
    uint8_t ref;    /* o is a counted reference */
    uint8_t absent; /* elements of collections: deleted, or never there */
    uint8_t spare[5];
} OlSlot;

_Static_assert(sizeof(OlSlot) == 32, "a slot is 32 bytes");
_Static_assert(sizeof(OlDecimal) == offsetof(OlSlot, null), "no value kept in place is wider than a NUMBER");

#define OL_STRF_ASCII 1u    /* known to be ASCII only */
#define OL_STRF_WIDE 2u     /* known not to be */
#define OL_STRF_OPEN 4u     /* a LOB between DBMS_LOB.OPEN and CLOSE */

struct OlVmString
{
    OlObj h;
    uint32_t len;
    uint32_t cap;
    int32_t nchars; /* -1: not counted yet */
    char s[];
};

struct OlVmRecord
{
    OlObj h;
    uint32_t n;
    uint32_t otype; /* objects: pg_type OID of the type it was made with; 0: a record, or the declared type */
    OlSlot f[];
};

typedef enum OlCollKind
{
    OL_COLL_ASSOC_INT,
    OL_COLL_ASSOC_STR,
    OL_COLL_NESTED,
    OL_COLL_VARRAY
} OlCollKind;

typedef struct OlCollEntry
{
    union
    {
        int64_t k;
        OlVmString *ks;
    };
    OlSlot v;
} OlCollEntry;

enum
{
    OL_COLL_CHUNK = 64,
    OL_STRING_MAX = 0x3fffffff
};

typedef struct OlCollChunk
{
    int n;
    OlCollEntry e[OL_COLL_CHUNK];
} OlCollChunk;

/* Dense: items[i] is the element base + i. Others are kept sorted in chunks: an array that got holes, or string keys. */
struct OlVmColl
{
    OlObj h;
    uint8_t ckind;     /* OlCollKind */
    bool chunked;
    uint32_t limit;    /* VARRAY, else 0 */
    uint32_t count;    /* elements that are there */
    const struct OlVmElem *elem; /* how a new element begins; NULL: as a plain NULL */
    OlSlot *items;
    int64_t base;
    uint32_t n;
    uint32_t cap;
    OlCollChunk **dir;
    uint32_t ndir;
    uint32_t dircap;
};

/* How an element or field begins that is not a plain NULL: records with their fields, associative arrays empty, constants. Lives
 * as long as the session. */
typedef enum OlVmBegin
{
    OL_BEGIN_RECORD,
    OL_BEGIN_ASSOC_INT,
    OL_BEGIN_ASSOC_STR,
    OL_BEGIN_CONST
} OlVmBegin;

typedef struct OlVmElem
{
    OlVmBegin how;
    uint32_t nfields;
    const struct OlVmElem **fields; /* NULL entries: plain NULL */
    const struct OlVmElem *elem;    /* of an associative array */
    OlSlot value;                   /* CONST */
} OlVmElem;

/* --- heap (heap.c) --- */
void ol_vm_heap_init(void);
void *ol_vm_alloc(size_t bytes, OlDiag *diag); /* NULL: ORA-04030 in diag */
void ol_vm_free(void *p, size_t bytes);
extern size_t ol_vm_heap_bytes;
extern size_t ol_vm_heap_limit; /* bytes */
void ol_obj_destroy(OlObj *o);  /* the last reference is gone */

static inline void ol_obj_unref(OlObj *o)
{
    if (--o->refs == 0)
        ol_obj_destroy(o);
}

static inline void ol_slot_release(OlSlot *s)
{
    if (s->ref)
        ol_obj_unref(s->o);
    s->ref = 0;
    s->null = 1;
}

static inline void ol_slot_set_null(OlSlot *s)
{
    ol_slot_release(s);
}

/* d := s; both may be the same */
static inline void ol_slot_copy(OlSlot *d, const OlSlot *s)
{
    OlObj *old = d->ref ? d->o : NULL;
    uint8_t absent = d->absent;

    if (s->ref)
        s->o->refs++;
    *d = *s;
    d->absent = absent;
    if (old != NULL)
        ol_obj_unref(old);
}

/* d takes the reference of s, which becomes NULL */
static inline void ol_slot_move(OlSlot *d, OlSlot *s)
{
    OlObj *old;
    uint8_t absent = d->absent;

    if (d == s)
        return;
    old = d->ref ? d->o : NULL;
    *d = *s;
    d->absent = absent;
    s->ref = 0;
    s->null = 1;
    if (old != NULL)
        ol_obj_unref(old);
}

/* d := a new object whose one reference is handed over */
static inline void ol_slot_give(OlSlot *d, void *object)
{
    OlObj *old = d->ref ? d->o : NULL;

    d->o = object;
    d->ref = 1;
    d->null = 0;
    if (old != NULL)
        ol_obj_unref(old);
}

/* --- strings (string.c) --- */
OlVmString *ol_vstr_alloc(size_t cap, OlDiag *diag); /* len 0 */
OlVmString *ol_vstr_new(const char *s, size_t n, OlDiag *diag);
/* An empty string is NULL. */
OlStatus ol_slot_set_str(OlSlot *d, const char *s, size_t n, OlDiag *diag);
OlStatus ol_vstr_concat(OlSlot *d, const OlSlot *a, const OlSlot *b, OlDiag *diag);
/* Room for cap bytes in a string nobody else holds; *s may move. */
OlStatus ol_vstr_own(OlSlot *slot, size_t cap, OlDiag *diag);
uint32_t ol_vstr_chars(OlVmString *s);
bool ol_vstr_ascii(OlVmString *s);
int ol_vstr_cmp(const OlVmString *a, const OlVmString *b);
int ol_vstr_cmp_padded(const OlVmString *a, const OlVmString *b);

static inline OlStr ol_vstr(const OlSlot *s)
{
    return s->null ? OL_STR_NULL : (OlStr){s->s->s, s->s->len};
}

/* --- records (collection.c) --- */
OlVmRecord *ol_vrec_new(uint32_t n, OlDiag *diag); /* fields NULL */
OlStatus ol_vrec_own(OlSlot *slot, OlDiag *diag);
/* A slot as its elem says it begins. */
OlStatus ol_slot_begin(OlSlot *slot, const OlVmElem *elem, OlDiag *diag);

/* --- collections (collection.c). Keys: k for integer kinds, ks for ASSOC_STR --- */
OlVmColl *ol_vcoll_new(OlCollKind kind, uint32_t limit, const OlVmElem *elem, OlDiag *diag);
OlStatus ol_vcoll_own(OlSlot *slot, OlDiag *diag);
OlSlot *ol_vcoll_find(const OlVmColl *c, int64_t k);                  /* NULL: not there */
OlSlot *ol_vcoll_find_str(const OlVmColl *c, const OlVmString *ks);
/* For writing: an associative array gets the element. ORA-06533, ORA-06532. c must be owned. */
OlSlot *ol_vcoll_at(OlVmColl *c, int64_t k, OlDiag *diag);
OlSlot *ol_vcoll_at_str(OlVmColl *c, OlVmString *ks, OlDiag *diag);
/* An element behind the last of a dense one; begins as elem says. */
OlSlot *ol_vcoll_append(OlVmColl *c, OlDiag *diag);
OlStatus ol_vcoll_extend(OlVmColl *c, int64_t n, int64_t from, bool has_from, OlDiag *diag);
OlStatus ol_vcoll_trim(OlVmColl *c, int64_t n, OlDiag *diag);
OlStatus ol_vcoll_delete_all(OlVmColl *c, OlDiag *diag);
OlStatus ol_vcoll_delete(OlVmColl *c, int64_t from, int64_t to, OlDiag *diag);
OlStatus ol_vcoll_delete_str(OlVmColl *c, const OlVmString *from, const OlVmString *to, OlDiag *diag);
bool ol_vcoll_first(const OlVmColl *c, bool last, OlCollEntry *out);  /* key only; out->ks is not counted */
/* The nearest key above (next) or below k; k itself need not be there. */
bool ol_vcoll_step(const OlVmColl *c, int64_t k, bool next, int64_t *out);
bool ol_vcoll_step_str(const OlVmColl *c, const OlVmString *ks, bool next, OlVmString **out);

#endif
