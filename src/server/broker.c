/*
 * broker.c - the broker: a background worker without a database that stands between listener and sessions.
 *
 * Owns:      the listening sockets, the listener program (started, fed with settings, restarted), the unix socket where
 *            session workers fetch their connections, the logins that wait for a worker.
 * Not here:  reading client bytes (the listener, TLS workers), decisions about users (auth.c), sessions (worker.c).
 * Lifetimes: a Pending lives from LOGIN or TLS until its worker has fetched it or did not come in time; a Peer as long as
 *            the worker's connection.
 * Invariant: the broker never waits for one client or worker: all sockets are non-blocking, requests are answered at
 *            once from shared catalogs. An error while answering refuses that one login and nothing else.
 * Life:      it dies with exit code 1 on SIGTERM and is started again at once unless the server stops. Killed hard, the
 *            postmaster resets the cluster as for any process with shared memory.
 * See also:  listener/listener.h (who says what), docs/internals/sessions.md
 */
#include "postgres.h"

#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "access/xact.h"
#include "access/xlog.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "postmaster/interrupt.h"
#include "postmaster/postmaster.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "storage/procsignal.h"
#include "tcop/tcopprot.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/wait_event.h"

#include "pg/pg.h"
#include "server/auth.h"
#include "server/broker.h"
#include "server/hba.h"
#include "server/seal.h"
#include "server/settings.h"
#include "server/shared.h"

#define MAX_LISTEN 16
#define LISTENER_NAME "oliphant-listener"
#define LISTENER_CHANNEL_FD 3
#define FETCH_MS 20000        /* longest time between start of a worker and its coming */
#define BIND_RETRY_MS 2000
#define QUICK_DEATH_MS 1000   /* after several listeners in a row that lived shorter ... */
#define QUICK_DEATHS 5        /* ... this many, the next is started a little later */
#define EVENTS 64
#define TLS_WORKERS_MAX(max_sessions) (4 + (max_sessions) / 8)

typedef struct Peer
{
    bool is_peer;             /* false: the epoll tags below */
    int fd;
    int slot;                 /* -1 until HELLO */
    uint32_t serial;
    bool tls;                 /* stays and asks; a plain session's peer goes after START */
    TimestampTz since;
    struct Peer *next;
} Peer;

/* A connection on its way to a worker, by slot. */
typedef struct Pending
{
    bool used;
    bool tls;
    int fd;
    uint32_t serial;
    uint64_t conn;            /* the listener's name for it ... */
    uint32_t listener;        /* ... and which listener (they count up) */
    TimestampTz since;
    BackgroundWorkerHandle *worker;
    OlChanMsg start;
    void *blob;
    size_t blob_len;
} Pending;

typedef enum AskerKind
{
    ASKER_LISTENER,
    ASKER_TLS
} AskerKind;

typedef struct Asker
{
    AskerKind kind;
    int fd;
    Peer *peer;               /* TLS */
} Asker;

extern OL_EXPORT void ol_broker_main(Datum arg);

static MemoryContext broker_context, call_context;
static int epoll_fd = -1, unix_fd = -1, channel_fd = -1;
static int listen_fds[MAX_LISTEN];
static int n_listen = 0;
static bool listen_complete = false;
static TimestampTz listen_tried = 0;
static char *bound_addresses = NULL;
static int bound_port = -1;
static pid_t listener_pid = 0;
static uint32_t listener_number = 0;
static int quick_deaths = 0;
static TimestampTz listener_started = 0, listener_not_before = 0;
static Pending *pendings;
static Peer *peers = NULL;
static Peer tag_channel, tag_unix;
static uint8_t *receive_buffer;

static const char *socket_path(void)
{
    struct stat st;

    /* Folders that base backups and pg_rewind skip; a socket in the data folder itself would make them warn. */
    return stat("pg_stat_tmp", &st) == 0 && S_ISDIR(st.st_mode) ? "pg_stat_tmp/oliphant.sock" : "oliphant.sock";
}

