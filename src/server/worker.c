/*
 * worker.c - a session worker from its start to the session's loop: fetch the connection, TLS and login where that is
 * left to do, bind to database and role, prepare the answer.
 *
 * Owns:      MyProcPort of the process, the report of FATAL errors to the client, what surrounds ol_session_run.
 * Not here:  the loop (session.c), decisions about logins (auth.c, asked of the broker).
 * Lifetimes: everything lives in TopMemoryContext as long as the process, which serves one session.
 * Invariant: SIGTERM is die from the first moment: a background worker's own handler may end it in the middle of anything.
 *            Port is filled before the worker binds itself, so that statistics, log prefix and inet_client_addr know the
 *            client. Until the session has taken over, every ERROR or FATAL reaches the client as the answer to its
 *            second authentication call. The process always ends with code 0 or by the postmaster's hand: a lost session
 *            is no event for the server's log.
 * See also:  session_start.h, broker.c, docs/internals/sessions.md
 */
#include "postgres.h"

#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "access/xact.h"
#include "catalog/namespace.h"
#include "access/xlog.h"
#include "catalog/pg_authid.h"
#include "libpq/libpq.h"
#include "libpq/libpq-be.h"
#include "libpq/pqsignal.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "postmaster/interrupt.h"
#include "postmaster/postmaster.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "storage/procsignal.h"
#include "tcop/tcopprot.h"
#include "utils/backend_status.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/ps_status.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"
#include "utils/timestamp.h"
#include "utils/wait_event.h"

#include "front/catalog.h"
#include "pg/pg.h"
#include "server/auth.h"
#include "runtime/runtime.h"
#include "server/broker.h"
#include "server/hba.h"
#include "server/session_start.h"
#include "server/settings.h"
#include "server/shared.h"
#include "server/verifier.h"

#define LAST_WORDS_MS 1000 /* longest wait for a client that does not read its refusal */

extern OL_EXPORT void ol_worker_main(Datum arg);

static OlChanMsg hand;                /* START or START_TLS, as received */
static uint8_t *blob = NULL;          /* the login result of START */
static int broker_fd = -1;
static OlLogin *login_machine = NULL; /* TLS: while the login is not over */
static OlLoginResult *result = NULL;  /* once it is known */
static OlArena *arena = NULL;
static TimestampTz started;

/* --- FATAL errors to the client ------------------------------------------------------------------------------------ */

static OlFatalReport fatal_report = NULL;
static bool fatal_reported = false;

static int report_nothing(void)
{
    return 0;
}

static void report_reset(void)
{
}

static bool report_pending(void)
{
    return false;
}

/* PostgreSQL's ErrorResponse message: fields of a code byte and a terminated string each. Notices and all else that
 * PostgreSQL would tell its own clients is dropped here. */
static int report_message(char type, const char *s, size_t len)
{
    const char *severity = "", *sqlstate = "", *message = "";
    const char *end = s + len;

    if (type != 'E' || fatal_report == NULL || fatal_reported)
        return 0;
    while (s < end && *s != '\0')
    {
        char code = *s++;
        size_t n = strnlen(s, (size_t)(end - s));

        if (s + n == end)
            break;
        if (code == 'V')
            severity = s;
        else if (code == 'C')
            sqlstate = s;
        else if (code == 'M')
            message = s;
        s += n + 1;
    }
    /* In the session's loop an ERROR is the statement's, and the session's to answer. */
    if (strcmp(severity, "ERROR") == 0 && PG_exception_stack != NULL && login_machine == NULL && result == NULL)
        return 0;
    fatal_reported = true;
    fatal_report(sqlstate, message);
    return 0;
}

static void report_message_noblock(char type, const char *s, size_t len)
{
    (void)report_message(type, s, len);
}

static const PQcommMethods report_methods = {
    .comm_reset = report_reset,
    .flush = report_nothing,
    .flush_if_writable = report_nothing,
    .is_send_pending = report_pending,
    .putmessage = report_message,
    .putmessage_noblock = report_message_noblock,
};

