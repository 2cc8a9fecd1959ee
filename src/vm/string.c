/*
 * string.c - strings of the machine: counted buffers, appended in place when nobody else holds them.
 *
 * A string remembers whether it is ASCII and how many characters it has, so that SUBSTR and LENGTH need not walk it.
 *
 * See also:  value.h
 */
#include "postgres.h"

#include <stdio.h>
#include <string.h>

#include "vm/value.h"

OlVmString *ol_vstr_alloc(size_t cap, OlDiag *diag)
{
    OlVmString *s;

    if (cap > OL_STRING_MAX)
    {
        char text[32];

        snprintf(text, sizeof text, "%zu", cap);
        (void)ol_diag_set(diag, OL_ERR_OUT_OF_MEMORY, -1, text, "string");
        return NULL;
    }
    s = ol_vm_alloc(sizeof *s + cap, diag);
    if (s != NULL)
    {
        s->h = (OlObj){.refs = 1, .kind = OL_OBJK_STRING};
        s->len = 0;
        s->cap = (uint32_t)cap;
        s->nchars = -1;
    }
    return s;
}

OlVmString *ol_vstr_new(const char *data, size_t n, OlDiag *diag)
{
    OlVmString *s = ol_vstr_alloc(n, diag);

    if (s != NULL && n > 0)
    {
        memcpy(s->s, data, n);
        s->len = (uint32_t)n;
    }
    return s;
}

OlStatus ol_slot_set_str(OlSlot *d, const char *data, size_t n, OlDiag *diag)
{
    OlVmString *s;

    if (n == 0)
    {
        ol_slot_release(d);
        return OL_OK;
    }
    s = ol_vstr_new(data, n, diag);
    if (s == NULL)
    {
        return OL_ERROR;
    }
    ol_slot_give(d, s);
    return OL_OK;
}

static void count(OlVmString *s)
{
    size_t i = 0;

    for (; i + 8 <= s->len; i += 8)
    {
        uint64_t w;

        memcpy(&w, s->s + i, 8);
        if (w & UINT64_C(0x8080808080808080))
        {
            break;
        }
    }
    for (; i < s->len && (unsigned char)s->s[i] < 0x80; i++)
    {
    }
    if (i == s->len)
    {
        s->h.flags |= OL_STRF_ASCII;
        s->nchars = (int32_t)s->len;
    }
    else
    {
        s->h.flags |= OL_STRF_WIDE;
    }
}

bool ol_vstr_ascii(OlVmString *s)
{
    if ((s->h.flags & (OL_STRF_ASCII | OL_STRF_WIDE)) == 0)
    {
        count(s);
    }
    return (s->h.flags & OL_STRF_ASCII) != 0;
}

uint32_t ol_vstr_chars(OlVmString *s)
{
    if (s->nchars < 0 && !ol_vstr_ascii(s))
    {
        s->nchars = (int32_t)ol_utf8_length(s->s, s->len);
    }
    return (uint32_t)s->nchars;
}

OlStatus ol_vstr_own(OlSlot *slot, size_t cap, OlDiag *diag)
{
    OlVmString *old = slot->s;
    OlVmString *s;
    size_t want = cap;

    if (old->h.refs == 1 && old->cap >= cap)
    {
        return OL_OK;
    }
    /* grows by half, so that appending one by one is linear */
    if (cap > old->len)
    {
        want = cap + cap / 2 + 16;
        if (want > OL_STRING_MAX)
        {
            want = cap;
        }
    }
    s = ol_vstr_alloc(OL_MAX(want, (size_t)old->len), diag);
    if (s == NULL)
    {
        return OL_ERROR;
    }
    memcpy(s->s, old->s, old->len);
    s->len = old->len;
    s->nchars = old->nchars;
    s->h.flags = old->h.flags;
    ol_slot_give(slot, s);
    return OL_OK;
}

static void append(OlVmString *to, OlVmString *what)
{
    bool ascii = (to->h.flags & what->h.flags & OL_STRF_ASCII) != 0;
    uint8_t wide = (to->h.flags | what->h.flags) & OL_STRF_WIDE;
    int32_t nchars = to->nchars >= 0 && what->nchars >= 0 ? to->nchars + what->nchars : -1;

    memcpy(to->s + to->len, what->s, what->len);
    to->len += what->len;
    to->h.flags = ascii ? OL_STRF_ASCII : wide;
    to->nchars = nchars;
}

OlStatus ol_vstr_concat(OlSlot *d, const OlSlot *a, const OlSlot *b, OlDiag *diag)
{
    OlVmString *s;

    if (b->null)
    {
        ol_slot_copy(d, a);
        return OL_OK;
    }
    if (a->null)
    {
        ol_slot_copy(d, b);
        return OL_OK;
    }
    if (d == a && d != b && a->s->h.refs == 1)
    {
        OlVmString *what = b->s;

        if (ol_vstr_own(d, (size_t)d->s->len + what->len, diag) != OL_OK)
        {
            return OL_ERROR;
        }
        append(d->s, what);
        return OL_OK;
    }
    s = ol_vstr_alloc((size_t)a->s->len + b->s->len, diag);
    if (s == NULL)
    {
        return OL_ERROR;
    }
    memcpy(s->s, a->s->s, a->s->len);
    s->len = a->s->len;
    s->nchars = a->s->nchars;
    s->h.flags = a->s->h.flags;
    append(s, b->s);
    ol_slot_give(d, s);
    return OL_OK;
}

int ol_vstr_cmp(const OlVmString *a, const OlVmString *b)
{
    uint32_t n = OL_MIN(a->len, b->len);
    int c = memcmp(a->s, b->s, n);

    return c != 0 ? c : (a->len > b->len) - (a->len < b->len);
}

int ol_vstr_cmp_padded(const OlVmString *a, const OlVmString *b)
{
    uint32_t n = OL_MIN(a->len, b->len);
    int c = memcmp(a->s, b->s, n);

    if (c != 0)
    {
        return c;
    }
    for (uint32_t i = n; i < a->len; i++)
    {
        if (a->s[i] != ' ')
        {
            return (unsigned char)a->s[i] > ' ' ? 1 : -1;
        }
    }
    for (uint32_t i = n; i < b->len; i++)
    {
        if (b->s[i] != ' ')
        {
            return (unsigned char)b->s[i] > ' ' ? -1 : 1;
        }
    }
    return 0;
}
