/*
 * base.h - the public face of src/base: memory, byte strings, buffers, hashing, UTF-8, diagnostics.
 *
 * Owns:      the vocabulary every other folder is written in.
 * Not here:  anything that knows Oracle, SQL, the wire or PostgreSQL.
 * Lifetimes: everything is allocated from an OlArena that the caller owns; freeing or resetting the arena frees all.
 * Invariant: no globals, no I/O; the library may lose control at any allocation (see OlAllocator) and leaves nothing
 *            outside the arena to clean up.
 * See also:  arena.c, buf.c, str.c, hash.c, utf8.c, diag.c, defs/errors.def
 */
#ifndef OL_BASE_H
#define OL_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OL_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define OL_MUSTCHECK __attribute__((warn_unused_result))
#define OL_NORETURN __attribute__((noreturn))
#define OL_LIKELY(x) __builtin_expect(!!(x), 1)
#define OL_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define OL_LENGTHOF(a) (sizeof(a) / sizeof((a)[0]))
#define OL_MIN(a, b) ((a) < (b) ? (a) : (b))
#define OL_MAX(a, b) ((a) > (b) ? (a) : (b))

/* --- assertions --------------------------------------------------------------------------------------------------
 * ol_assert: an invariant of ours, checked in debug builds.  ol_check: checked in every build.  Input from the
 * network, from SQL text or from files is never asserted: it is handled and reported. */
OL_NORETURN void ol_assert_failed(const char *expr, const char *file, int line);
#ifdef OL_DEBUG
#define ol_assert(e) ((e) ? (void)0 : ol_assert_failed(#e, __FILE__, __LINE__))
#else
#define ol_assert(e) ((void)sizeof(e))
#endif
#define ol_check(e) (OL_LIKELY(e) ? (void)0 : ol_assert_failed(#e, __FILE__, __LINE__))
#define ol_unreachable() ol_assert_failed("unreachable", __FILE__, __LINE__)

/* --- status -------------------------------------------------------------------------------------------------------
 * What fallible library functions return.  Anything but OL_OK comes with a filled OlDiag. */
typedef enum OlStatus
{
    OL_OK = 0,
    OL_ERROR = 1,     /* the OlDiag says what is wrong */
    OL_NEED_MORE = 2, /* (readers only) the bytes end before the message does: come again with more */
} OlStatus;

/* --- memory -------------------------------------------------------------------------------------------------------
 * An arena takes blocks from an allocator.  alloc must not return NULL: when memory is out it does not return at all
 * (ereport in the server, message and exit in the program, longjmp in tests). */
typedef struct OlAllocator
{
    void *(*alloc)(void *ctx, size_t size);
    void (*free)(void *ctx, void *ptr);
    void *ctx;
} OlAllocator;

typedef struct OlArena OlArena;

/* The allocator over malloc; when memory is out it calls oom (never returns) or, with oom NULL, abort(). */
OlAllocator ol_allocator_malloc(void (*oom)(void));

OlArena *ol_arena_new(const OlAllocator *allocator);       /* allocator is copied */
void ol_arena_free(OlArena *arena);                        /* frees the arena and everything in it; NULL is fine */
void ol_arena_reset(OlArena *arena);                       /* frees everything in it, keeps the arena usable */
void *ol_arena_alloc(OlArena *arena, size_t size);         /* uninitialised, aligned to 16 bytes */
void *ol_arena_zalloc(OlArena *arena, size_t size);        /* zeroed */
void *ol_arena_grow(OlArena *arena, void *ptr, size_t old_size, size_t new_size); /* realloc; extends in place if last */
size_t ol_arena_bytes(const OlArena *arena);               /* bytes taken from the allocator */
#define ol_new(arena, type) ((type *)ol_arena_zalloc((arena), sizeof(type)))
#define ol_new_array(arena, type, n) ((type *)ol_arena_zalloc((arena), ol_mul_size(sizeof(type), (n))))
size_t ol_mul_size(size_t a, size_t b);                    /* a * b; on overflow SIZE_MAX, which no allocator grants */

/* --- byte strings -------------------------------------------------------------------------------------------------
 * A slice: not NUL-terminated unless said; s may be NULL only when n is 0. */
typedef struct OlStr
{
    const char *s;
    size_t n;
} OlStr;

#define OL_STR(lit) ((OlStr){("" lit ""), sizeof(lit) - 1})
#define OL_STR_NULL ((OlStr){NULL, 0})
#define OL_STR_ARG(x) (int)(x).n, (x).s /* for "%.*s" */

OlStr ol_str(const char *cstr);                            /* view of a C string; NULL gives an empty one */
OlStr ol_str_n(const char *s, size_t n);
bool ol_str_eq(OlStr a, OlStr b);
bool ol_str_eq_c(OlStr a, const char *cstr);
bool ol_str_ieq(OlStr a, OlStr b);                         /* ASCII case-insensitive */
bool ol_str_ieq_c(OlStr a, const char *cstr);
int ol_str_cmp(OlStr a, OlStr b);                          /* bytewise, shorter first */
OlStr ol_str_dup(OlArena *arena, OlStr s);                 /* copy, NUL-terminated */
char *ol_str_cdup(OlArena *arena, OlStr s);                /* the same as C string */
OlStr ol_str_printf(OlArena *arena, const char *fmt, ...) OL_PRINTF(2, 3); /* NUL-terminated */
OlStr ol_str_vprintf(OlArena *arena, const char *fmt, va_list ap) OL_PRINTF(2, 0);
OlStr ol_str_upper(OlArena *arena, OlStr s);               /* ASCII letters only; identifiers use UTF-8 upper in front */
OlStr ol_str_lower(OlArena *arena, OlStr s);
OlStr ol_str_trim(OlStr s);                                /* without ASCII white space at both ends */
bool ol_parse_u64(OlStr s, uint64_t *out);                 /* decimal digits only, all of s, no overflow */
bool ol_hex_decode(OlStr hex, uint8_t *out, size_t out_len); /* exactly 2 * out_len digits */
void ol_hex_encode(const uint8_t *data, size_t n, char *out /* 2n + 1 */); /* upper case, NUL-terminated */

