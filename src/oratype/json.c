/*
 * json.c - JSON text to a tree and back: parsing (strict and Oracle's lax syntax), printing, comparison, merging.
 *
 * See also:  json.h; JSON Developer's Guide, "About Strict and Lax JSON Syntax"
 */
#include "oratype/json.h"

#include "oratype/oratype.h"

#include <string.h>

typedef struct Parser
{
    OlArena *arena;
    const char *s;
    const char *end;
    unsigned flags;
    int depth;
} Parser;

static void blanks(Parser *p)
{
    while (p->s < p->end && (*p->s == ' ' || *p->s == '\t' || *p->s == '\n' || *p->s == '\r'))
        p->s++;
}

static bool at(Parser *p, char c)
{
    if (p->s < p->end && *p->s == c)
    {
        p->s++;
        return true;
    }
    return false;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool hex4(Parser *p, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++)
    {
        int d = p->s < p->end ? hex_digit(*p->s) : -1;

        if (d < 0)
            return false;
        *out = *out * 16 + (uint32_t)d;
        p->s++;
    }
    return true;
}

/* string := quote characters quote; the quote is at p->s */
static bool string(Parser *p, OlStr *out)
{
    char quote = *p->s++;
    const char *start = p->s;
    OlBuf b;

    while (p->s < p->end && *p->s != quote && *p->s != '\\')
    {
        if ((unsigned char)*p->s < 0x20 && (p->flags & OL_JSON_STRICT))
            return false;
        p->s++;
    }
    if (p->s < p->end && *p->s == quote)
    {
        *out = ol_str_n(start, (size_t)(p->s - start));
        p->s++;
        return true;
    }
    ol_buf_init(&b, p->arena, (size_t)(p->s - start) + 32);
    ol_buf_append(&b, start, (size_t)(p->s - start));
    while (p->s < p->end && *p->s != quote)
    {
        static const char escapes[] = "\"\\/bfnrt'", values[] = "\"\\/\b\f\n\r\t'";
        const char *e;
        uint32_t cp, low;
        char utf8[4];

        if (*p->s != '\\')
        {
            if ((unsigned char)*p->s < 0x20 && (p->flags & OL_JSON_STRICT))
                return false;
            ol_buf_append_byte(&b, (uint8_t)*p->s++);
            continue;
        }
        if (++p->s >= p->end)
            return false;
        if (*p->s == 'u')
        {
            p->s++;
            if (!hex4(p, &cp))
                return false;
            if (cp >= 0xD800 && cp < 0xDC00 && p->end - p->s >= 6 && p->s[0] == '\\' && p->s[1] == 'u')
            {
                p->s += 2;
                if (!hex4(p, &low) || low < 0xDC00 || low > 0xDFFF)
                    return false;
                cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
            }
            if (cp == 0 || (cp >= 0xD800 && cp <= 0xDFFF))
                return false;
            ol_buf_append(&b, utf8, (size_t)ol_utf8_encode(cp, utf8));
            continue;
        }
        e = memchr(escapes, *p->s, sizeof escapes - 1);
        if (e == NULL || (*e == '\'' && (p->flags & OL_JSON_STRICT)))
            return false;
        ol_buf_append_byte(&b, (uint8_t)values[e - escapes]);
        p->s++;
    }
    if (p->s >= p->end)
        return false;
    p->s++;
    *out = ol_buf_str(&b);
    return true;
}

static bool digits(Parser *p)
{
    const char *start = p->s;

    while (p->s < p->end && *p->s >= '0' && *p->s <= '9')
        p->s++;
    return p->s > start;
}