void ol_session_on_fatal(OlFatalReport report)
{
    fatal_report = report;
    /* The answer to the login is out: from now on ERRORs are those of statements. */
    result = NULL;
}

/* All of the bytes, or as many as the client takes within a moment. Never raises. */
static void send_last_words(const uint8_t *data, size_t n)
{
    TimestampTz until = GetCurrentTimestamp() + LAST_WORDS_MS * 1000;

    while (n > 0 && MyProcPort != NULL)
    {
        struct pollfd pfd = {.fd = MyProcPort->sock, .events = POLLOUT};
        ssize_t sent;

        MyProcPort->noblock = true;
        sent = MyProcPort->ssl_in_use ? secure_write(MyProcPort, (void *)data, n) : send(MyProcPort->sock, data, n, MSG_NOSIGNAL);
        if (sent > 0)
        {
            data += sent;
            n -= (size_t)sent;
            continue;
        }
        if (sent == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) || GetCurrentTimestamp() > until)
            return;
        (void)poll(&pfd, 1, 50);
    }
}

/* The answer to the second authentication call is this error. */
static void refuse(int number, const char *text)
{
    OlAllocator allocator = ol_allocator_malloc(NULL);
    OlArena *own = ol_arena_new(&allocator);
    uint8_t room[8192];

    if (login_machine != NULL)
    {
        OlStr out;

        (void)ol_login_fail(login_machine, (uint32_t)number, ol_str(text));
        out = ol_login_output(login_machine);
        send_last_words((const uint8_t *)out.s, out.n);
    }
    else if (result != NULL)
    {
        OlWriter w;
        OlBuf out;

        ol_buf_init(&out, own, 512);
        ol_writer_init_buf(&w, &result->caps, room, sizeof room, &out);
        w.call_number = result->call_number;
        ol_login_write_failure(&w, (uint32_t)number, ol_str(text));
        send_last_words(out.data, out.len);
    }
    ol_arena_free(own);
}

static void report_startup(const char *sqlstate, const char *message)
{
    static const struct
    {
        const char *sqlstate;
        int number;
    } map[] = {
        {"42501", 1045},  {"28000", 28000}, {"28P01", 1017},  {"3D000", 12514}, {"53300", 12520},
        {"55000", 12528}, {"57P01", 1033},  {"57P02", 1033},  {"57P03", 1033},  {"25006", 16000},
    };
    OlChanMsg error;
    char text[sizeof error.text];
    size_t i;

    ol_chan_init(&error, OL_CHAN_REJECT, 0);
    for (i = 0; i < OL_LENGTHOF(map) && strcmp(map[i].sqlstate, sqlstate) != 0; i++)
        ;
    if (i < OL_LENGTHOF(map))
        ol_auth_set_error(&error, map[i].number, hand.target[0] != '\0' ? hand.target : hand.user);
    else
    {
        /* No counterpart: PostgreSQL's own words. */
        error.error = 603;
        snprintf(text, sizeof text, "ORACLE server session terminated by fatal error: %s", message);
        strlcpy(error.text, text, sizeof error.text);
    }
    refuse((int)error.error, error.text);
}

/* --- the end ------------------------------------------------------------------------------------------------------- */

/* Runs last. A session that ends by a FATAL error (terminated, idle for too long, database dropped) would make the
 * postmaster log "exited with exit code 1" as if something was wrong; for a client's session it is an ordinary end. */
static void end_quietly(int code, Datum arg)
{
    if (code == 1)
        proc_exit(0);
}

