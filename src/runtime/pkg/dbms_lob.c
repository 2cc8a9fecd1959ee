/*
 * dbms_lob.c - DBMS_LOB on LOB values of the machine.
 *
 * A LOB in PL/SQL is a counted string; routines with IN OUT work on the caller's own variable and change its bytes in place. Offsets
 * and amounts of CLOBs count UTF-16 units, as Oracle's do, those of BLOBs bytes; both begin at 1.
 *
 * Source:    PL/SQL Packages and Types Reference, "DBMS_LOB".
 * See also:  vm/host.h, sql/pkg/dbms_lob.sql
 */
#include "postgres.h"

#include "oratype/decimal.h"
#include "vm/host.h"

enum
{
    AMOUNT_MAX = 32767 /* of READ, WRITE, SUBSTR and patterns */
};

static OlStatus bad_argument(OlDiag *diag, int n)
{
    char text[12];

    snprintf(text, sizeof text, "%d", n);
    return ol_diag_set(diag, OL_ERR_LOB_ARGUMENT, -1, text);
}

static OlStatus no_lob(OlDiag *diag)
{
    return ol_vm_value_error(diag, ": invalid LOB locator specified: ORA-22275");
}

/* --- places in text ------------------------------------------------------------------------------------------------------------- */

static bool plain(OlVmString *s, bool is_char)
{
    return !is_char || ol_vstr_ascii(s);
}