static bool number(Parser *p, OlStr *out)
{
    const char *start = p->s, *first;
    bool strict = (p->flags & OL_JSON_STRICT) != 0;

    if (!at(p, '-') && !strict)
        (void)at(p, '+');
    first = p->s;
    if (!digits(p) && (strict || p->s >= p->end || *p->s != '.'))
        return false;
    if (strict && *first == '0' && p->s - first > 1)
        return false;
    if (p->s < p->end && *p->s == '.')
    {
        p->s++;
        if (!digits(p) && strict)
            return false;
    }
    if (p->s < p->end && (*p->s == 'e' || *p->s == 'E'))
    {
        p->s++;
        if (p->s < p->end && (*p->s == '+' || *p->s == '-'))
            p->s++;
        if (!digits(p))
            return false;
    }
    *out = ol_str_n(start, (size_t)(p->s - start));
    return true;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool word(Parser *p, OlStr *out)
{
    const char *start = p->s;

    while (p->s < p->end && is_word_byte(*p->s))
        p->s++;
    *out = ol_str_n(start, (size_t)(p->s - start));
    return out->n > 0;
}

static void add_child(OlJson *parent, OlJson *v)
{
    v->next = NULL;
    if (parent->last == NULL)
        parent->child = v;
    else
        parent->last->next = v;
    parent->last = v;
    parent->n++;
}

static OlJson *value(Parser *p);

static bool unique_names(Parser *p, const OlJson *o)
{
    OlMap *seen = ol_map_new(p->arena);

    for (OlJson *c = o->child; c != NULL; c = c->next)
    {
        if (ol_map_get(seen, c->name) != NULL)
            return false;
        ol_map_put(seen, c->name, c);
    }
    return true;
}

static OlJson *object(Parser *p)
{
    OlJson *o = ol_new(p->arena, OlJson);
    bool strict = (p->flags & OL_JSON_STRICT) != 0;

    o->kind = OL_JSON_OBJECT;
    blanks(p);
    if (at(p, '}'))
        return o;
    for (;;)
    {
        OlStr name;
        OlJson *v;

        blanks(p);
        if (p->s >= p->end)
            return NULL;
        if (*p->s == '"' || (*p->s == '\'' && !strict))
        {
            if (!string(p, &name))
                return NULL;
        }
        else if (strict || !word(p, &name))
            return NULL;
        blanks(p);
        if (!at(p, ':') || (v = value(p)) == NULL)
            return NULL;
        v->name = name;
        add_child(o, v);
        blanks(p);
        if (at(p, '}'))
            break;
        if (!at(p, ','))
            return NULL;
        blanks(p);
        if (!strict && at(p, '}'))
            break;
    }
    return !(p->flags & OL_JSON_UNIQUE) || unique_names(p, o) ? o : NULL;
}

static OlJson *array(Parser *p)
{
    OlJson *a = ol_new(p->arena, OlJson);

    a->kind = OL_JSON_ARRAY;
    blanks(p);
    if (at(p, ']'))
        return a;
    for (;;)
    {
        OlJson *v = value(p);

        if (v == NULL)
            return NULL;
        add_child(a, v);
        blanks(p);
        if (at(p, ']'))
            return a;
        if (!at(p, ','))
            return NULL;
        blanks(p);
        if (!(p->flags & OL_JSON_STRICT) && at(p, ']'))
            return a;
    }
}

static OlJson *value(Parser *p)
{
    OlJson *v = NULL;
    OlStr w;
    bool strict = (p->flags & OL_JSON_STRICT) != 0;

    blanks(p);
    if (p->s >= p->end || p->depth >= OL_JSON_MAX_DEPTH)
        return NULL;
    p->depth++;
    if (at(p, '{'))
        v = object(p);
    else if (at(p, '['))
        v = array(p);
    else
    {
        v = ol_new(p->arena, OlJson);
        if (*p->s == '"' || (*p->s == '\'' && !strict))
        {
            v->kind = OL_JSON_STRING;
            if (!string(p, &v->text))
                v = NULL;
        }
        else if (*p->s == '-' || *p->s == '+' || *p->s == '.' || (*p->s >= '0' && *p->s <= '9'))
        {
            v->kind = OL_JSON_NUMBER;
            if (!number(p, &v->text))
                v = NULL;
        }
        else if (!word(p, &w))
            v = NULL;
        else if (strict ? ol_str_eq_c(w, "null") : ol_str_ieq_c(w, "NULL"))
            v->kind = OL_JSON_NULL;
        else if (strict ? ol_str_eq_c(w, "true") : ol_str_ieq_c(w, "TRUE"))
            v->kind = OL_JSON_TRUE;
        else if (strict ? ol_str_eq_c(w, "false") : ol_str_ieq_c(w, "FALSE"))
            v->kind = OL_JSON_FALSE;
        else
            v = NULL;
    }
    p->depth--;
    return v;
}

OlJson *ol_json_parse(OlArena *arena, OlStr text, unsigned flags)
{
    Parser p = {arena, text.s, text.s + text.n, flags, 0};
    OlJson *v = value(&p);

    if (v == NULL)
        return NULL;
    blanks(&p);
    if (p.s != p.end || (v->kind < OL_JSON_ARRAY && !(flags & OL_JSON_SCALARS)))
        return NULL;
    return v;
}

/* --- printing ----------------------------------------------------------------------------------------------------- */

void ol_json_quote(OlStr s, OlBuf *out, unsigned flags)
{
    ol_buf_append_byte(out, '"');
    for (size_t i = 0; i < s.n;)
    {
        unsigned char c = (unsigned char)s.s[i];

        if (c == '"' || c == '\\')
        {
            ol_buf_append_byte(out, '\\');
            ol_buf_append_byte(out, c);
        }
        else if (c < 0x20)
        {
            static const char letters[] = "btn\0fr";

            ol_buf_append_byte(out, '\\');
            if (c >= 8 && c <= 13 && letters[c - 8] != '\0')
                ol_buf_append_byte(out, (uint8_t)letters[c - 8]);
            else
                ol_buf_printf(out, "u%04X", c);
        }
        else if (c >= 0x80 && (flags & OL_JSON_ASCII))
        {
            uint32_t cp;

            i += (size_t)ol_utf8_decode(s.s + i, s.n - i, &cp);
            if (cp >= 0x10000)
                ol_buf_printf(out, "\\u%04X\\u%04X", 0xD800 + ((cp - 0x10000) >> 10), 0xDC00 + ((cp - 0x10000) & 0x3FF));
            else
                ol_buf_printf(out, "\\u%04X", cp);
            continue;
        }
        else
            ol_buf_append_byte(out, c);
        i++;
    }
    ol_buf_append_byte(out, '"');
}

static void line(OlBuf *out, int depth)
{
    ol_buf_append_byte(out, '\n');
    for (int i = 0; i < depth; i++)
        ol_buf_append_c(out, "  ");
}

static void print(const OlJson *v, OlBuf *out, unsigned flags, int depth)
{
    bool pretty = (flags & OL_JSON_PRETTY) != 0, object_kind = v->kind == OL_JSON_OBJECT;

    switch (v->kind)
    {
        case OL_JSON_NULL:
            ol_buf_append_c(out, "null");
            return;
        case OL_JSON_FALSE:
            ol_buf_append_c(out, "false");
            return;
        case OL_JSON_TRUE:
            ol_buf_append_c(out, "true");
            return;
        case OL_JSON_NUMBER:
            ol_buf_append_str(out, v->text);
            return;
        case OL_JSON_STRING:
            ol_json_quote(v->text, out, flags);
            return;
        default:
            break;
    }
    ol_buf_append_byte(out, object_kind ? '{' : '[');
    for (OlJson *c = v->child; c != NULL; c = c->next)
    {
        if (pretty)
            line(out, depth + 1);
        if (object_kind)
        {
            ol_json_quote(c->name, out, flags);
            ol_buf_append_c(out, pretty ? " :" : ":");
            if (pretty && c->kind >= OL_JSON_ARRAY)
                line(out, depth + 1);
            else if (pretty)
                ol_buf_append_byte(out, ' ');
        }
        print(c, out, flags, depth + 1);
        if (c->next != NULL)
            ol_buf_append_byte(out, ',');
    }
    if (pretty)
        line(out, depth);
    ol_buf_append_byte(out, object_kind ? '}' : ']');
}

void ol_json_print(const OlJson *v, OlBuf *out, unsigned flags)
{
    print(v, out, flags, 0);
}

/* --- comparison and merging --------------------------------------------------------------------------------------- */

static OlJson *member(const OlJson *o, OlStr name)
{
    for (OlJson *c = o->child; c != NULL; c = c->next)
        if (ol_str_eq(c->name, name))
            return c;
    return NULL;
}

bool ol_json_equal(const OlJson *a, const OlJson *b)
{
    OlDecimal x, y;

    if (a->kind != b->kind || a->n != b->n)
        return false;
    switch (a->kind)
    {
        case OL_JSON_NUMBER:
            if (ol_decimal_from_text(a->text, &x, NULL) != OL_OK || ol_decimal_from_text(b->text, &y, NULL) != OL_OK)
                return ol_str_eq(a->text, b->text);
            return ol_decimal_cmp(&x, &y) == 0;
        case OL_JSON_STRING:
            return ol_str_eq(a->text, b->text);
        case OL_JSON_ARRAY:
            for (OlJson *c = a->child, *d = b->child; c != NULL; c = c->next, d = d->next)
                if (!ol_json_equal(c, d))
                    return false;
            return true;
        case OL_JSON_OBJECT:
            for (OlJson *c = a->child; c != NULL; c = c->next)
            {
                OlJson *d = member(b, c->name);

                if (d == NULL || !ol_json_equal(c, d))
                    return false;
            }
            return true;
        default:
            return true;
    }
}

OlJson *ol_json_merge(OlArena *arena, OlJson *target, OlJson *patch)
{
    OlJson *out;

    if (patch->kind != OL_JSON_OBJECT)
        return patch;
    out = ol_new(arena, OlJson);
    out->kind = OL_JSON_OBJECT;
    for (OlJson *c = target != NULL && target->kind == OL_JSON_OBJECT ? target->child : NULL; c != NULL; c = c->next)
    {
        OlJson *p = member(patch, c->name), *v = ol_new(arena, OlJson);

        if (p != NULL && p->kind == OL_JSON_NULL)
            continue;
        *v = p != NULL ? *ol_json_merge(arena, c, p) : *c;
        v->name = c->name;
        add_child(out, v);
    }
    for (OlJson *p = patch->child; p != NULL; p = p->next)
    {
        OlJson *v;

        if (p->kind == OL_JSON_NULL || (target != NULL && target->kind == OL_JSON_OBJECT && member(target, p->name) != NULL))
            continue;
        v = ol_new(arena, OlJson);
        *v = *ol_json_merge(arena, NULL, p);
        v->name = p->name;
        add_child(out, v);
    }
    return out;
}
