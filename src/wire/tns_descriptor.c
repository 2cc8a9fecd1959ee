/*
 * tns_descriptor.c - connect descriptors: "(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=x)...))" (protocol.md 1.3).
 *
 * Owns:      the tree of a descriptor.
 * Lifetimes: nodes in the arena given; names and values refer to the text, except those with escapes, which are copied.
 * Invariant: depth and number of nodes are bounded, recursion too.
 * See also:  wire.h
 */
#include "wire/wire.h"

#define MAX_DEPTH 16
#define MAX_NODES 1024

typedef struct Parser
{
    OlArena *arena;
    OlStr text;
    size_t at;
    int nodes;
} Parser;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(Parser *p)
{
    while (p->at < p->text.n && is_blank(p->text.s[p->at]))
        p->at++;
}

static char here(Parser *p)
{
    return p->at < p->text.n ? p->text.s[p->at] : 0;
}

/* text := run without '(' ')', or quoted; '\' escapes. A '=' may stand in it: connection ids are base64 and end in "==". */
static bool parse_text(Parser *p, OlStr *out)
{
    size_t start = p->at;
    OlBuf buf;
    char quote = here(p);

    if (quote == '"' || quote == '\'')
    {
        size_t end = start + 1;
        while (end < p->text.n && p->text.s[end] != quote)
            end++;
        if (end == p->text.n)
            return false;
        *out = ol_str_n(p->text.s + start + 1, end - start - 1);
        p->at = end + 1;
        return true;
    }
    while (p->at < p->text.n && strchr("()\\", p->text.s[p->at]) == NULL)
        p->at++;
    if (here(p) != '\\')
    {
        *out = ol_str_trim(ol_str_n(p->text.s + start, p->at - start));
        return true;
    }
    ol_buf_init(&buf, p->arena, 64);
    ol_buf_append(&buf, p->text.s + start, p->at - start);
    while (p->at < p->text.n && strchr("()", p->text.s[p->at]) == NULL)
    {
        if (p->text.s[p->at] == '\\' && p->at + 1 < p->text.n)
            p->at++;
        ol_buf_append_byte(&buf, (uint8_t)p->text.s[p->at++]);
    }
    *out = ol_str_trim(ol_buf_str(&buf));
    return true;
}

/* descriptor := '(' name '=' ( descriptor+ | text ) ')' */
static OlDescriptor *parse_node(Parser *p, int depth)
{
    OlDescriptor *node, **tail;
    size_t start;

    skip_blanks(p);
    if (here(p) != '(' || depth > MAX_DEPTH || ++p->nodes > MAX_NODES)
        return NULL;
    p->at++;
    node = ol_new(p->arena, OlDescriptor);
    start = p->at;
    while (p->at < p->text.n && strchr("()=", p->text.s[p->at]) == NULL)
        p->at++;
    node->name = ol_str_trim(ol_str_n(p->text.s + start, p->at - start));
    if (here(p) != '=' || node->name.n == 0)
        return NULL;
    p->at++;
    skip_blanks(p);
    tail = &node->child;
    while (here(p) == '(')
    {
        *tail = parse_node(p, depth + 1);
        if (*tail == NULL)
            return NULL;
        tail = &(*tail)->next;
        skip_blanks(p);
    }
    if (node->child == NULL && !parse_text(p, &node->value))
        return NULL;
    skip_blanks(p);
    if (here(p) != ')')
        return NULL;
    p->at++;
    return node;
}

OlStatus ol_descriptor_parse(OlArena *arena, OlStr text, OlDescriptor **out, OlDiag *diag)
{
    Parser p = {arena, text, 0, 0};
    OlDescriptor **tail = out;

    *out = NULL;
    /* NUL bytes are padding after the text in some clients. */
    while (p.text.n > 0 && p.text.s[p.text.n - 1] == 0)
        p.text.n--;
    if (memchr(p.text.s != NULL ? p.text.s : "", 0, p.text.n) != NULL)
        return ol_diag_set(diag, OL_ERR_BAD_PACKET, -1);
    for (skip_blanks(&p); p.at < p.text.n; skip_blanks(&p))
    {
        *tail = parse_node(&p, 1);
        if (*tail == NULL)
            return ol_diag_set(diag, OL_ERR_BAD_PACKET, (int)p.at);
        tail = &(*tail)->next;
    }
    return *out != NULL ? OL_OK : ol_diag_set(diag, OL_ERR_BAD_PACKET, 0);
}

const OlDescriptor *ol_descriptor_find(const OlDescriptor *root, const char *name)
{
    for (const OlDescriptor *node = root; node != NULL; node = node->next)
    {
        const OlDescriptor *found;
        if (ol_str_ieq_c(node->name, name))
            return node;
        found = ol_descriptor_find(node->child, name); /* no deeper than MAX_DEPTH */
        if (found != NULL)
            return found;
    }
    return NULL;
}

OlStr ol_descriptor_get(const OlDescriptor *root, const char *name)
{
    const OlDescriptor *node = ol_descriptor_find(root, name);
    return node != NULL ? node->value : OL_STR_NULL;
}

void ol_descriptor_connect_info(const OlDescriptor *root, OlConnectInfo *out)
{
    const OlDescriptor *data = ol_descriptor_find(root, "CONNECT_DATA");
    const OlDescriptor *below = data != NULL ? data->child : NULL;
    const OlDescriptor *cid = ol_descriptor_find(below, "CID");

    memset(out, 0, sizeof *out);
    out->service_name = ol_descriptor_get(below, "SERVICE_NAME");
    out->sid = ol_descriptor_get(below, "SID");
    out->server = ol_descriptor_get(below, "SERVER");
    out->instance_name = ol_descriptor_get(below, "INSTANCE_NAME");
    out->command = ol_descriptor_get(below, "COMMAND");
    out->connection_class = ol_descriptor_get(below, "POOL_CONNECTION_CLASS");
    out->purity = ol_descriptor_get(below, "POOL_PURITY");
    out->connection_id = ol_descriptor_get(below, "CONNECTION_ID");
    if (cid != NULL)
    {
        out->program = ol_descriptor_get(cid->child, "PROGRAM");
        out->host = ol_descriptor_get(cid->child, "HOST");
        out->user = ol_descriptor_get(cid->child, "USER");
    }
}
