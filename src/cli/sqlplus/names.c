/*
 * names.c - connect identifiers: EZConnect Plus, tnsnames.ora, sqlnet.ora.
 *
 * Owns:      nothing; texts in, texts out, so that it can be tested alone.
 * Invariant: what becomes part of a descriptor holds no bracket of its own.
 * See also:  names.h
 */
#include "cli/sqlplus/names.h"

#include <string.h>

enum { HOSTS_MAX = 16 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_plain(OlStr s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] == '(' || s.s[i] == ')' || (unsigned char)s.s[i] < ' ')
            return false;
    return true;
}

static OlStr before(OlStr s, char c, OlStr *rest)
{
    const char *at = s.n > 0 ? memchr(s.s, c, s.n) : NULL;
    OlStr head = at != NULL ? ol_str_n(s.s, (size_t)(at - s.s)) : s;

    *rest = at != NULL ? ol_str_n(at + 1, s.n - head.n - 1) : OL_STR_NULL;
    return head;
}

typedef struct Host
{
    OlStr name, port;
} Host;

/* host:port or [::1]:port */
static bool take_host(OlStr text, Host *host)
{
    OlStr rest;

    host->port = OL_STR_NULL;
    if (text.n > 0 && text.s[0] == '[')
    {
        host->name = before(ol_str_n(text.s + 1, text.n - 1), ']', &rest);
        if (memchr(text.s, ']', text.n) == NULL || (rest.n > 0 && rest.s[0] != ':'))
            return false;
        host->port = rest.n > 0 ? ol_str_n(rest.s + 1, rest.n - 1) : OL_STR_NULL;
    }
    else
        host->name = before(text, ':', &host->port);
    host->name = ol_str_trim(host->name);
    for (size_t i = 0; i < host->port.n; i++)
        if (host->port.s[i] < '0' || host->port.s[i] > '9')
            return false;
    return host->name.n > 0 && host->port.n <= 5;
}

typedef enum Level { L_DESCRIPTION, L_SECURITY, L_CONNECT_DATA } Level;

/* Where a parameter of EZConnect Plus stands in a descriptor; what is not here stands in DESCRIPTION. */
static const struct
{
    const char *name, *in_descriptor;
    Level level;
} parameters[] = {
    {"wallet_location", "MY_WALLET_DIRECTORY", L_SECURITY},      {"my_wallet_directory", "MY_WALLET_DIRECTORY", L_SECURITY},
    {"ssl_server_dn_match", "SSL_SERVER_DN_MATCH", L_SECURITY},  {"ssl_server_cert_dn", "SSL_SERVER_CERT_DN", L_SECURITY},
    {"ssl_version", "SSL_VERSION", L_SECURITY},                  {"server", "SERVER", L_CONNECT_DATA},
    {"pool_connection_class", "POOL_CONNECTION_CLASS", L_CONNECT_DATA}, {"pool_purity", "POOL_PURITY", L_CONNECT_DATA},
    {"pool_boundary", "POOL_BOUNDARY", L_CONNECT_DATA},          {"instance_name", "INSTANCE_NAME", L_CONNECT_DATA},
};

static bool take_parameters(OlArena *arena, OlStr text, OlBuf out[3])
{
    while (text.n > 0)
    {
        OlStr value, name = before(before(text, '&', &text), '=', &value);
        Level level = L_DESCRIPTION;
        OlStr shown;

        name = ol_str_trim(name);
        value = ol_str_trim(value);
        if (name.n == 0 || value.n == 0 || !is_plain(name) || !is_plain(value))
            return false;
        shown = ol_str_upper(arena, name);
        for (size_t i = 0; i < OL_LENGTHOF(parameters); i++)
            if (ol_str_ieq_c(name, parameters[i].name))
            {
                level = parameters[i].level;
                shown = ol_str(parameters[i].in_descriptor);
            }
        ol_buf_printf(&out[level], "(%.*s=%.*s)", OL_STR_ARG(shown), OL_STR_ARG(value));
    }
    return true;
}