static void unix_address(struct sockaddr_un *addr)
{
    memset(addr, 0, sizeof *addr);
    addr->sun_family = AF_UNIX;
    strlcpy(addr->sun_path, socket_path(), sizeof addr->sun_path);
}

int ol_broker_connect(void)
{
    struct sockaddr_un addr;
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    int saved;

    if (fd < 0)
        return -1;
    unix_address(&addr);
    if (connect(fd, (struct sockaddr *)&addr, sizeof addr) == 0)
        return fd;
    saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

void ol_broker_register(void)
{
    BackgroundWorker worker;

    memset(&worker, 0, sizeof worker);
    strlcpy(worker.bgw_name, "oliphant broker", BGW_MAXLEN);
    strlcpy(worker.bgw_type, "oliphant broker", BGW_MAXLEN);
    worker.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
    worker.bgw_start_time = BgWorkerStart_ConsistentState; /* a hot standby listens too */
    worker.bgw_restart_time = 0;
    strlcpy(worker.bgw_library_name, "oliphant", BGW_MAXLEN);
    strlcpy(worker.bgw_function_name, "ol_broker_main", BGW_MAXLEN);
    RegisterBackgroundWorker(&worker);
}

static void watch(int fd, void *tag)
{
    struct epoll_event ev = {.events = EPOLLIN, .data.ptr = tag};

    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &ev) != 0)
        ereport(FATAL, (errcode_for_socket_access(), errmsg("could not watch a socket: %m")));
}

static void unwatch(int fd)
{
    (void)epoll_ctl(epoll_fd, EPOLL_CTL_DEL, fd, NULL);
}

static int elapsed_ms(TimestampTz since)
{
    return (int)Min((GetCurrentTimestamp() - since) / 1000, INT_MAX);
}

/* --- listening sockets --------------------------------------------------------------------------------------------- */

static void close_listening(void)
{
    for (int i = 0; i < n_listen; i++)
        close(listen_fds[i]);
    n_listen = 0;
    listen_complete = false;
}

static bool listen_one(const struct addrinfo *a, const char *host)
{
    char where[NI_MAXHOST];
    int on = 1;
    int fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0)
    {
        if (errno == EAFNOSUPPORT)
            return true; /* no IPv6 on this machine: not a fault of the setting */
        ereport(LOG, (errcode_for_socket_access(), errmsg("could not create a socket for the Oracle port: %m")));
        return false;
    }
    if (getnameinfo(a->ai_addr, a->ai_addrlen, where, sizeof where, NULL, 0, NI_NUMERICHOST) != 0)
        strlcpy(where, host, sizeof where);
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
#ifdef IPV6_V6ONLY
    if (a->ai_family == AF_INET6)
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
#endif
    if (bind(fd, a->ai_addr, a->ai_addrlen) != 0 || listen(fd, 1024) != 0)
    {
        int saved = errno;

        close(fd);
        if (saved == EADDRNOTAVAIL && a->ai_family == AF_INET6)
            return true; /* localhost resolves to ::1 also where IPv6 is switched off */
        errno = saved;
        ereport(LOG, (errcode_for_socket_access(),
                      errmsg("could not listen for Oracle clients on address %s, port %d: %m", where, ol_setting_port),
                      saved == EADDRINUSE
                          ? errhint("Another program uses that port: another Oliphant server, or an Oracle listener. Stop it, or choose another port with oliphant.port. It is tried again every %d seconds.",
                                    BIND_RETRY_MS / 1000)
                          : errhint("Check oliphant.listen_addresses and oliphant.port. It is tried again every %d seconds.",
                                    BIND_RETRY_MS / 1000)));
        return false;
    }
    ereport(LOG, (errmsg("listening for Oracle clients on address %s, port %d", where, ol_setting_port)));
    listen_fds[n_listen++] = fd;
    return true;
}

/* Opens what oliphant.listen_addresses asks for. What is taken is tried again later; what could be opened serves
 * meanwhile. */