/* --- growing buffer -----------------------------------------------------------------------------------------------
 * Bytes appended at the end; data moves when it grows. */
typedef struct OlBuf
{
    OlArena *arena;
    uint8_t *data;
    size_t len;
    size_t cap;
} OlBuf;

void ol_buf_init(OlBuf *buf, OlArena *arena, size_t initial_cap);
void ol_buf_reserve(OlBuf *buf, size_t extra);             /* room for extra more bytes */
void ol_buf_append(OlBuf *buf, const void *data, size_t n);
void ol_buf_append_str(OlBuf *buf, OlStr s);
void ol_buf_append_c(OlBuf *buf, const char *cstr);
void ol_buf_append_byte(OlBuf *buf, uint8_t byte);
void ol_buf_printf(OlBuf *buf, const char *fmt, ...) OL_PRINTF(2, 3);
OlStr ol_buf_str(const OlBuf *buf);                        /* view; valid until the next append */
char *ol_buf_cstr(OlBuf *buf);                             /* NUL-terminated view (the NUL is not counted in len) */

/* --- growing array of pointers ------------------------------------------------------------------------------------ */
typedef struct OlList
{
    void **items;
    int n;
    int cap;
} OlList;
void ol_list_add(OlArena *arena, OlList *list, void *item);

/* --- hashing ------------------------------------------------------------------------------------------------------ */
uint64_t ol_hash_bytes(const void *data, size_t n, uint64_t seed);

/* Map from byte string to pointer, in an arena; keys are not copied. */
typedef struct OlMap OlMap;
OlMap *ol_map_new(OlArena *arena);
void *ol_map_get(const OlMap *map, OlStr key);             /* NULL when absent */
void ol_map_put(OlMap *map, OlStr key, void *value);       /* replaces; a NULL value removes */
int ol_map_count(const OlMap *map);

/* --- UTF-8 -------------------------------------------------------------------------------------------------------- */
bool ol_utf8_valid(const char *s, size_t n);               /* strict: no overlongs, no surrogates, up to U+10FFFF */
size_t ol_utf8_length(const char *s, size_t n);            /* characters; invalid bytes count one each */
size_t ol_utf8_offset(const char *s, size_t n, size_t nchars); /* byte offset of character number nchars, at most n */
int ol_utf8_decode(const char *s, size_t n, uint32_t *cp); /* bytes used (>= 1); U+FFFD for an invalid byte; n > 0 */
int ol_utf8_encode(uint32_t cp, char out[4]);              /* bytes written; 0 for what is no scalar value */

/* --- diagnostics --------------------------------------------------------------------------------------------------
 * One error or warning in Oracle's terms.  Numbers, texts and SQLSTATEs come from defs/errors.def. */
typedef enum OlFacility
{
    OL_FAC_ORA,
    OL_FAC_PLS,
    OL_FAC_TNS,
    OL_FAC_SP2
} OlFacility;

typedef enum OlErrorCode
{
    OL_ERR_NONE = 0,
#define OL_ERROR(symbol, facility, number, sqlstate, text) OL_ERR_##symbol,
#include "../../defs/errors.def"
#undef OL_ERROR
    OL_ERR_COUNT
} OlErrorCode;

typedef struct OlErrorInfo
{
    const char *symbol;
    OlFacility facility;
    int number;
    const char *sqlstate; /* five characters */
    const char *text;     /* %s takes the arguments in order */
} OlErrorInfo;

#define OL_DIAG_TEXT_MAX 1024

typedef struct OlDiag
{
    OlErrorCode code;
    OlFacility facility;
    int number;
    int pos;                        /* byte offset into the source text, -1 when unknown */
    char text[OL_DIAG_TEXT_MAX];    /* without the "ORA-nnnnn: " prefix, NUL-terminated, valid UTF-8 if the input was */
    char hint[256];                 /* what to do next; may be empty */
} OlDiag;

const OlErrorInfo *ol_error_info(OlErrorCode code);
OlErrorCode ol_error_by_number(OlFacility facility, int number); /* OL_ERR_NONE when not in the table */
const char *ol_facility_name(OlFacility facility);               /* "ORA", "PLS", "TNS", "SP2" */

void ol_diag_init(OlDiag *diag);
/* Fill diag; the arguments are C strings for the %s in the text of the error.  Always returns OL_ERROR, so that
 * "return ol_diag_set(...)" reads well.  A NULL diag is allowed. */
OlStatus ol_diag_set(OlDiag *diag, OlErrorCode code, int pos, ...);
OlStatus ol_diag_set_text(OlDiag *diag, OlErrorCode code, int pos, const char *text); /* own text for the number */
/* "ORA-00942: table or view does not exist" into out, NUL-terminated, cut to cap. Returns its length. */
size_t ol_diag_format(const OlDiag *diag, char *out, size_t cap);

#endif
