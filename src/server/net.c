/*
 * net.c - the session's socket: waiting, receiving, sending, and watching it while a statement runs.
 *
 * All input goes through one OlTtcStream, so what is received early (a break that comes while a statement runs, the next
 * call of a pipeline) is simply found there later. secure_read and secure_write serve plain and TLS sockets alike.
 *
 * A break is in band: a MARKER packet on the socket. A timer looks at the socket while a statement runs, every WATCH_MS; in
 * the signal handler it only peeks. The timer stays set from call to call, so that short ones never pay for it, and is put
 * out when it first goes off in an idle session. With TLS the bytes
 * cannot be read by peeking: any input during a call counts as a break there, except in a pipeline.
 *
 * See also:  net.h, session.c, protocol.md 1.9, 1.10
 */
#include "postgres.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "access/xact.h"
#include "libpq/libpq.h"
#include "libpq/libpq-be.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "storage/proc.h"
#include "storage/sinval.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"
#include "utils/timestamp.h"

#include "pg/pg.h"
#include "server/net.h"
#include "server/session_slot.h"
#include "server/settings.h"
#include "server/transaction.h"
#include "wire/wire_trace.h"

enum
{
    IN_BUFFER = 64 * 1024,
    OUT_BUFFER = 64 * 1024,
    WATCH_MS = 100
};

static TimeoutId watch_timeout;
static bool watch_registered;
static volatile sig_atomic_t watch_saw_input;
static volatile sig_atomic_t watch_saw_end;
static volatile sig_atomic_t watching;
static volatile sig_atomic_t watch_idle; /* the timer went off between two calls */

/* --- waiting ------------------------------------------------------------------------------------------------------ */

/* What an idle backend must serve. No cancel: there is nothing to cancel, and a message must not be left half-read. */
static void serve_interrupts(void)
{
    HOLD_CANCEL_INTERRUPTS();
    CHECK_FOR_INTERRUPTS();
    RESUME_CANCEL_INTERRUPTS();
}

static void wait_socket(uint32 events, uint32 wait_event)
{
    WaitEvent event;

    ModifyWaitEvent(FeBeWaitSet, FeBeWaitSetSocketPos, events, NULL);
    if (WaitEventSetWait(FeBeWaitSet, -1, &event, 1, wait_event) == 1)
    {
        if (event.events & WL_POSTMASTER_DEATH)
        {
            ereport(FATAL, (errcode(ERRCODE_ADMIN_SHUTDOWN),
                            errmsg("terminating connection due to unexpected postmaster exit")));
        }
        if (event.events & WL_LATCH_SET)
        {
            ResetLatch(MyLatch);
            serve_interrupts();
        }
    }
}

/* --- receiving ---------------------------------------------------------------------------------------------------- */

/* --- trace ---------------------------------------------------------------------------------------------------------- */

/* oliphant.trace = wire: both directions in words, into the server's log. Begins and ends between two calls. */
static OlWireTrace *trace;
static MemoryContext trace_cxt;

static void trace_line(void *ctx, OlStr line)
{
    ereport(LOG, (errmsg_internal("oracle wire: %.*s", OL_STR_ARG(line)), errhidestmt(true), errhidecontext(true)));
}

static void trace_switch(OlSession *s)
{
    bool wanted = (ol_trace_mask & OL_TRACE_WIRE) != 0;

    if (wanted == (trace != NULL))
    {
        return;
    }
    if (wanted)
    {
        OlTraceOptions options = {0};
        MemoryContext scratch;

        trace_cxt = AllocSetContextCreate(s->session_cxt, "oliphant trace", ALLOCSET_DEFAULT_SIZES);
        scratch = AllocSetContextCreate(trace_cxt, "oliphant trace message", ALLOCSET_DEFAULT_SIZES);
        trace = ol_wire_trace_new(ol_pg_arena_new(trace_cxt), ol_pg_arena_new(scratch), &options, trace_line, NULL);
        ol_wire_trace_set_caps(trace, s->caps);
    }
    else
    {
        trace = NULL;
        MemoryContextDelete(trace_cxt);
    }
}

