/*
 * main.c - the program oliphant-listener: event loop and what it is started with.
 *
 * Started by the broker as: oliphant-listener N, with the channel to the broker as descriptor 3 and N listening sockets
 * as descriptors 4, 5, ...  They belong to the broker too, so connections made while a listener is being replaced wait
 * in the sockets' queues.
 * Invariant: the program ends when the channel does; the kernel ends it when the broker dies (PR_SET_PDEATHSIG).
 * See also:  connection.h, server/broker.c
 */
#include "listener/connection.h"
#include "listener/sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>

#define CHANNEL_FD 3
#define FIRST_LISTEN_FD 4
#define MAX_LISTEN 64
#define EVENTS 64
#define TAG_CHANNEL UINT64_MAX
#define TAG_LISTEN (1ULL << 62) /* | index of the socket */

int64_t ol_listener_now(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void ol_listener_log(OlListener *l, const char *fmt, ...)
{
    OlChanMsg msg;
    va_list ap;

    ol_chan_init(&msg, OL_CHAN_LOG, 0);
    va_start(ap, fmt);
    vsnprintf(msg.text, sizeof msg.text, fmt, ap);
    va_end(ap);
    for (char *p = msg.text; *p != '\0'; p++)
    {
        if ((unsigned char)*p < ' ' || (unsigned char)*p > '~')
            *p = '?';
    }
    (void)ol_chan_send(l->channel, &msg, NULL, 0, -1);
}

/* Everything but the inherited sockets is closed, so that nothing of the server can be reached from here. */
static void shed(int n_listen)
{
    struct rlimit files, core = {0, 0};

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0); /* no core file, no ptrace by others: verifiers pass through */
    setrlimit(RLIMIT_CORE, &core);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    if (close_range((unsigned)(FIRST_LISTEN_FD + n_listen), ~0u, 0) != 0)
    {
        for (int fd = FIRST_LISTEN_FD + n_listen; fd < 4096; fd++)
            close(fd);
    }
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max)
    {
        files.rlim_cur = OL_MIN(files.rlim_max, (rlim_t)65536);
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

static void watch(OlListener *l, int fd, uint64_t tag)
{
    struct epoll_event ev = {.events = EPOLLIN, .data.u64 = tag};

    if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &ev) != 0)
    {
        fprintf(stderr, "oliphant-listener: descriptor %d: %s\n", fd, strerror(errno));
        exit(2);
    }
}

static void take_config(OlListener *l, const OlChanConfig *config)
{
    l->config = *config;
    if (l->config.max_pending < 1)
        l->config.max_pending = 1;
    if (l->config.max_pending > l->cap)
    {
        OlConn *grown = realloc(l->conns, l->config.max_pending * sizeof *grown);

        if (grown == NULL)
            abort();
        memset(grown + l->cap, 0, (l->config.max_pending - l->cap) * sizeof *grown);
        l->conns = grown;
        l->cap = l->config.max_pending;
    }
}

static void read_channel(OlListener *l)
{
    for (;;)
    {
        OlChanMsg msg;
        int fd, r = ol_chan_recv(l->channel, &msg, NULL, 0, &fd);

        if (fd >= 0)
            close(fd);
        if (r == 0)
            exit(0); /* the broker is gone or wants another listener */
        if (r < 0)
        {
            if (errno == EINTR)
                continue;
            if (errno == EAGAIN)
                return;
            exit(2);
        }
        if (msg.kind == OL_CHAN_CONFIG)
            take_config(l, &msg.config);
        else
            ol_conn_message(l, &msg);
    }
}

/* A few connections at a time, so that those already here get their turn. */
static void accept_some(OlListener *l, int listen_fd)
{
    for (int i = 0; i < 32 && l->config.max_pending > 0; i++)
    {
        struct sockaddr_storage addr;
        socklen_t len = sizeof addr;
        int fd = accept4(listen_fd, (struct sockaddr *)&addr, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);

        if (fd < 0)
        {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
                l->paused = true;
            if (errno == EINTR || errno == ECONNABORTED)
                continue;
            return;
        }
        ol_conn_accept(l, fd, &addr, len);
    }
}

/* Out of descriptors the listening sockets would stay readable for ever: they are looked away from for a moment. */
static void set_listening(OlListener *l, int n_listen, bool on)
{
    for (int i = 0; i < n_listen; i++)
    {
        struct epoll_event ev = {.events = on ? EPOLLIN : 0, .data.u64 = TAG_LISTEN | (uint64_t)i};

        (void)epoll_ctl(l->epoll, EPOLL_CTL_MOD, FIRST_LISTEN_FD + i, &ev);
    }
}

int main(int argc, char **argv)
{
    static OlListener listener;
    OlListener *l = &listener;
    uint64_t n_listen;
    bool listening = true;
    OlVerifier warm_up;
    int type;
    socklen_t type_len = sizeof type;

    if (argc != 2 || !ol_parse_u64(ol_str(argv[1]), &n_listen) || n_listen > MAX_LISTEN ||
        getsockopt(CHANNEL_FD, SOL_SOCKET, SO_TYPE, &type, &type_len) != 0 || type != SOCK_SEQPACKET)
    {
        fprintf(stderr, "oliphant-listener is started by a PostgreSQL server that has oliphant in shared_preload_libraries;\n"
                        "there is nothing to do for it alone.\n");
        return 2;
    }
    shed((int)n_listen);
    l->channel = CHANNEL_FD;
    l->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (l->epoll < 0)
        return 2;
    fcntl(CHANNEL_FD, F_SETFL, O_NONBLOCK);
    watch(l, CHANNEL_FD, TAG_CHANNEL);
    for (int i = 0; i < (int)n_listen; i++)
    {
        fcntl(FIRST_LISTEN_FD + i, F_SETFL, O_NONBLOCK);
        watch(l, FIRST_LISTEN_FD + i, TAG_LISTEN | (uint64_t)i);
    }
    /* Makes the crypto library read its configuration while files can still be opened. */
    if (!ol_verifier_make(OL_VERIFIER_12C, OL_STR("warm-up"), &warm_up))
        return 2;
    (void)ol_sandbox_enter();
    for (;;)
    {
        struct epoll_event events[EVENTS];
        int timeout = ol_conn_expire(l);
        int n;

        if (l->paused && (timeout < 0 || timeout > 100))
            timeout = 100;
        if (listening == l->paused)
            set_listening(l, (int)n_listen, listening = !l->paused);
        n = epoll_wait(l->epoll, events, EVENTS, timeout);
        l->paused = false;
        if (n < 0 && errno != EINTR)
            return 2;
        for (int i = 0; i < n; i++)
        {
            uint64_t tag = events[i].data.u64;

            if (tag == TAG_CHANNEL)
                read_channel(l);
            else if ((tag & TAG_LISTEN) != 0)
                accept_some(l, FIRST_LISTEN_FD + (int)(tag & 0xffff));
            else
            {
                uint32_t index = (uint32_t)tag, generation = (uint32_t)(tag >> 32) & 0x3fffffff;

                if (index < l->cap && l->conns[index].state != OL_CONN_FREE && l->conns[index].generation == generation)
                    ol_conn_event(l, &l->conns[index], events[i].events);
            }
        }
    }
}