static void log_end(int code, Datum arg)
{
    long secs;
    int usecs;

    if (MyProcPort == NULL || strcmp(GetConfigOption("log_disconnections", false, false), "on") != 0)
        return;
    TimestampDifference(started, GetCurrentTimestamp(), &secs, &usecs);
    ereport(LOG, (errmsg("disconnection: session time: %d:%02d:%02d.%03d user=%s database=%s host=%s port=%s",
                         (int)(secs / 3600), (int)(secs / 60 % 60), (int)(secs % 60), usecs / 1000, MyProcPort->user_name,
                         MyProcPort->database_name, MyProcPort->remote_host, MyProcPort->remote_port)));
}

/* --- the broker ---------------------------------------------------------------------------------------------------- */

/* One message of the broker; the process ends when there is none. *fd as in ol_chan_recv. */
static void receive(OlChanMsg *msg, void *buf, size_t cap, int *fd)
{
    for (;;)
    {
        int r = ol_chan_recv(broker_fd, msg, buf, cap, fd);

        if (r > 0)
            return;
        CHECK_FOR_INTERRUPTS();
        if (r < 0 && errno == EINTR)
            continue;
        /* The broker is gone, or did not answer in time; it says so itself in the log. */
        proc_exit(0);
    }
}

static void fetch_connection(int slot)
{
    struct timeval patience = {.tv_sec = 20};
    int size = 1024 * 1024;
    OlChanMsg hello;
    int fd;

    broker_fd = ol_broker_connect();
    if (broker_fd < 0)
    {
        ereport(LOG, (errcode_for_socket_access(), errmsg("could not connect to the Oracle broker: %m")));
        proc_exit(0);
    }
    (void)setsockopt(broker_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    (void)setsockopt(broker_fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    (void)setsockopt(broker_fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    ol_chan_init(&hello, OL_CHAN_HELLO, 0);
    hello.slot = slot;
    memcpy(hello.cookie, MyBgworkerEntry->bgw_extra, sizeof hello.cookie);
    if (ol_chan_send(broker_fd, &hello, NULL, 0, -1) != 0)
        proc_exit(0);
    blob = palloc(OL_CHAN_BLOB_MAX);
    receive(&hand, blob, OL_CHAN_BLOB_MAX, &fd);
    if ((hand.kind != OL_CHAN_START && hand.kind != OL_CHAN_START_TLS) || fd < 0)
        proc_exit(0);
    MyProcPort = palloc0(sizeof(Port));
    MyProcPort->sock = fd;
    if (hand.kind == OL_CHAN_START)
    {
        close(broker_fd);
        broker_fd = -1;
    }
}

/* What a backend's Port has; names of user and database follow when they are known. */
static void fill_port(void)
{
    Port *port = MyProcPort;
    char host[NI_MAXHOST] = "", service[NI_MAXSERV] = "";

    port->proto = PG_PROTOCOL_LATEST;
    FrontendProtocol = PG_PROTOCOL_LATEST;
    memcpy(&port->raddr.addr, &hand.remote.addr, sizeof port->raddr.addr);
    port->raddr.salen = hand.remote.len;
    memcpy(&port->laddr.addr, &hand.local.addr, sizeof port->laddr.addr);
    port->laddr.salen = hand.local.len;
    (void)getnameinfo((const struct sockaddr *)&hand.remote.addr, hand.remote.len, host, sizeof host, service,
                      sizeof service, NI_NUMERICHOST | NI_NUMERICSERV);
    port->remote_host = pstrdup(host);
    port->remote_port = pstrdup(service);
    port->user_name = pstrdup("");
    port->database_name = pstrdup("");
    (void)pq_setkeepalivesidle(tcp_keepalives_idle, port);
    (void)pq_setkeepalivesinterval(tcp_keepalives_interval, port);
    (void)pq_setkeepalivescount(tcp_keepalives_count, port);
    (void)pq_settcpusertimeout(tcp_user_timeout, port);
}

/* --- TLS: handshake and login in the worker ------------------------------------------------------------------------ */

/* secure_open_server waits without looking at interrupts, and both it and the login must not last for ever: closing the
 * socket's stream under them makes every wait end at once. */
static void login_timed_out(void)
{
    shutdown(MyProcPort->sock, SHUT_RDWR);
}

static void die_in_login(int signal_number)
{
    shutdown(MyProcPort->sock, SHUT_RDWR);
    die(signal_number);
}

static void flush_login(void)
{
    OlStr out;

    while ((out = ol_login_output(login_machine)).n > 0)
    {
        ssize_t n = secure_write(MyProcPort, (void *)out.s, out.n);

        if (n <= 0)
            proc_exit(0);
        ol_login_output_done(login_machine, (size_t)n);
    }
}

static void ask_broker(OlChanMsg *msg, const void *data, size_t n, OlChanMsg *answer)
{
    int fd;

    msg->remote = hand.remote;
    msg->local = hand.local;
    if (ol_chan_send(broker_fd, msg, data, n, -1) != 0)
        proc_exit(0);
    receive(answer, NULL, 0, &fd);
    if (fd >= 0)
        close(fd);
}

static void login_over_tls(void)
{
    OlLoginConfig config;
    uint64 system_id = GetSystemIdentifier();
    TimeoutId timeout;
    OlChanMsg ask, answer;
    uint8_t buf[8192];

    pqsignal(SIGTERM, die_in_login);
    timeout = RegisterTimeout(USER_TIMEOUT, login_timed_out);
    enable_timeout_after(timeout, ol_setting_login_timeout);
    pq_init();
    PqCommMethods = &report_methods;
    if (secure_open_server(MyProcPort) != 0)
        proc_exit(0);
    memset(&config, 0, sizeof config);
    config.profile = OL_PROFILE_19C;
    memcpy(config.dbid, &system_id, sizeof system_id);
    memcpy(config.dbid + 8, "OLIPHANT", 8);
    login_machine = ol_login_new(arena, &config);
    for (;;)
    {
        const OlConnectInfo *info;
        OlLoginState state = ol_login_state(login_machine);
        ssize_t n;

        CHECK_FOR_INTERRUPTS();
        flush_login();
        if (state == OL_LOGIN_READ)
        {
            n = secure_read(MyProcPort, buf, sizeof buf);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                proc_exit(0);
            (void)ol_login_input(login_machine, buf, (size_t)n);
            continue;
        }
        if (state == OL_LOGIN_CLOSED)
            proc_exit(0);
        info = ol_login_connect_info(login_machine);
        ol_chan_init(&ask, OL_CHAN_SERVICE, 0);
        if (!ol_chan_text(ask.service, sizeof ask.service, info->service_name) ||
            !ol_chan_text(ask.sid, sizeof ask.sid, info->sid) || info->command.n > 0)
        {
            (void)ol_login_refuse(login_machine, info->command.n > 0 ? 12508 : 12514);
            continue;
        }
        if (state == OL_LOGIN_WAIT_SERVICE)
        {
            ask_broker(&ask, NULL, 0, &answer);
            if (answer.error != 0)
                (void)ol_login_refuse(login_machine, answer.error);
            else
                (void)ol_login_accept(login_machine, (OlProfile)answer.profile);
            continue;
        }
        if (!ol_chan_text(ask.user, sizeof ask.user, ol_login_user(login_machine)))
        {
            (void)ol_login_fail(login_machine, 1017, OL_STR_NULL);
            continue;
        }
        if (state == OL_LOGIN_WAIT_VERIFIER)
        {
            ask.kind = OL_CHAN_USER;
            ask.wants_11g = (ol_login_caps(login_machine)->client_ccap[4] & OL_CCAP_LOGON_12C) == 0;
            ask_broker(&ask, NULL, 0, &answer);
            if (answer.error != 0)
                (void)ol_login_fail(login_machine, answer.error, ol_str(answer.text));
            else
                (void)ol_login_set_verifier(login_machine, &answer.verifier);
        }
        else if (state == OL_LOGIN_DENIED)
        {
            ask.kind = OL_CHAN_DENIED;
            ask_broker(&ask, NULL, 0, &answer);
            (void)WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, answer.delay_ms, PG_WAIT_EXTENSION);
            (void)ol_login_fail(login_machine, answer.error, ol_str(answer.text));
        }
        else
        {
            OlBuf bytes;

            ask.kind = OL_CHAN_LOGIN;
            ol_buf_init(&bytes, arena, 4096);
            ol_login_result_write(&bytes, ol_login_result(login_machine));
            if (bytes.len > OL_CHAN_BLOB_MAX)
                proc_exit(0);
            ask_broker(&ask, bytes.data, bytes.len, &answer);
            if (answer.kind != OL_CHAN_START)
            {
                (void)ol_login_fail(login_machine, answer.error, ol_str(answer.text));
                continue;
            }
            memcpy(blob, bytes.data, bytes.len);
            answer.blob_len = (uint32_t)bytes.len;
            explicit_bzero(bytes.data, bytes.len);
            hand = answer;
            ol_login_wipe(login_machine);
            login_machine = NULL;
            close(broker_fd);
            broker_fd = -1;
            disable_timeout(timeout, false);
            pqsignal(SIGTERM, die);
            return;
        }
    }
}

/* --- binding ------------------------------------------------------------------------------------------------------- */

/* Rules with host names, and rules that want a client certificate, could not be decided by the broker. */
static void check_hba(void)
{
    OlHbaAnswer answer;
    bool ok;

    if (!hand.check_hba)
        return;
    StartTransactionCommand();
    ok = ol_hba_load();
    ol_hba_check(&hand.remote, MyProcPort->ssl_in_use, hand.database, hand.role_oid, hand.role, true, &answer);
    ok = ok && answer.verdict == OL_HBA_ALLOWED;
    if (ok && answer.client_cert)
        ok = MyProcPort->ssl_in_use && MyProcPort->peer_cert_valid;
    if (ok && answer.client_cert_name)
        ok = MyProcPort->peer_cn != NULL && strcmp(MyProcPort->peer_cn, hand.role) == 0;
    CommitTransactionCommand();
    if (ok)
        return;
    ereport(LOG, (errmsg("Oracle login of user \"%s\" to database \"%s\" from %s(%s) refused", hand.role, hand.database,
                         MyProcPort->remote_host, MyProcPort->remote_port),
                  answer.line > 0 ? errdetail("Line %d of pg_hba.conf does not allow it.", answer.line)
                                  : errdetail("No line of pg_hba.conf allows it.")));
    ol_chan_init(&hand, OL_CHAN_REJECT, 0);
    ol_auth_set_error(&hand, 12506, NULL);
    refuse(12506, hand.text);
    proc_exit(0);
}

static OlStr upper_name(const char *pg_name);

/* A user that CREATE USER made logs in with CREATE SESSION only. */
static void check_create_session(void)
{
    bool may;

    StartTransactionCommand();
    may = !OidIsValid(get_namespace_oid("sys", true)) || ol_privilege_may("CREATE SESSION");
    CommitTransactionCommand();
    MemoryContextSwitchTo(TopMemoryContext);
    if (may)
        return;
    ereport(LOG, (errmsg("Oracle login of user \"%s\" refused: no CREATE SESSION privilege", hand.role)));
    {
        char *user = ol_str_cdup(arena, upper_name(hand.role));

        ol_chan_init(&hand, OL_CHAN_REJECT, 0);
        ol_auth_set_error(&hand, 1045, user);
    }
    refuse(1045, hand.text);
    proc_exit(0);
}

/* The clear passwords have served. The key of the login stays: a later change of password needs it. */
static void wipe_passwords(void)
{
    OlStr *texts[] = {&result->password, &result->new_password};

    for (size_t i = 0; i < OL_LENGTHOF(texts); i++)
    {
        if (texts[i]->n > 0)
            explicit_bzero((char *)(uintptr_t)texts[i]->s, texts[i]->n);
        *texts[i] = OL_STR_NULL;
    }
    explicit_bzero(result->pwkey, sizeof result->pwkey);
}

static void set_new_password(void)
{
    if (result->new_password.n == 0)
        return;
    if (hand.target[0] != '\0')
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("a proxy login cannot change a password")));
    StartTransactionCommand();
    PushActiveSnapshot(GetTransactionSnapshot());
    ol_verifier_alter_password(hand.role, ol_str_cdup(arena, result->new_password));
    PopActiveSnapshot();
    CommitTransactionCommand();
    MemoryContextSwitchTo(TopMemoryContext);
}