static ssize_t receive_now(void *buf, size_t cap)
{
    ssize_t n;

    MyProcPort->noblock = true;
    do
    {
        n = secure_read(MyProcPort, buf, cap);
    } while (n < 0 && errno == EINTR);
    if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
    {
        return 0; /* reset by peer and its kin: the same to us as an end of file */
    }
    if (n > 0)
    {
        ol_slot_stat(OL_STAT_BYTES_RECEIVED, n);
    }
    if (OL_UNLIKELY(trace != NULL) && n > 0)
    {
        ol_wire_trace_bytes(trace, true, buf, (size_t)n);
    }
    return n;
}

static ptrdiff_t stream_recv(void *ctx, uint8_t *buf, size_t cap)
{
    for (;;)
    {
        ssize_t n = receive_now(buf, cap);

        if (n >= 0)
        {
            return n;
        }
        wait_socket(WL_SOCKET_READABLE, WAIT_EVENT_CLIENT_READ);
    }
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

bool ol_net_send(OlSession *s, const void *data, size_t n)
{
    const char *p = data;

    if (OL_UNLIKELY(trace != NULL))
    {
        ol_wire_trace_bytes(trace, false, data, n);
    }
    while (n > 0)
    {
        ssize_t sent;

        MyProcPort->noblock = true;
        sent = secure_write(MyProcPort, (void *)(uintptr_t)p, n);
        if (sent > 0)
        {
            ol_slot_stat(OL_STAT_BYTES_SENT, sent);
            p += sent;
            n -= sent;
            continue;
        }
        if (sent < 0 && errno == EINTR)
        {
            continue;
        }
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        {
            /* The client does not read. A break may be waiting behind what it has not read yet. */
            wait_socket(WL_SOCKET_WRITEABLE, WAIT_EVENT_CLIENT_WRITE);
            continue;
        }
        ClientConnectionLost = 1;
        InterruptPending = 1;
        return false;
    }
    return true;
}

static bool writer_flush(void *ctx, const uint8_t *data, size_t n)
{
    return ol_net_send(ctx, data, n);
}

/* --- set up ------------------------------------------------------------------------------------------------------- */

/* Does a packet begin with the next byte of the socket? In the middle of one any byte may look like a MARKER's. Nobody may
 * be reading (OL_SES_RUNNING): the handler runs at any moment. */
static bool at_packet(const OlSession *s)
{
    return s->state == OL_SES_RUNNING && s->stream.packet_left == s->stream.end - s->stream.start;
}

static void watch_handler(void)
{
    struct pollfd pfd;
    uint8_t head[8];
    ssize_t n;

    if (!watching)
    {
        watch_idle = 1;
        SetLatch(MyLatch);
        return;
    }
    pfd.fd = MyProcPort->sock;
    pfd.events = POLLIN | POLLRDHUP;
    pfd.revents = 0;
    if (ol_session->in_ddl)
    {
        ol_slot_ask_to_yield();
    }
    if (poll(&pfd, 1, 0) <= 0)
    {
        return;
    }
    if (pfd.revents & (POLLRDHUP | POLLHUP | POLLERR))
    {
        watch_saw_end = 1;
    }
    n = recv(MyProcPort->sock, head, sizeof head, MSG_PEEK | MSG_DONTWAIT);
    if (n == 0)
    {
        watch_saw_end = 1;
    }
    else if (n > 0)
    {
        if (MyProcPort->ssl_in_use)
        {
            watch_saw_input = !ol_session->in_pipeline && ol_session->state == OL_SES_RUNNING && ol_session->unread.ex == NULL;
        }
        else
        {
            /* Type byte of the first packet not read yet: what came before belongs to requests read already. */
            watch_saw_input = n >= 5 && head[4] == OL_TNS_MARKER && at_packet(ol_session);
        }
    }
    if (watch_saw_end)
    {
        /* The client is gone: so is the reason to go on. */
        ClientConnectionLost = 1;
        InterruptPending = 1;
        SetLatch(MyLatch);
    }
    else if (watch_saw_input)
    {
        QueryCancelPending = 1;
        InterruptPending = 1;
        SetLatch(MyLatch);
    }
}

void ol_net_start(OlSession *s)
{
    MemoryContext old = MemoryContextSwitchTo(s->session_cxt);
    uint8_t *in = palloc(IN_BUFFER);
    size_t out_cap = Max(OUT_BUFFER, Min((size_t)s->caps->sdu, 2 * 1024 * 1024));
    uint8_t *out = palloc(out_cap);

    ol_ttc_stream_init(&s->stream, in, IN_BUFFER, s->caps->large_header, stream_recv, s);
    ol_reader_init_pull(&s->reader, s->caps, s->call_arena, ol_ttc_stream_fill, &s->stream);
    ol_writer_init(&s->writer, s->caps, out, out_cap, writer_flush, s);
    if (!watch_registered)
    {
        watch_timeout = RegisterTimeout(USER_TIMEOUT, watch_handler);
        watch_registered = true;
    }
    MemoryContextSwitchTo(old);
}

/* --- between calls -------------------------------------------------------------------------------------------------- */

void ol_net_wait_for_call(OlSession *s)
{
    bool idle_in_xact_armed = false;
    bool idle_armed = false;
    bool stats_armed = false;
    /* Nobody answers at once: the first thing to do is to wait. With TLS there may be bytes that the socket knows not of. */
    bool try = MyProcPort->ssl_in_use;

    if (ol_ttc_stream_pending(&s->stream, &s->reader))
    {
        return; /* the next call of a pipeline is here already */
    }
    trace_switch(s);
    if (ol_txn_in_progress())
    {
        pgstat_report_activity(STATE_IDLEINTRANSACTION, NULL);
        if (IdleInTransactionSessionTimeout > 0)
        {
            enable_timeout_after(IDLE_IN_TRANSACTION_SESSION_TIMEOUT, IdleInTransactionSessionTimeout);
            idle_in_xact_armed = true;
        }
    }
    else
    {
        if (!IsTransactionState())
        {
            long stats_ms = pgstat_report_stat(false);

            if (stats_ms > 0 && !get_timeout_active(IDLE_STATS_UPDATE_TIMEOUT))
            {
                enable_timeout_after(IDLE_STATS_UPDATE_TIMEOUT, stats_ms);
                stats_armed = true;
            }
        }
        pgstat_report_activity(STATE_IDLE, NULL);
        if (IdleSessionTimeout > 0)
        {
            enable_timeout_after(IDLE_SESSION_TIMEOUT, IdleSessionTimeout);
            idle_armed = true;
        }
    }
    for (;;)
    {
        WaitEvent event;
        size_t cap;
        uint8_t *room;
        ssize_t n;

        if (catchupInterruptPending)
        {
            MemoryContext old = CurrentMemoryContext;

            ProcessCatchupInterrupt();
            MemoryContextSwitchTo(old);
        }
        ol_session_reload_config();
        trace_switch(s);
        if (IdleStatsUpdateTimeoutPending && !IsTransactionState())
        {
            IdleStatsUpdateTimeoutPending = false;
            pgstat_report_stat(true);
        }
        serve_interrupts();
        if (watch_idle)
        {
            watch_idle = 0;
            disable_timeout(watch_timeout, false);
        }
        ol_txn_yield(ol_slot_yield_asked());

        room = ol_ttc_stream_room(&s->stream, &s->reader, &cap);
        n = cap > 0 && try ? receive_now(room, cap) : -1;
        if (n > 0)
        {
            ol_ttc_stream_received(&s->stream, n);
            break;
        }
        if (n == 0)
        {
            break; /* end of file: the reader will find it again */
        }
        ModifyWaitEvent(FeBeWaitSet, FeBeWaitSetSocketPos, WL_SOCKET_READABLE, NULL);
        if (WaitEventSetWait(FeBeWaitSet, -1, &event, 1, WAIT_EVENT_CLIENT_READ) == 1)
        {
            if (event.events & WL_POSTMASTER_DEATH)
            {
                ereport(FATAL, (errcode(ERRCODE_ADMIN_SHUTDOWN),
                                errmsg("terminating connection due to unexpected postmaster exit")));
            }
            if (event.events & WL_LATCH_SET)
            {
                ResetLatch(MyLatch);
            }
            try = true;
        }
    }
    if (idle_in_xact_armed)
    {
        disable_timeout(IDLE_IN_TRANSACTION_SESSION_TIMEOUT, false);
    }
    if (idle_armed)
    {
        disable_timeout(IDLE_SESSION_TIMEOUT, false);
    }
    if (stats_armed)
    {
        disable_timeout(IDLE_STATS_UPDATE_TIMEOUT, false);
    }
}

/* --- while a statement runs ------------------------------------------------------------------------------------------ */

void ol_net_watch_begin(OlSession *s)
{
    if (!watching)
    {
        watching = 1;
        watch_saw_input = 0;
        QueryCancelPending = false; /* one that came for the call before */
        if (!get_timeout_active(watch_timeout))
        {
            enable_timeout_every(watch_timeout, TimestampTzPlusMilliseconds(GetCurrentTimestamp(), WATCH_MS), WATCH_MS);
        }
        if (StatementTimeout > 0)
        {
            enable_timeout_after(STATEMENT_TIMEOUT, StatementTimeout);
        }
    }
}

void ol_net_watch_end(OlSession *s)
{
    if (watching)
    {
        watching = 0;
        if (get_timeout_active(STATEMENT_TIMEOUT))
        {
            disable_timeout(STATEMENT_TIMEOUT, false);
        }
    }
}

bool ol_net_break_pending(OlSession *s)
{
    for (;;)
    {
        size_t cap;
        uint8_t *room;
        ssize_t n;

        if (ol_ttc_stream_break_pending(&s->stream))
        {
            return true;
        }
        room = ol_ttc_stream_room(&s->stream, &s->reader, &cap);
        if (cap == 0)
        {
            return false;
        }
        n = receive_now(room, cap);
        if (n <= 0)
        {
            return false; /* an end of file shows itself at the next read */
        }
        ol_ttc_stream_received(&s->stream, n);
    }
}

bool ol_net_break_handshake(OlSession *s)
{
    OlBuf out;
    OlReadWhy why;

    ol_writer_discard(&s->writer);
    ol_buf_init(&out, s->call_arena, 32);
    ol_tns_write_marker(&out, s->caps->large_header, OL_MARKER_BREAK);
    ol_tns_write_marker(&out, s->caps->large_header, OL_MARKER_RESET);
    if (!ol_net_send(s, out.data, out.len))
    {
        return false;
    }
    why = ol_ttc_stream_drain_to_reset(&s->stream);
    if (why == OL_READ_CLOSED)
    {
        return false;
    }
    ol_reader_recover(&s->reader);
    return why == OL_READ_OK;
}

void ol_net_await_close(OlSession *s, int timeout_ms)
{
    TimestampTz until = TimestampTzPlusMilliseconds(GetCurrentTimestamp(), timeout_ms);
    uint8_t scrap[512];

    for (;;)
    {
        ssize_t n = receive_now(scrap, sizeof scrap);
        long left;

        if (n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        {
            return;
        }
        if (n > 0)
        {
            continue;
        }
        left = TimestampDifferenceMilliseconds(GetCurrentTimestamp(), until);
        if (left <= 0)
        {
            return;
        }
        (void)WaitLatchOrSocket(MyLatch, WL_LATCH_SET | WL_SOCKET_READABLE | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, MyProcPort->sock, left,
                                WAIT_EVENT_CLIENT_READ);
        ResetLatch(MyLatch);
        if (ProcDiePending)
        {
            return;
        }
    }
}

void ol_net_last_words(OlSession *s, const OlDiag *diag)
{
    /* Never wait for a client that does not read: what the kernel takes at once is sent, the rest is not. */
    OlBuf out;
    OlWriter w;
    uint8_t *room;
    OlArena *arena;
    OlOer oer;
    char text[OL_DIAG_TEXT_MAX + 32];
    MemoryContext old = MemoryContextSwitchTo(s->session_cxt);

    arena = ol_pg_arena_new(s->session_cxt);
    room = palloc(8192);
    ol_buf_init(&out, arena, 4096);
    ol_writer_init_buf(&w, s->caps, room, 8192, &out);
    w.call_number = s->writer.call_number;
    memset(&oer, 0, sizeof oer);
    oer.error = diag->number;
    {
        size_t n = ol_diag_format(diag, text, sizeof text - 1);

        text[n++] = '\n';
        oer.text = ol_str_n(text, n);
    }
    ol_ttc_write_oer(&w, &oer);
    ol_writer_end_response(&w);
    ol_tns_write_eof(&out, s->caps->large_header);
    MyProcPort->noblock = true;
    (void)secure_write(MyProcPort, out.data, out.len);
    MemoryContextSwitchTo(old);
}
