/*
 * net.c - asking the machine about TCP ports: is it free, does it answer.
 *
 * Owns:      nothing; every socket is closed before a function returns.
 * See also:  cmd_start.c
 */
#include "cli/cli.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Calls visit for each address of a comma-separated list of hosts until it returns false. "*" is every address. */
static bool each_address(const char *addresses, uint16_t port, bool passive, bool (*visit)(const struct addrinfo *))
{
    char service[16], host[256];
    const char *p = addresses;

    (void)snprintf(service, sizeof(service), "%u", (unsigned)port);
    while (*p != '\0')
    {
        struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
        struct addrinfo *list = NULL;
        size_t n = strcspn(p, ",");
        OlStr item = ol_str_trim(ol_str_n(p, n));
        bool any = ol_str_eq_c(item, "*");

        p += n + (p[n] == ',');
        if (item.n == 0 || item.n >= sizeof(host))
            continue;
        memcpy(host, item.s, item.n);
        host[item.n] = '\0';
        hints.ai_flags = passive ? AI_PASSIVE : 0;
        if (getaddrinfo(any ? NULL : host, service, &hints, &list) != 0)
            continue; /* a name that does not resolve is the server's to complain about */
        for (struct addrinfo *a = list; a != NULL; a = a->ai_next)
        {
            if (!visit(a))
            {
                int saved = errno;

                freeaddrinfo(list);
                errno = saved;
                return false;
            }
        }
        freeaddrinfo(list);
    }
    return true;
}

static bool can_bind(const struct addrinfo *a)
{
    int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, a->ai_protocol);
    int on = 1;
    int saved = 0;

    if (fd < 0)
        return true; /* no such address family here */
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (a->ai_family == AF_INET6)
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
    /* bind alone succeeds beside a listener on a port with SO_REUSEADDR in some states; listen does not */
    if (bind(fd, a->ai_addr, a->ai_addrlen) != 0 || listen(fd, 1) != 0)
        saved = errno;
    close(fd);
    errno = saved;
    return saved == 0 || saved == EADDRNOTAVAIL || saved == EAFNOSUPPORT;
}

/* False when the address answers: this stops the walk. */
static bool does_not_answer(const struct addrinfo *a)
{
    int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, a->ai_protocol);
    bool answers;

    if (fd < 0)
        return true;
    answers = connect(fd, a->ai_addr, a->ai_addrlen) == 0;
    if (!answers && errno == EINPROGRESS)
    {
        struct pollfd p = {.fd = fd, .events = POLLOUT};
        int err = 0;
        socklen_t len = sizeof(err);

        answers = poll(&p, 1, 1000) == 1 && getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &len) == 0 && err == 0;
    }
    close(fd);
    return !answers;
}

bool ol_net_port_is_free(const char *addresses, uint16_t port)
{
    return each_address(addresses, port, true, can_bind);
}

bool ol_net_port_answers(const char *addresses, uint16_t port)
{
    return !each_address(addresses, port, false, does_not_answer);
}