static inline size_t char_bytes(unsigned char c)
{
    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/* Units of n bytes. */
static int64 units_of(const char *p, size_t n)
{
    int64 units = 0;

    for (size_t i = 0; i < n; i++)
    {
        unsigned char c = (unsigned char)p[i];

        units += (c & 0xc0) != 0x80;
        units += c >= 0xf0;
    }
    return units;
}

static int64 length_of(OlVmString *s, bool is_char)
{
    return plain(s, is_char) ? s->len : units_of(s->s, s->len);
}

/* The byte where unit `at` (from 0) begins; at most n. A pair is never cut: its second unit counts as its beginning. */
static size_t byte_at(const char *p, size_t n, int64 at)
{
    size_t i = 0;

    while (i < n && at > 0)
    {
        size_t w = char_bytes((unsigned char)p[i]);

        at -= w == 4 ? 2 : 1;
        if (at < 0)
        {
            break;
        }
        i += Min(w, n - i);
    }
    return i;
}

static size_t place_of(OlVmString *s, bool is_char, int64 at)
{
    return plain(s, is_char) ? (size_t)Min(Max(at, 0), (int64)s->len) : byte_at(s->s, s->len, at);
}

static void changed(OlVmString *s)
{
    s->nchars = -1;
    s->h.flags &= ~(OL_STRF_ASCII | OL_STRF_WIDE);
}

/* --- changing ---------------------------------------------------------------------------------------------------------------------- */

/* Bytes [from, to) of the LOB become what (which may lie in it: then the slot of what is another and keeps it alive). */
static OlStatus splice(OlSlot *lob, size_t from, size_t to, const char *what, size_t n, OlDiag *diag)
{
    OlVmString *s;
    size_t len = lob->s->len - (to - from) + n;
    bool ascii_end = from == lob->s->len && (lob->s->h.flags & OL_STRF_ASCII) != 0;

    if (ol_vstr_own(lob, Max(len, 1), diag) != OL_OK)
    {
        return OL_ERROR;
    }
    s = lob->s;
    if (to != s->len && from + n != to)
    {
        memmove(s->s + from + n, s->s + to, s->len - to);
    }
    if (n > 0)
    {
        memcpy(s->s + from, what, n);
    }
    s->len = (uint32)len;
    if (ascii_end)
    {
        /* appending keeps what is known: only the new part is looked at */
        for (size_t i = 0; i < n && ascii_end; i++)
        {
            ascii_end = (unsigned char)what[i] < 0x80;
        }
        if (ascii_end)
        {
            s->nchars = (int32)len;
            return OL_OK;
        }
    }
    changed(s);
    return OL_OK;
}

/* Makes the LOB at least `units` long, with blanks or zero bytes. */
static OlStatus fill_to(OlSlot *lob, bool is_char, int64 units, OlDiag *diag)
{
    int64 have = length_of(lob->s, is_char);
    size_t len = lob->s->len;

    if (have >= units)
    {
        return OL_OK;
    }
    if (units - have > OL_STRING_MAX)
    {
        return bad_argument(diag, 3);
    }
    if (ol_vstr_own(lob, len + (size_t)(units - have), diag) != OL_OK)
    {
        return OL_ERROR;
    }
    memset(lob->s->s + len, is_char ? ' ' : 0, (size_t)(units - have));
    lob->s->len = (uint32)(len + (size_t)(units - have));
    changed(lob->s);
    return OL_OK;
}

OL_HOST_FN(lob_createtemporary)
{
    OlVmString *s = ol_vstr_alloc(256, diag);

    if (s == NULL)
    {
        return OL_ERROR;
    }
    s->nchars = 0;
    s->h.flags |= OL_STRF_ASCII;
    ol_slot_give(args[0], s);
    return OL_OK;
}

OL_HOST_FN(blob_createtemporary)
{
    return ol_host_lob_createtemporary(result, args, nargs, diag);
}

OL_HOST_FN(lob_freetemporary)
{
    if (args[0]->null)
    {
        return no_lob(diag);
    }
    ol_slot_release(args[0]);
    return OL_OK;
}

OL_HOST_FN(blob_freetemporary)
{
    return ol_host_lob_freetemporary(result, args, nargs, diag);
}

/* A LOB value of PL/SQL is a copy of its own whatever it came from: temporary. */
OL_HOST_FN(lob_istemporary)
{
    return args[0]->null ? OL_OK : ol_slot_give_number(result, 1);
}

OL_HOST_FN(blob_istemporary)
{
    return ol_host_lob_istemporary(result, args, nargs, diag);
}

/* OPEN and CLOSE of a LOB group its changes; nothing depends on it here but ISOPEN. */
OL_HOST_FN(lob_open)
{
    if (args[0]->null)
    {
        return no_lob(diag);
    }
    if (ol_vstr_own(args[0], Max(args[0]->s->len, 1), diag) != OL_OK)
    {
        return OL_ERROR;
    }
    if ((args[0]->s->h.flags & OL_STRF_OPEN) != 0)
    {
        return ol_diag_set(diag, OL_ERR_LOB_ALREADY_OPEN, -1);
    }
    args[0]->s->h.flags |= OL_STRF_OPEN;
    return OL_OK;
}

OL_HOST_FN(blob_open)
{
    return ol_host_lob_open(result, args, nargs, diag);
}

OL_HOST_FN(lob_close)
{
    if (args[0]->null)
    {
        return no_lob(diag);
    }
    if ((args[0]->s->h.flags & OL_STRF_OPEN) == 0)
    {
        return ol_diag_set(diag, OL_ERR_LOB_NOT_OPEN, -1);
    }
    args[0]->s->h.flags &= ~OL_STRF_OPEN;
    return OL_OK;
}

OL_HOST_FN(blob_close)
{
    return ol_host_lob_close(result, args, nargs, diag);
}

OL_HOST_FN(lob_isopen)
{
    if (args[0]->null)
    {
        return no_lob(diag);
    }
    return ol_slot_give_number(result, (args[0]->s->h.flags & OL_STRF_OPEN) != 0);
}

OL_HOST_FN(blob_isopen)
{
    return ol_host_lob_isopen(result, args, nargs, diag);
}

OL_HOST_FN(lob_append)
{
    if (args[0]->null || args[1]->null)
    {
        return no_lob(diag);
    }
    if (args[0]->s == args[1]->s)
    {
        /* onto itself: the second reference keeps the bytes where they are */
        OlSlot copy = {.null = 1};
        OlStatus status;

        ol_slot_copy(&copy, args[1]);
        status = splice(args[0], copy.s->len, copy.s->len, copy.s->s, copy.s->len, diag);
        ol_slot_release(&copy);
        return status;
    }
    return splice(args[0], args[0]->s->len, args[0]->s->len, args[1]->s->s, args[1]->s->len, diag);
}

OL_HOST_FN(blob_append)
{
    return ol_host_lob_append(result, args, nargs, diag);
}

/* lob, amount, buffer */
static OlStatus write_append(OlSlot *const *args, bool is_char, OlDiag *diag)
{
    int64 amount = ol_slot_int(args[1], -1);
    size_t n;

    if (args[0]->null)
    {
        return no_lob(diag);
    }
    if (amount < 1 || amount > AMOUNT_MAX)
    {
        return bad_argument(diag, 2);
    }
    if (args[2]->null || amount > length_of(args[2]->s, is_char))
    {
        return bad_argument(diag, 2);
    }
    n = place_of(args[2]->s, is_char, amount);
    return splice(args[0], args[0]->s->len, args[0]->s->len, args[2]->s->s, n, diag);
}

OL_HOST_FN(lob_writeappend)
{
    return write_append(args, true, diag);
}

OL_HOST_FN(blob_writeappend)
{
    return write_append(args, false, diag);
}

/* `amount` units of `from` beginning at unit `from_at` over those of the LOB at unit `at` */
static OlStatus put_at(OlSlot *lob, bool is_char, int64 at, OlVmString *from, int64 from_at, int64 amount, OlDiag *diag)
{
    size_t a = place_of(from, is_char, from_at);
    size_t b = place_of(from, is_char, from_at + Min(amount, INT64CONST(1) << 40));
    int64 real = is_char ? units_of(from->s + a, b - a) : (int64)(b - a);
    size_t start;
    size_t end;

    if (fill_to(lob, is_char, at, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    start = place_of(lob->s, is_char, at);
    end = place_of(lob->s, is_char, at + real);
    return splice(lob, start, end, from->s + a, b - a, diag);
}

/* lob, amount, offset, buffer */
static OlStatus write_at(OlSlot *const *args, bool is_char, OlDiag *diag)
{
    int64 amount = ol_slot_int(args[1], -1);
    int64 offset = ol_slot_int(args[2], -1);

    if (args[0]->null)
    {
        return no_lob(diag);
    }
    if (amount < 1 || amount > AMOUNT_MAX || args[3]->null || amount > length_of(args[3]->s, is_char))
    {
        return bad_argument(diag, 2);
    }
    if (offset < 1 || offset > OL_STRING_MAX)
    {
        return bad_argument(diag, 3);
    }
    return put_at(args[0], is_char, offset - 1, args[3]->s, 0, amount, diag);
}

OL_HOST_FN(lob_write)
{
    return write_at(args, true, diag);
}

OL_HOST_FN(blob_write)
{
    return write_at(args, false, diag);
}

/* destination, source, amount, destination's offset, source's offset */
static OlStatus copy_part(OlSlot *const *args, bool is_char, OlDiag *diag)
{
    int64 amount = ol_slot_int(args[2], -1);
    int64 to = args[3]->absent ? 1 : ol_slot_int(args[3], -1);
    int64 from = args[4]->absent ? 1 : ol_slot_int(args[4], -1);
    OlSlot source = {.null = 1};
    OlStatus status;

    if (args[0]->null || args[1]->null)
    {
        return no_lob(diag);
    }
    if (amount < 1)
    {
        return bad_argument(diag, 3);
    }
    if (to < 1 || to > OL_STRING_MAX)
    {
        return bad_argument(diag, 4);
    }
    if (from < 1 || from > length_of(args[1]->s, is_char))
    {
        return bad_argument(diag, 5);
    }
    ol_slot_copy(&source, args[1]);
    status = put_at(args[0], is_char, to - 1, source.s, from - 1, amount, diag);
    ol_slot_release(&source);
    return status;
}

OL_HOST_FN(lob_copy)
{
    return copy_part(args, true, diag);
}

OL_HOST_FN(blob_copy)
{
    return copy_part(args, false, diag);
}

/* lob, amount (out: what was erased), offset: blanks or zero bytes */
static OlStatus erase(OlSlot *const *args, bool is_char, OlDiag *diag)
{
    int64 amount = ol_slot_int(args[1], -1);
    int64 offset = args[2]->absent ? 1 : ol_slot_int(args[2], -1);
    int64 have;
    size_t a;
    size_t b;
    char *blanks;
    OlStatus status;

    if (args[0]->null)
    {
        return no_lob(diag);
    }
    if (amount < 1)
    {
        return bad_argument(diag, 2);
    }
    if (offset < 1)
    {
        return bad_argument(diag, 3);
    }
    have = length_of(args[0]->s, is_char);
    if (offset > have)
    {
        return ol_slot_give_number(args[1], 0);
    }
    amount = Min(amount, have - offset + 1);
    a = place_of(args[0]->s, is_char, offset - 1);
    b = place_of(args[0]->s, is_char, offset - 1 + amount);
    if ((blanks = ol_vm_alloc((size_t)amount, diag)) == NULL)
    {
        return OL_ERROR;
    }
    memset(blanks, is_char ? ' ' : 0, (size_t)amount);
    status = splice(args[0], a, b, blanks, (size_t)amount, diag);
    ol_vm_free(blanks, (size_t)amount);
    return status == OL_OK ? ol_slot_give_number(args[1], amount) : status;
}

OL_HOST_FN(lob_erase)
{
    return erase(args, true, diag);
}

OL_HOST_FN(blob_erase)
{
    return erase(args, false, diag);
}

static OlStatus trim(OlSlot *const *args, bool is_char, OlDiag *diag)
{
    int64 want = ol_slot_int(args[1], -1);

    if (args[0]->null)
    {
        return no_lob(diag);
    }
    if (want < 0 || want > length_of(args[0]->s, is_char))
    {
        return bad_argument(diag, 2);
    }
    return splice(args[0], place_of(args[0]->s, is_char, want), args[0]->s->len, NULL, 0, diag);
}

OL_HOST_FN(lob_trim)
{
    return trim(args, true, diag);
}

OL_HOST_FN(blob_trim)
{
    return trim(args, false, diag);
}

/* --- reading ------------------------------------------------------------------------------------------------------------------------- */

/* lob, amount (out: what was read), offset, buffer */
static OlStatus read_part(OlSlot *const *args, bool is_char, OlDiag *diag)
{
    int64 amount = ol_slot_int(args[1], -1);
    int64 offset = ol_slot_int(args[2], -1);
    OlVmString *s;
    size_t a;
    size_t b;

    if (args[0]->null)
    {
        return no_lob(diag);
    }
    if (amount < 1 || amount > AMOUNT_MAX)
    {
        return bad_argument(diag, 2);
    }
    if (offset < 1)
    {
        return bad_argument(diag, 3);
    }
    s = args[0]->s;
    a = place_of(s, is_char, offset - 1);
    if (a >= s->len)
    {
        return ol_diag_set(diag, OL_ERR_NO_DATA_FOUND, -1);
    }
    b = plain(s, is_char) ? Min(a + (size_t)amount, s->len) : a + byte_at(s->s + a, s->len - a, amount);
    if (ol_slot_set_str(args[3], s->s + a, b - a, diag) != OL_OK)
    {
        return OL_ERROR;
    }
    return ol_slot_give_number(args[1], is_char ? length_of(args[3]->s, true) : (int64)(b - a));
}

OL_HOST_FN(lob_read)
{
    return read_part(args, true, diag);
}

OL_HOST_FN(blob_read)
{
    return read_part(args, false, diag);
}

OL_HOST_FN(lob_getlength)
{
    return args[0]->null ? OL_OK : ol_slot_give_number(result, length_of(args[0]->s, true));
}

OL_HOST_FN(blob_getlength)
{
    return args[0]->null ? OL_OK : ol_slot_give_number(result, args[0]->s->len);
}

/* lob [, amount [, offset]] */
static OlStatus substr(OlSlot *result, OlSlot *const *args, int nargs, bool is_char, OlDiag *diag)
{
    int64 amount = nargs < 2 || args[1]->absent ? AMOUNT_MAX : ol_slot_int(args[1], -1);
    int64 offset = nargs < 3 || args[2]->absent ? 1 : ol_slot_int(args[2], -1);
    OlVmString *s;
    size_t a;
    size_t b;

    if (args[0]->null || amount < 1 || offset < 1)
    {
        return OL_OK;
    }
    amount = Min(amount, AMOUNT_MAX);
    s = args[0]->s;
    a = place_of(s, is_char, offset - 1);
    b = plain(s, is_char) ? Min(a + (size_t)amount, s->len) : a + byte_at(s->s + a, s->len - a, amount);
    return ol_slot_set_str(result, s->s + a, b - a, diag);
}

OL_HOST_FN(lob_substr)
{
    return substr(result, args, nargs, true, diag);
}

OL_HOST_FN(blob_substr)
{
    return substr(result, args, nargs, false, diag);
}

/* lob, pattern [, offset [, nth]] */
static OlStatus instr(OlSlot *result, OlSlot *const *args, int nargs, bool is_char, OlDiag *diag)
{
    int64 offset = nargs < 3 || args[2]->absent ? 1 : ol_slot_int(args[2], -1);
    int64 nth = nargs < 4 || args[3]->absent ? 1 : ol_slot_int(args[3], -1);
    OlVmString *s;
    const char *at;
    const char *end;

    (void)diag;
    if (args[0]->null || args[1]->null || offset < 1 || nth < 1)
    {
        return OL_OK;
    }
    s = args[0]->s;
    at = s->s + place_of(s, is_char, offset - 1);
    end = s->s + s->len;
    for (;;)
    {
        const char *hit = at < end ? memmem(at, (size_t)(end - at), args[1]->s->s, args[1]->s->len) : NULL;

        if (hit == NULL)
        {
            return ol_slot_give_number(result, 0);
        }
        if (--nth == 0)
        {
            return ol_slot_give_number(result, 1 + (plain(s, is_char) ? hit - s->s : units_of(s->s, (size_t)(hit - s->s))));
        }
        at = hit + 1;
    }
}

OL_HOST_FN(lob_instr)
{
    return instr(result, args, nargs, true, diag);
}

OL_HOST_FN(blob_instr)
{
    return instr(result, args, nargs, false, diag);
}

/* lob, lob [, amount [, offset [, offset]]]: 0 when the parts are the same */
static OlStatus compare(OlSlot *result, OlSlot *const *args, int nargs, bool is_char, OlDiag *diag)
{
    int64 amount = nargs < 3 || args[2]->absent ? INT64_MAX : ol_slot_int(args[2], -1);
    int64 at[2];
    const char *p[2];
    size_t n[2];
    int c;

    (void)diag;
    for (int i = 0; i < 2; i++)
    {
        OlVmString *s;

        at[i] = nargs < 4 + i || args[3 + i]->absent ? 1 : ol_slot_int(args[3 + i], -1);
        if (args[i]->null || amount < 1 || at[i] < 1)
        {
            return OL_OK;
        }
        s = args[i]->s;
        p[i] = s->s + place_of(s, is_char, at[i] - 1);
        n[i] = (size_t)(s->s + s->len - p[i]);
        if (amount < (int64)n[i])
        {
            n[i] = plain(s, is_char) ? (size_t)amount : byte_at(p[i], n[i], amount);
        }
    }
    c = memcmp(p[0], p[1], Min(n[0], n[1]));
    return ol_slot_give_number(result, c != 0 ? (c > 0) - (c < 0) : (n[0] > n[1]) - (n[0] < n[1]));
}

OL_HOST_FN(lob_compare)
{
    return compare(result, args, nargs, true, diag);
}

OL_HOST_FN(blob_compare)
{
    return compare(result, args, nargs, false, diag);
}

/* --- between character sets ---------------------------------------------------------------------------------------------------------- */

enum
{
    CS_US7ASCII = 1,
    CS_WE8ISO8859P1 = 31,
    CS_WE8MSWIN1252 = 178,
    CS_UTF8 = 871,
    CS_AL32UTF8 = 873,
    CS_AL16UTF16 = 2000
};

static bool is_utf8(int64 cs)
{
    return cs == 0 || cs == CS_UTF8 || cs == CS_AL32UTF8;
}

static bool one_byte(int64 cs)
{
    return cs == CS_WE8ISO8859P1 || cs == CS_US7ASCII;
}

/* destination, source, amount, offset of destination, of source (both out: behind what was converted), character set, language
 * context, warning (out) */
OL_HOST_FN(lob_converttoblob)
{
    int64 amount = ol_slot_int(args[2], -1);
    int64 to = ol_slot_int(args[3], -1);
    int64 from = ol_slot_int(args[4], -1);
    int64 cs = ol_slot_int(args[5], 0);
    OlVmString *s;
    OlVmString *made = NULL;
    OlStatus status;
    size_t a;
    size_t b;
    int64 units;
    bool lost = false;

    if (args[0]->null || args[1]->null)
    {
        return no_lob(diag);
    }
    if (amount < 1 || to < 1 || to > OL_STRING_MAX || from < 1)
    {
        return bad_argument(diag, amount < 1 ? 3 : from < 1 ? 5 : 4);
    }
    if (!is_utf8(cs) && !one_byte(cs) && cs != CS_AL16UTF16)
    {
        return ol_vm_unsupported(diag, "DBMS_LOB.CONVERTTOBLOB into this character set");
    }
    s = args[1]->s;
    a = place_of(s, true, from - 1);
    b = place_of(s, true, from - 1 + Min(amount, INT64CONST(1) << 40));
    units = units_of(s->s + a, b - a);
    if (is_utf8(cs))
    {
        made = ol_vstr_new(s->s + a, b - a, diag);
    }
    else if ((made = ol_vstr_alloc((size_t)units * 2 + 4, diag)) != NULL)
    {
        for (size_t i = a; i < b;)
        {
            uint32_t c = 0;
            size_t w = char_bytes((unsigned char)s->s[i]);

            w = Min(w, b - i);
            c = w == 1 ? (unsigned char)s->s[i] : (unsigned char)s->s[i] & (0x7fu >> w);
            for (size_t k = 1; k < w; k++)
            {
                c = c << 6 | ((unsigned char)s->s[i + k] & 0x3f);
            }
            i += w;
            if (cs != CS_AL16UTF16)
            {
                lost |= c > (cs == CS_US7ASCII ? 0x7fu : 0xffu);
                made->s[made->len++] = c > (cs == CS_US7ASCII ? 0x7fu : 0xffu) ? '?' : (char)c;
                continue;
            }
            if (c > 0xffff)
            {
                uint32_t high = 0xd800 + ((c - 0x10000) >> 10);

                made->s[made->len++] = (char)(high >> 8);
                made->s[made->len++] = (char)high;
                c = 0xdc00 + ((c - 0x10000) & 0x3ff);
            }
            made->s[made->len++] = (char)(c >> 8);
            made->s[made->len++] = (char)c;
        }
    }
    if (made == NULL)
    {
        return OL_ERROR;
    }
    status = put_at(args[0], false, to - 1, made, 0, Max(made->len, 1), diag);
    to += made->len;
    ol_obj_unref(&made->h);
    if (status != OL_OK)
    {
        return status;
    }
    (void)ol_slot_give_number(args[3], to);
    (void)ol_slot_give_number(args[4], from + units);
    return ol_slot_give_number(args[7], lost ? 1 : 0);
}

OL_HOST_FN(lob_converttoclob)
{
    int64 amount = ol_slot_int(args[2], -1);
    int64 to = ol_slot_int(args[3], -1);
    int64 from = ol_slot_int(args[4], -1);
    int64 cs = ol_slot_int(args[5], 0);
    const unsigned char *p;
    size_t n;
    OlVmString *made;
    OlStatus status;
    bool lost = false;

    if (args[0]->null || args[1]->null)
    {
        return no_lob(diag);
    }
    if (amount < 1 || to < 1 || to > OL_STRING_MAX || from < 1)
    {
        return bad_argument(diag, amount < 1 ? 3 : from < 1 ? 5 : 4);
    }
    if (!is_utf8(cs) && !one_byte(cs) && cs != CS_AL16UTF16)
    {
        return ol_vm_unsupported(diag, "DBMS_LOB.CONVERTTOCLOB from this character set");
    }
    if (from > args[1]->s->len)
    {
        return args[1]->s->len == 0 ? ol_slot_give_number(args[7], 0) : bad_argument(diag, 5);
    }
    p = (const unsigned char *)args[1]->s->s + from - 1;
    n = (size_t)Min((int64)args[1]->s->len - (from - 1), amount);
    if ((made = ol_vstr_alloc(n * 3 + 4, diag)) == NULL)
    {
        return OL_ERROR;
    }
    for (size_t i = 0; i < n;)
    {
        uint32_t c = p[i++];

        if (cs == CS_AL16UTF16)
        {
            c = i < n ? c << 8 | p[i++] : 0xfffd;
            if (c >= 0xd800 && c < 0xdc00 && i + 1 < n && (p[i] & 0xfc) == 0xdc)
            {
                c = 0x10000 + ((c - 0xd800) << 10) + (((uint32_t)p[i] << 8 | p[i + 1]) - 0xdc00);
                i += 2;
            }
            else if (c >= 0xd800 && c < 0xe000)
            {
                c = 0xfffd;
            }
        }
        else if (is_utf8(cs) && c >= 0x80)
        {
            size_t w = c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
            size_t k = 1;

            while (w > 0 && k < w && i - 1 + k < n && (p[i - 1 + k] & 0xc0) == 0x80)
            {
                k++;
            }
            if (w > 0 && k == w && ol_utf8_valid((const char *)p + i - 1, w))
            {
                memcpy(made->s + made->len, p + i - 1, w);
                made->len += (uint32)w;
                i += w - 1;
                continue;
            }
            c = 0xfffd; /* as Oracle: a replacement, and a warning */
        }
        else if (cs == CS_US7ASCII && c >= 0x80)
        {
            c = 0xfffd;
        }
        lost |= c == 0xfffd;
        if (c == 0)
        {
            ol_obj_unref(&made->h);
            return ol_vm_unsupported(diag, "character U+0000 in a CLOB");
        }
        made->len += (uint32)ol_utf8_encode(c, made->s + made->len);
    }
    {
        int64 units = units_of(made->s, made->len);

        status = put_at(args[0], true, to - 1, made, 0, Max(units, 1), diag);
        to += units;
    }
    ol_obj_unref(&made->h);
    if (status != OL_OK)
    {
        return status;
    }
    (void)ol_slot_give_number(args[3], to);
    (void)ol_slot_give_number(args[4], from + (int64)n);
    return ol_slot_give_number(args[7], lost ? 1 : 0);
}