void ol_session_change_password(const OlSessionStart *start, const char *new_password_utf8)
{
    ol_verifier_alter_password(start->role, new_password_utf8);
}

void ol_session_reload_config(void)
{
    if (ConfigReloadPending)
    {
        ConfigReloadPending = false;
        ProcessConfigFile(PGC_SIGHUP);
    }
}

static OlStr upper_name(const char *pg_name)
{
    return ol_name_from_pg(arena, ol_str(pg_name));
}

/* What go-ora would otherwise ask for with a PL/SQL block after each login (protocol.md 2.10, 8.2). */
static void write_nls(OlWriter *w)
{
    static const char *const pairs[][2] = {
        {"AUTH_NLS_LXLAN", "NLS_LANGUAGE"},
        {"AUTH_NLS_LXCTERRITORY", "NLS_TERRITORY"},
        {"AUTH_NLS_LXCCURRENCY", "NLS_CURRENCY"},
        {"AUTH_NLS_LXCISOCURR", "NLS_ISO_CURRENCY"},
        {"AUTH_NLS_LXCNUMERICS", "NLS_NUMERIC_CHARACTERS"},
        {"AUTH_NLS_LXCDATEFM", "NLS_DATE_FORMAT"},
        {"AUTH_NLS_LXCDATELANG", "NLS_DATE_LANGUAGE"},
        {"AUTH_NLS_LXCSORT", "NLS_SORT"},
        {"AUTH_NLS_LXCCALENDAR", "NLS_CALENDAR"},
        {"AUTH_NLS_LXCUNIONCUR", "NLS_DUAL_CURRENCY"},
        {"AUTH_NLS_LXCSTMPFM", "NLS_TIMESTAMP_FORMAT"},
        {"AUTH_NLS_LXCSTZNFM", "NLS_TIMESTAMP_TZ_FORMAT"},
        {"SESSION_NLS_LXCNLSLENSEM", "NLS_LENGTH_SEMANTICS"},
    };

    for (size_t i = 0; i < lengthof(pairs); i++)
    {
        char value[256];
        size_t n;
        OlSessionChange change = {0};

        if (!ol_nls_get(ol_nls(), ol_str(pairs[i][1]), value, sizeof value, &n))
            continue;
        change.text = ol_str(pairs[i][0]);
        change.binary = ol_str_n(value, n);
        ol_ttc_write_sync(w, &change);
    }
}