static void open_listening(void)
{
    bool first_try = bound_addresses == NULL;
    OlStr rest = ol_str(ol_setting_listen_addresses);
    char port[8];

    listen_tried = GetCurrentTimestamp();
    listen_complete = true;
    if (bound_addresses != NULL)
        pfree(bound_addresses);
    bound_addresses = MemoryContextStrdup(broker_context, ol_setting_listen_addresses);
    bound_port = ol_setting_port;
    if (ol_setting_port == 0)
    {
        if (first_try)
            ereport(LOG, (errmsg("oliphant.port is 0: not listening for Oracle clients")));
        return;
    }
    snprintf(port, sizeof port, "%d", ol_setting_port);
    while (rest.n > 0)
    {
        const char *comma = memchr(rest.s, ',', rest.n);
        OlStr word = ol_str_trim(ol_str_n(rest.s, comma == NULL ? rest.n : (size_t)(comma - rest.s)));
        struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
        struct addrinfo *found = NULL;
        char host[NI_MAXHOST];
        int r;

        rest = comma == NULL ? OL_STR_NULL : ol_str_n(comma + 1, rest.n - (size_t)(comma - rest.s) - 1);
        if (word.n == 0 || !ol_chan_text(host, sizeof host, word))
            continue;
        r = getaddrinfo(strcmp(host, "*") == 0 ? NULL : host, port, &hints, &found);
        if (r != 0)
        {
            ereport(LOG, (errmsg("could not translate host name \"%s\" of oliphant.listen_addresses: %s", host,
                                 gai_strerror(r))));
            listen_complete = false;
            continue;
        }
        for (struct addrinfo *a = found; a != NULL && n_listen < MAX_LISTEN; a = a->ai_next)
        {
            if (!listen_one(a, host))
                listen_complete = false;
        }
        freeaddrinfo(found);
    }
}

/* --- the listener program ------------------------------------------------------------------------------------------ */

static void send_config(void)
{
    OlChanMsg msg;
    uint64 system_id = GetSystemIdentifier();

    ol_chan_init(&msg, OL_CHAN_CONFIG, 0);
    msg.config.login_timeout_ms = (uint32_t)ol_setting_login_timeout;
    msg.config.max_pending = (uint32_t)ol_setting_max_pending_logins;
    msg.config.max_pending_per_address = (uint32_t)ol_setting_max_pending_logins_per_address;
    msg.config.tls = ol_setting_tls && EnableSSL;
    memcpy(msg.config.dbid, &system_id, sizeof system_id);
    memcpy(msg.config.dbid + 8, "OLIPHANT", 8);
    (void)ol_chan_send(channel_fd, &msg, NULL, 0, -1);
}

/* Beside the server's own program, else beside the library. */
static bool find_program(char *path)
{
    char dir[MAXPGPATH];

    strlcpy(dir, my_exec_path, sizeof dir);
    get_parent_directory(dir);
    snprintf(path, MAXPGPATH, "%s/%s", dir, LISTENER_NAME);
    if (access(path, X_OK) == 0)
        return true;
    snprintf(path, MAXPGPATH, "%s/%s", pkglib_path, LISTENER_NAME);
    return access(path, X_OK) == 0;
}

/* In the child between fork and exec: only what is safe there. */
static void become_listener(const char *path, int channel, pid_t broker)
{
    char count[4] = {(char)('0' + n_listen / 10), (char)('0' + n_listen % 10), '\0'};
    char *argv[] = {(char *)LISTENER_NAME, count, NULL};
    char *envp[] = {NULL};
    int high[MAX_LISTEN + 1];
    sigset_t none;

    /* Out of the postmaster's reach: a signal to the broker's group is not for it, the channel's end is. */
    (void)setsid();
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != broker)
        _exit(3);
    for (int i = 0; i <= n_listen; i++)
    {
        high[i] = fcntl(i == 0 ? channel : listen_fds[i - 1], F_DUPFD, 64 + MAX_LISTEN);
        if (high[i] < 0)
            _exit(3);
    }
    for (int i = 0; i <= n_listen; i++)
    {
        if (dup2(high[i], LISTENER_CHANNEL_FD + i) < 0)
            _exit(3);
    }
    for (int i = 0; i <= n_listen; i++)
        close(high[i]);
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    execve(path, argv, envp);
    _exit(3);
}