bool ol_names_easy_connect(OlArena *arena, OlStr text, OlStr *descriptor)
{
    Host hosts[HOSTS_MAX];
    int n = 0;
    OlStr protocol = OL_STR("TCP"), options, service, server, instance, list;
    OlBuf extra[3], out;
    const char *slashes;

    text = ol_str_trim(text);
    slashes = text.n > 2 ? memmem(text.s, text.n, "//", 2) : NULL;
    if (slashes != NULL && slashes > text.s && slashes[-1] == ':')
    {
        protocol = ol_str_upper(arena, ol_str_n(text.s, (size_t)(slashes - text.s) - 1));
        if (!ol_str_eq_c(protocol, "TCP") && !ol_str_eq_c(protocol, "TCPS"))
            return false;
    }
    if (slashes != NULL && (slashes == text.s || slashes[-1] == ':'))
        text = ol_str_n(slashes + 2, (size_t)(text.s + text.n - slashes) - 2);
    text = before(text, '?', &options);
    list = before(text, '/', &service);
    service = before(service, '/', &instance);
    service = before(service, ':', &server);
    if (!is_plain(list) || !is_plain(service) || !is_plain(server) || !is_plain(instance))
        return false;
    while (list.n > 0)
    {
        size_t end = 0;

        while (end < list.n && list.s[end] != ',' && list.s[end] != ';')
            end++;
        if (n == HOSTS_MAX || !take_host(ol_str_n(list.s, end), &hosts[n]))
            return false;
        n++;
        list = end < list.n ? ol_str_n(list.s + end + 1, list.n - end - 1) : OL_STR_NULL;
    }
    if (n == 0)
        return false;
    for (int i = n - 1; i >= 0; i--) /* a host without a port has that of the next one */
        if (hosts[i].port.n == 0)
            hosts[i].port = i + 1 < n ? hosts[i + 1].port : ol_str_eq_c(protocol, "TCPS") ? OL_STR("2484") : OL_STR("1521");
    for (int i = 0; i < 3; i++)
        ol_buf_init(&extra[i], arena, 64);
    if (!take_parameters(arena, options, extra))
        return false;
    ol_buf_init(&out, arena, 256);
    ol_buf_append_c(&out, "(DESCRIPTION=");
    ol_buf_append_str(&out, ol_buf_str(&extra[L_DESCRIPTION]));
    if (n > 1)
        ol_buf_append_c(&out, "(ADDRESS_LIST=");
    for (int i = 0; i < n; i++)
        ol_buf_printf(&out, "(ADDRESS=(PROTOCOL=%.*s)(HOST=%.*s)(PORT=%.*s))", OL_STR_ARG(protocol), OL_STR_ARG(hosts[i].name),
                      OL_STR_ARG(hosts[i].port));
    if (n > 1)
        ol_buf_append_c(&out, ")");
    ol_buf_printf(&out, "(CONNECT_DATA=(SERVICE_NAME=%.*s)", OL_STR_ARG(service));
    if (server.n > 0)
        ol_buf_printf(&out, "(SERVER=%.*s)", OL_STR_ARG(server));
    if (instance.n > 0)
        ol_buf_printf(&out, "(INSTANCE_NAME=%.*s)", OL_STR_ARG(instance));
    ol_buf_append_str(&out, ol_buf_str(&extra[L_CONNECT_DATA]));
    ol_buf_append_c(&out, ")");
    if (ol_buf_str(&extra[L_SECURITY]).n > 0)
        ol_buf_printf(&out, "(SECURITY=%.*s)", OL_STR_ARG(ol_buf_str(&extra[L_SECURITY])));
    ol_buf_append_c(&out, ")");
    (void)ol_buf_cstr(&out);
    *descriptor = ol_buf_str(&out);
    return true;
}

/* --- tnsnames.ora ----------------------------------------------------------------------------------------------------- */

/* Without comments and white space, which names and values do not have, except between quotes. */
static OlStr compact(OlArena *arena, OlStr text)
{
    OlBuf out;
    bool quoted = false;

    ol_buf_init(&out, arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        if (!quoted && text.s[i] == '#')
            while (i + 1 < text.n && text.s[i + 1] != '\n')
                i++;
        else
        {
            quoted = quoted != (text.s[i] == '"');
            if (quoted || !is_blank(text.s[i]))
                ol_buf_append_byte(&out, (uint8_t)text.s[i]);
        }
    (void)ol_buf_cstr(&out);
    return ol_buf_str(&out);
}

OlStr ol_names_find_alias(OlArena *arena, OlStr text, OlStr alias)
{
    size_t i = 0;

    while (i < text.n)
    {
        size_t start, end;
        bool ours = false;
        int depth = 0;

        while (i < text.n && (is_blank(text.s[i]) || text.s[i] == ','))
            i++;
        if (i < text.n && text.s[i] == '#')
        {
            while (i < text.n && text.s[i] != '\n')
                i++;
            continue;
        }
        for (start = i; i < text.n && text.s[i] != '=' && text.s[i] != '('; i++)
            ;
        end = i;
        while (start < end)
        {
            OlStr names = ol_str_n(text.s + start, end - start), rest;
            OlStr one = before(names, ',', &rest);

            ours = ours || ol_str_ieq(ol_str_trim(one), alias);
            start += one.n + 1;
        }
        while (i < text.n && text.s[i] != '(' && text.s[i] != '\n')
            i++;
        if (i < text.n && text.s[i] == '\n') /* "IFILE = path", or the descriptor begins on the next line */
        {
            size_t k = i;

            while (k < text.n && is_blank(text.s[k]))
                k++;
            if (k >= text.n || text.s[k] != '(')
                continue;
            i = k;
        }
        for (start = i; i < text.n; i++)
        {
            depth += text.s[i] == '(' ? 1 : text.s[i] == ')' ? -1 : 0;
            if (depth == 0)
                break;
        }
        if (i < text.n)
            i++;
        if (ours)
            return compact(arena, ol_str_n(text.s + start, i - start));
    }
    return OL_STR_NULL;
}

OlStr ol_names_parameter(OlStr text, const char *name)
{
    while (text.n > 0)
    {
        OlStr value, line = before(text, '\n', &text), key = ol_str_trim(before(line, '=', &value));

        if (ol_str_ieq_c(key, name))
            return ol_str_trim(before(value, '#', &(OlStr){0}));
    }
    return OL_STR_NULL;
}