static void prepare_answer(OlSessionStart *start)
{
    char host[NI_MAXHOST] = "localhost";
    uint8_t *room = palloc(16384);
    OlLoginReply reply;
    OlWriter w;
    OlBuf out;

    (void)gethostname(host, sizeof host - 1);
    memset(&reply, 0, sizeof reply);
    reply.session_id = start->session_id;
    reply.serial = start->serial;
    reply.db_unique_name = reply.instance_name = reply.db_name = upper_name(hand.database);
    reply.service_name = start->service[0] != '\0' ? ol_str(start->service) : reply.db_name;
    reply.server_host = ol_str(host);
    reply.max_open_cursors = (uint32_t)ol_setting_open_cursors;
    reply.max_identifier = NAMEDATALEN - 1;
    reply.password_expiring = hand.password_expiring;
    ol_buf_init(&out, arena, 2048);
    ol_writer_init_buf(&w, &result->caps, room, 16384, &out);
    w.call_number = result->call_number;
    if (strncmp(result->caps.client_name, "OracleClientGo", 14) == 0)
        write_nls(&w);
    if (!ol_login_write_success(&w, result, &reply))
        ereport(FATAL, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not make the answer to a login")));
    start->answer = ol_buf_str(&out);
    pfree(room);
}

static void show_process(void)
{
    char text[512];

    snprintf(text, sizeof text, "oliphant session %s %s %s(%s)", hand.role, hand.database, MyProcPort->remote_host,
             MyProcPort->remote_port);
    init_ps_display(text);
    set_ps_display("idle");
    if (result->program.n > 0)
        SetConfigOption("application_name", ol_str_cdup(arena, result->program), PGC_USERSET, PGC_S_CLIENT);
    if (Log_connections)
        ereport(LOG, (errmsg("connection authorized: user=%s database=%s application_name=%s protocol=oracle%s", hand.role,
                             hand.database, application_name, MyProcPort->ssl_in_use ? " SSL enabled" : "")));
}

void ol_worker_main(Datum arg)
{
    OlSessionStart *start;
    OlDiag diag;
    bool tls;

    started = GetCurrentTimestamp();
    pqsignal(SIGTERM, die);
    pqsignal(SIGINT, StatementCancelHandler);
    pqsignal(SIGHUP, SignalHandlerForConfigReload);
    on_proc_exit(end_quietly, 0);
    BackgroundWorkerUnblockSignals();
    MemoryContextSwitchTo(TopMemoryContext);
    if (!ol_slot_claim(DatumGetInt32(arg), (const uint8_t *)MyBgworkerEntry->bgw_extra))
        proc_exit(0);
    arena = ol_pg_arena_new(TopMemoryContext);
    fetch_connection(DatumGetInt32(arg));
    fill_port();
    fatal_report = report_startup;
    PqCommMethods = &report_methods;
    whereToSendOutput = DestRemote; /* errors now go to report_message */
    tls = hand.kind == OL_CHAN_START_TLS;
    if (tls)
        login_over_tls();

    result = ol_new(arena, OlLoginResult);
    if (ol_login_result_read(arena, blob, hand.blob_len, result, &diag) != OL_OK)
        ereport(FATAL, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("the result of a login cannot be read: %s", diag.text)));
    explicit_bzero(blob, hand.blob_len);
    pfree(blob);
    MyProcPort->user_name = pstrdup(hand.role);
    MyProcPort->database_name = pstrdup(hand.database);
    MyProcPort->application_name = ol_str_cdup(arena, result->program);
    on_proc_exit(log_end, 0);

    BackgroundWorkerInitializeConnectionByOid(hand.database_oid, hand.role_oid, 0);
    if (!tls)
        pq_init();
    MemoryContextSwitchTo(TopMemoryContext);
    check_hba();
    process_session_preload_libraries();
    check_create_session();
    set_new_password();
    show_process();

    start = ol_new(arena, OlSessionStart);
    start->port = MyProcPort;
    start->login = result;
    start->session_id = (uint32_t)hand.slot + 1;
    start->serial = (uint16_t)hand.serial;
    start->user = pstrdup(hand.target[0] != '\0' ? hand.target : hand.user);
    start->proxy_user = hand.target[0] != '\0' ? pstrdup(hand.user) : NULL;
    start->role = pstrdup(hand.role);
    start->database = pstrdup(hand.database);
    start->service = pstrdup(hand.service[0] != '\0' ? hand.service : hand.sid);
    start->client_address = MyProcPort->remote_host;
    start->as_sysdba = hand.as_sysdba != 0;
    prepare_answer(start);
    wipe_passwords();
    ol_slot_activate();
    pgstat_report_activity(STATE_IDLE, NULL);
    ol_session_run(start);
}