static void start_listener(void)
{
    char path[MAXPGPATH];
    int pair[2];
    int size = 1024 * 1024;
    pid_t broker = getpid();
    pid_t pid;

    listener_started = GetCurrentTimestamp();
    if (!find_program(path))
    {
        ereport(LOG, (errmsg("the program \"%s\" is not installed: nobody can connect to the Oracle port", LISTENER_NAME),
                      errdetail("It was looked for in the folder of \"%s\" and in \"%s\".", my_exec_path, pkglib_path)));
        listener_not_before = listener_started + 10 * USECS_PER_SEC;
        return;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
    {
        ereport(LOG, (errcode_for_socket_access(), errmsg("could not create a socket pair: %m")));
        listener_not_before = listener_started + USECS_PER_SEC;
        return;
    }
    (void)setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    (void)setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    fflush(NULL);
    pid = fork();
    if (pid == 0)
        become_listener(path, pair[1], broker);
    close(pair[1]);
    if (pid < 0)
    {
        ereport(LOG, (errmsg("could not start the program \"%s\": %m", LISTENER_NAME)));
        close(pair[0]);
        listener_not_before = listener_started + USECS_PER_SEC;
        return;
    }
    listener_pid = pid;
    listener_number++;
    channel_fd = pair[0];
    watch(channel_fd, &tag_channel);
    send_config();
    ereport(DEBUG1, (errmsg("Oracle listener started with process id %d", (int)pid)));
}

/* Its channel has ended, or it must go because the sockets change. */
static void stop_listener(bool expected)
{
    int status = 0;
    int lived;

    if (channel_fd >= 0)
    {
        unwatch(channel_fd);
        close(channel_fd);
        channel_fd = -1;
    }
    if (listener_pid == 0)
        return;
    kill(listener_pid, SIGKILL);
    while (waitpid(listener_pid, &status, 0) < 0 && errno == EINTR)
        ;
    listener_pid = 0;
    lived = elapsed_ms(listener_started);
    if (expected)
        listener_not_before = 0;
    else
    {
        /* Clients that were logging in are cut; sessions and the listening sockets are not touched. */
        ereport(LOG, (errmsg("the Oracle listener ended unexpectedly (wait status 0x%x) and is started again", status),
                      errdetail("Sessions are not affected.")));
        quick_deaths = lived < QUICK_DEATH_MS ? quick_deaths + 1 : 0;
        listener_not_before = quick_deaths > QUICK_DEATHS ? GetCurrentTimestamp() + USECS_PER_SEC / 10 : 0;
    }
}

static void end_listener_at_exit(int code, Datum arg)
{
    if (listener_pid != 0)
        kill(listener_pid, SIGKILL);
    if (MyProcPid == getpid())
        unlink(socket_path());
}

/* --- logins on their way to a worker ------------------------------------------------------------------------------- */

static void drop_pending(int slot)
{
    Pending *p = &pendings[slot];

    if (!p->used)
        return;
    if (p->fd >= 0)
        close(p->fd);
    if (p->blob != NULL)
    {
        explicit_bzero(p->blob, p->blob_len);
        pfree(p->blob);
    }
    if (p->worker != NULL)
        pfree(p->worker);
    memset(p, 0, sizeof *p);
    p->fd = -1;
}

static void tell_listener(const Pending *p, OlChanKind kind, int error)
{
    OlChanMsg msg;

    if (channel_fd < 0 || p->listener != listener_number)
        return;
    ol_chan_init(&msg, kind, p->conn);
    if (error != 0)
        ol_auth_set_error(&msg, error, NULL);
    (void)ol_chan_send(channel_fd, &msg, NULL, 0, -1);
}

/* The worker did not come. */
static void fail_pending(int slot)
{
    Pending *p = &pendings[slot];

    tell_listener(p, OL_CHAN_REJECT, 12516);
    ol_slot_release_unclaimed(slot, p->serial);
    drop_pending(slot);
}

/* A worker for a reserved slot. False when the server has no background worker left. */
static bool launch(int slot, const OlSlotRequest *request, Pending *p)
{
    BackgroundWorker worker;
    MemoryContext old = MemoryContextSwitchTo(broker_context);
    bool ok;

    memset(&worker, 0, sizeof worker);
    strlcpy(worker.bgw_name, "oliphant session", BGW_MAXLEN);
    strlcpy(worker.bgw_type, "oliphant session", BGW_MAXLEN);
    worker.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
    worker.bgw_start_time = BgWorkerStart_ConsistentState;
    worker.bgw_restart_time = BGW_NEVER_RESTART;
    strlcpy(worker.bgw_library_name, "oliphant", BGW_MAXLEN);
    strlcpy(worker.bgw_function_name, "ol_worker_main", BGW_MAXLEN);
    worker.bgw_main_arg = Int32GetDatum(slot);
    memcpy(worker.bgw_extra, request->cookie, sizeof request->cookie);
    worker.bgw_notify_pid = MyProcPid;
    ok = RegisterDynamicBackgroundWorker(&worker, &p->worker);
    MemoryContextSwitchTo(old);
    if (!ok)
        ereport(LOG, (errmsg("no background worker is left for an Oracle session"),
                      errhint("Raise max_worker_processes: Oracle sessions, parallel workers and other extensions share it.")));
    return ok;
}

/* A connection from the listener gets a slot and a worker. On failure the error is in answer and the fd still the
 * caller's. */
static bool take_connection(const OlChanMsg *ask, OlSlotRequest *request, OlChanMsg *answer, int fd, const void *blob,
                            size_t blob_len)
{
    int slot;
    uint32_t serial;
    Pending *p;
    OlSlotRefusal refusal;

    if (!pg_strong_random(request->cookie, sizeof request->cookie))
    {
        ol_auth_set_error(answer, 12516, NULL);
        return false;
    }
    refusal = ol_slot_reserve(request, &slot, &serial);
    if (refusal != OL_SLOT_TAKEN)
    {
        ol_auth_slot_error(refusal, answer);
        return false;
    }
    drop_pending(slot); /* nothing, unless its worker vanished between two looks */
    p = &pendings[slot];
    if (!launch(slot, request, p))
    {
        ol_slot_release_unclaimed(slot, serial);
        ol_auth_set_error(answer, 12520, NULL);
        return false;
    }
    p->used = true;
    p->tls = request->state == OL_SLOT_TLS;
    p->fd = fd;
    p->serial = serial;
    p->conn = ask->conn;
    p->listener = listener_number;
    p->since = GetCurrentTimestamp();
    p->start = *answer;
    p->start.kind = p->tls ? OL_CHAN_START_TLS : OL_CHAN_START;
    p->start.slot = slot;
    p->start.serial = serial;
    if (blob_len > 0)
    {
        p->blob = MemoryContextAlloc(broker_context, blob_len);
        memcpy(p->blob, blob, blob_len);
        p->blob_len = blob_len;
    }
    return true;
}

/* --- requests of the listener and of TLS workers ------------------------------------------------------------------- */

static void do_login(const Asker *asker, OlChanMsg *ask, int *fd, OlChanMsg *answer)
{
    OlLoginResult login;
    OlSlotRequest request;
    OlDiag diag;

    answer->kind = OL_CHAN_REJECT;
    if (ol_login_result_read(ol_pg_arena_new(call_context), receive_buffer, ask->blob_len, &login, &diag) != OL_OK)
    {
        ol_auth_set_error(answer, 1017, NULL);
        return;
    }
    ol_auth_login(ask, &login, answer, &request);
    ol_login_result_wipe(&login);
    if (answer->error != 0)
        return;
    if (asker->kind == ASKER_TLS)
    {
        OlSlotRefusal refusal = ol_slot_promote(asker->peer->slot, &request);

        if (refusal != OL_SLOT_TAKEN)
            ol_auth_slot_error(refusal, answer);
        else
        {
            answer->kind = OL_CHAN_START;
            answer->slot = asker->peer->slot;
            answer->serial = asker->peer->serial;
        }
        return;
    }
    if (*fd < 0)
        ol_auth_set_error(answer, 12516, NULL);
    else if (take_connection(ask, &request, answer, *fd, receive_buffer, ask->blob_len))
    {
        *fd = -1;
        answer->kind = OL_CHAN_NONE; /* TAKEN is said when the worker has it */
    }
}

static void do_tls(const OlChanMsg *ask, int *fd, OlChanMsg *answer)
{
    OlSlotRequest request;
    int in_handshake = ol_slot_count_state(OL_SLOT_TLS);

    answer->kind = OL_CHAN_REJECT;
    memset(&request, 0, sizeof request);
    request.state = OL_SLOT_TLS;
    request.role_limit = request.database_limit = -1;
    answer->remote = ask->remote;
    answer->local = ask->local;
    answer->tls = 1;
    if (!ol_setting_tls || !EnableSSL || *fd < 0)
        return;
    if (in_handshake >= TLS_WORKERS_MAX(ol_setting_max_sessions))
    {
        ereport(LOG, (errmsg("TLS connection to the Oracle port refused: %d others are logging in", in_handshake)));
        return;
    }
    if (take_connection(ask, &request, answer, *fd, NULL, 0))
    {
        *fd = -1;
        answer->kind = OL_CHAN_NONE;
    }
}

/* One request: a transaction of its own for the catalogs, an error is the asker's alone. */
static void handle_request(const Asker *asker, OlChanMsg *ask, int *fd)
{
    static OlChanMsg answer;
    volatile bool failed = false;

    if (ask->kind == OL_CHAN_LOG)
    {
        ereport(LOG, (errmsg("Oracle listener: %s", ask->text)));
        return;
    }
    ask->tls = asker->kind == ASKER_TLS;
    ol_chan_init(&answer, (OlChanKind)ask->kind, ask->conn);
    PG_TRY();
    {
        StartTransactionCommand();
        MemoryContextSwitchTo(call_context);
        switch (ask->kind)
        {
            case OL_CHAN_SERVICE:
                ol_auth_service(ask, &answer);
                break;
            case OL_CHAN_USER:
                ol_auth_user(ask, &answer);
                break;
            case OL_CHAN_DENIED:
                ol_auth_denied(ask, &answer);
                break;
            case OL_CHAN_LOGIN:
                do_login(asker, ask, fd, &answer);
                break;
            case OL_CHAN_TLS:
                if (asker->kind == ASKER_LISTENER)
                    do_tls(ask, fd, &answer);
                break;
            default:
                answer.kind = OL_CHAN_NONE;
                break;
        }
        CommitTransactionCommand();
    }
    PG_CATCH();
    {
        failed = true;
        MemoryContextSwitchTo(broker_context);
        HOLD_INTERRUPTS();
        EmitErrorReport();
        FlushErrorState();
        AbortCurrentTransaction();
        RESUME_INTERRUPTS();
    }
    PG_END_TRY();
    if (failed)
    {
        ol_chan_init(&answer, ask->kind == OL_CHAN_LOGIN || ask->kind == OL_CHAN_TLS ? OL_CHAN_REJECT : (OlChanKind)ask->kind,
                     ask->conn);
        ol_auth_set_error(&answer, 12516, NULL);
    }
    MemoryContextSwitchTo(broker_context);
    MemoryContextReset(call_context);
    if (answer.kind != OL_CHAN_NONE)
        (void)ol_chan_send(asker->fd, &answer, NULL, 0, -1);
    explicit_bzero(&answer, sizeof answer);
    pgstat_report_activity(STATE_IDLE, NULL);
}

static void read_listener(void)
{
    static OlChanMsg msg;

    for (int i = 0; i < 64 && channel_fd >= 0; i++)
    {
        Asker asker = {ASKER_LISTENER, channel_fd, NULL};
        int fd, r = ol_chan_recv(channel_fd, &msg, receive_buffer, OL_CHAN_BLOB_MAX, &fd);

        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0 && errno == EAGAIN)
            return;
        if (r <= 0)
        {
            stop_listener(false);
            return;
        }
        handle_request(&asker, &msg, &fd);
        if (fd >= 0)
            close(fd);
    }
}

/* --- workers that fetch their connections -------------------------------------------------------------------------- */

static void drop_peer(Peer *peer)
{
    Peer **link = &peers;

    unwatch(peer->fd);
    close(peer->fd);
    while (*link != peer)
        link = &(*link)->next;
    *link = peer->next;
    pfree(peer);
}

static void accept_workers(void)
{
    int fd;

    while ((fd = accept4(unix_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0)
    {
        Peer *peer = MemoryContextAllocZero(broker_context, sizeof *peer);
        int size = 1024 * 1024;

        (void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
        peer->is_peer = true;
        peer->fd = fd;
        peer->slot = -1;
        peer->since = GetCurrentTimestamp();
        peer->next = peers;
        peers = peer;
        watch(fd, peer);
    }
}

/* HELLO: the worker of a pending connection. False: the peer is done with (and gone). */
static bool greet(Peer *peer, const OlChanMsg *msg)
{
    Pending *p;
    uint32_t serial;

    if (msg->kind != OL_CHAN_HELLO || !ol_slot_cookie_matches(msg->slot, msg->cookie, &serial) ||
        !pendings[msg->slot].used || pendings[msg->slot].serial != serial)
    {
        drop_peer(peer);
        return false;
    }
    p = &pendings[msg->slot];
    if (ol_chan_send(peer->fd, &p->start, p->blob, p->blob_len, p->fd) != 0)
    {
        ereport(LOG, (errcode_for_socket_access(), errmsg("could not pass a connection to its session: %m")));
        fail_pending(msg->slot);
        drop_peer(peer);
        return false;
    }
    peer->slot = msg->slot;
    peer->serial = serial;
    peer->tls = p->tls;
    tell_listener(p, OL_CHAN_TAKEN, 0);
    drop_pending(msg->slot);
    if (!peer->tls)
    {
        drop_peer(peer);
        return false;
    }
    return true;
}

static void read_peer(Peer *peer)
{
    static OlChanMsg msg;

    for (;;)
    {
        int fd, r = ol_chan_recv(peer->fd, &msg, receive_buffer, OL_CHAN_BLOB_MAX, &fd);

        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0 && errno == EAGAIN)
            return;
        if (r <= 0)
        {
            drop_peer(peer);
            return;
        }
        if (peer->slot < 0)
        {
            if (!greet(peer, &msg))
                return;
        }
        else
        {
            Asker asker = {ASKER_TLS, peer->fd, peer};

            handle_request(&asker, &msg, &fd);
        }
        if (fd >= 0)
            close(fd);
    }
}

static void open_unix_socket(void)
{
    struct sockaddr_un addr;

    unix_address(&addr);
    unlink(addr.sun_path);
    unix_fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (unix_fd < 0 || bind(unix_fd, (struct sockaddr *)&addr, sizeof addr) != 0 || chmod(addr.sun_path, 0600) != 0 ||
        listen(unix_fd, 1024) != 0)
    {
        ereport(LOG, (errcode_for_socket_access(), errmsg("could not open the socket \"%s\": %m", addr.sun_path)));
        /* The postmaster starts the next broker at once: not too many of them. */
        (void)WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, 2000, PG_WAIT_EXTENSION);
        proc_exit(1);
    }
    watch(unix_fd, &tag_unix);
}

/* --- the loop ------------------------------------------------------------------------------------------------------ */

/* Things that happen by time; ms until the next look. */
static int housekeeping(void)
{
    TimestampTz now = GetCurrentTimestamp();
    int wait = 60000;

    if (!listen_complete)
    {
        int left = BIND_RETRY_MS - elapsed_ms(listen_tried);

        if (left <= 0)
        {
            /* A new listener inherits the new sockets; nothing is lost when there were none. */
            stop_listener(true);
            close_listening();
            open_listening();
            left = BIND_RETRY_MS;
        }
        if (!listen_complete)
            wait = Min(wait, left);
    }
    if (listener_pid == 0 && n_listen > 0)
    {
        if (listener_not_before <= now)
            start_listener();
        if (listener_pid == 0)
            wait = Min(wait, (int)Max((listener_not_before - now) / 1000, 0) + 1);
    }
    for (int i = 0; i < ol_slot_count(); i++)
    {
        Pending *p = &pendings[i];
        pid_t pid;

        if (!p->used)
            continue;
        if (elapsed_ms(p->since) > FETCH_MS || GetBackgroundWorkerPid(p->worker, &pid) == BGWH_STOPPED)
            fail_pending(i);
        else
            wait = Min(wait, 1000);
    }
    for (Peer *peer = peers, *next; peer != NULL; peer = next)
    {
        next = peer->next;
        if (peer->slot < 0 && elapsed_ms(peer->since) > FETCH_MS)
            drop_peer(peer);
        else
            wait = Min(wait, FETCH_MS);
    }
    return wait;
}

static void reload(void)
{
    ConfigReloadPending = false;
    ProcessConfigFile(PGC_SIGHUP);
    ol_hba_load();
    if (ol_setting_port != bound_port || strcmp(ol_setting_listen_addresses, bound_addresses) != 0)
    {
        stop_listener(true);
        close_listening();
        open_listening();
    }
    if (channel_fd >= 0)
        send_config();
}

static void dispatch(void)
{
    struct epoll_event events[EVENTS];
    int n = epoll_wait(epoll_fd, events, EVENTS, 0);

    for (int i = 0; i < n; i++)
    {
        Peer *tag = events[i].data.ptr;

        if (tag == &tag_channel)
            read_listener();
        else if (tag == &tag_unix)
            accept_workers();
        else
        {
            /* A peer may have gone while an earlier event was served. */
            Peer *peer = peers;

            while (peer != NULL && peer != tag)
                peer = peer->next;
            if (peer != NULL)
                read_peer(peer);
        }
    }
}

void ol_broker_main(Datum arg)
{
    WaitEventSet *set;

    pqsignal(SIGTERM, die);
    pqsignal(SIGHUP, SignalHandlerForConfigReload);
    pqsignal(SIGCHLD, SIG_DFL);
    BackgroundWorkerUnblockSignals();
    BackgroundWorkerInitializeConnection(NULL, NULL, 0);

    broker_context = AllocSetContextCreate(TopMemoryContext, "Oliphant broker", ALLOCSET_DEFAULT_SIZES);
    call_context = AllocSetContextCreate(broker_context, "Oliphant broker call", ALLOCSET_DEFAULT_SIZES);
    MemoryContextSwitchTo(broker_context);
    receive_buffer = palloc(OL_CHAN_BLOB_MAX);
    pendings = palloc0(sizeof(Pending) * (Size)Max(ol_slot_count(), 1));
    for (int i = 0; i < ol_slot_count(); i++)
        pendings[i].fd = -1;
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (epoll_fd < 0)
        ereport(FATAL, (errcode_for_socket_access(), errmsg("epoll_create1 failed: %m")));
    before_shmem_exit(end_listener_at_exit, 0);
    (void)ol_seal_open_key();
    ol_hba_load();
    ol_slot_release_abandoned();
    open_unix_socket();
    open_listening();

    set = CreateWaitEventSet(TopMemoryContext, 3);
    AddWaitEventToSet(set, WL_LATCH_SET, PGINVALID_SOCKET, MyLatch, NULL);
    AddWaitEventToSet(set, WL_EXIT_ON_PM_DEATH, PGINVALID_SOCKET, NULL, NULL);
    AddWaitEventToSet(set, WL_SOCKET_READABLE, epoll_fd, NULL, NULL);
    pgstat_report_activity(STATE_IDLE, NULL);
    for (;;)
    {
        WaitEvent events[3];
        int n = WaitEventSetWait(set, housekeeping(), events, 3, PG_WAIT_EXTENSION);

        for (int i = 0; i < n; i++)
        {
            if ((events[i].events & WL_LATCH_SET) != 0)
                ResetLatch(MyLatch);
        }
        CHECK_FOR_INTERRUPTS();
        if (ConfigReloadPending)
            reload();
        dispatch();
    }
}
