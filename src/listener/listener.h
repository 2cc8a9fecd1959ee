/*
 * listener.h - the public face of the listener: what the listener, the broker and a TLS worker say to each other: one struct per datagram.
 *
 * Owns:      OlChanMsg and sending and receiving it over a SOCK_SEQPACKET socket, with one file descriptor at most.
 * Not here:  what the messages lead to (listener/connection.c, server/broker.c, server/worker.c).
 * Lifetimes: a message is plain bytes; its blob lies in the receiver's buffer until the next receive.
 * Invariant: both ends are the same build on the same machine. Still every message is checked for size, and every text
 *            in it is terminated before it is looked at: the listener reads bytes of strangers, so the broker does not
 *            trust it further than it must.
 * See also:  README.md of this folder for who sends what when
 *
 *     listener or TLS worker                      broker
 *     ----------------------                      ------
 *     SERVICE   which database is this service    SERVICE    error or profile
 *     USER      verifier of this user             USER       error, or verifier (a made-up one for unknown users)
 *     DENIED    wrong password                    DENIED     the error to send, and after how long
 *     LOGIN     authenticated, socket, result     TAKEN      a session has it (listener: forget the connection)
 *                                                 START      (TLS worker) bind yourself to this
 *                                                 REJECT     error to send instead
 *     TLS       socket that begins with 0x16      TAKEN / REJECT
 *     LOG       a line for the server's log       CONFIG     settings (first message, and after each reload)
 *
 *     session worker                              broker
 *     --------------                              ------
 *     HELLO     slot and cookie                   START      socket, login result; or START_TLS: socket only
 */
#ifndef OL_LISTENER_H
#define OL_LISTENER_H

#include "wire/login.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

typedef enum OlChanKind
{
    OL_CHAN_NONE,
    OL_CHAN_CONFIG,
    OL_CHAN_SERVICE,
    OL_CHAN_USER,
    OL_CHAN_DENIED,
    OL_CHAN_LOGIN,
    OL_CHAN_TLS,
    OL_CHAN_TAKEN,
    OL_CHAN_REJECT,
    OL_CHAN_LOG,
    OL_CHAN_HELLO,
    OL_CHAN_START,
    OL_CHAN_START_TLS,
} OlChanKind;

#define OL_CHAN_MAGIC 0x4f4c4334u
#define OL_CHAN_NAME 256            /* longest service, SID or user name that is asked for, with its NUL */
#define OL_CHAN_BLOB_MAX (160 * 1024) /* a login result: 64 KiB of strings, 64 KiB of pending input, and room */
#define OL_CHAN_COOKIE 16
#define OL_CCAP_LOGON_12C 0x20      /* client compile-time capability 4: knows 12c verifiers (protocol.md 3.4) */

typedef struct OlChanAddr
{
    struct sockaddr_storage addr;
    uint32_t len;
} OlChanAddr;

typedef struct OlChanConfig
{
    uint32_t login_timeout_ms;
    uint32_t max_pending;             /* connections that are not logged in */
    uint32_t max_pending_per_address;
    uint8_t tls;                      /* TLS connections are taken */
    uint8_t dbid[16];
} OlChanConfig;

typedef struct OlChanMsg
{
    uint32_t magic;
    uint32_t kind;                    /* OlChanKind */
    uint64_t conn;                    /* the asker's name for the connection, echoed */
    uint32_t error;                   /* ORA or TNS number, 0 none */
    uint32_t delay_ms;
    uint32_t profile;                 /* OlProfile */
    uint32_t blob_len;
    OlChanAddr remote, local;
    char service[OL_CHAN_NAME];
    char sid[OL_CHAN_NAME];
    char user[OL_CHAN_NAME];          /* Oracle spelling */
    char text[512];                   /* of the error, without "ORA-nnnnn: "; of a log line */
    OlVerifier verifier;
    OlChanConfig config;
    /* HELLO, START */
    int32_t slot;
    uint32_t serial;
    uint8_t cookie[OL_CHAN_COOKIE];
    uint32_t role_oid, database_oid;
    uint8_t as_sysdba;
    uint8_t check_hba;                /* a rule with host names decides: the worker looks at pg_hba.conf itself */
    uint8_t tls;                      /* asked over TLS */
    uint8_t password_expiring;
    uint8_t wants_11g;                /* USER: the client does not know 12c verifiers */
    char role[OL_CHAN_NAME];
    char database[OL_CHAN_NAME];
    char target[OL_CHAN_NAME];        /* proxy login: Oracle spelling of the session's user */
} OlChanMsg;

static inline void ol_chan_init(OlChanMsg *msg, OlChanKind kind, uint64_t conn)
{
    memset(msg, 0, sizeof *msg);
    msg->magic = OL_CHAN_MAGIC;
    msg->kind = kind;
    msg->conn = conn;
}

/* Copy into a fixed text; false (and empty) when it does not fit or has a NUL inside. */
static inline bool ol_chan_text(char *out, size_t cap, OlStr s)
{
    out[0] = '\0';
    if (s.n >= cap || (s.n > 0 && memchr(s.s, '\0', s.n) != NULL))
        return false;
    if (s.n > 0)
        memcpy(out, s.s, s.n);
    out[s.n] = '\0';
    return true;
}

/* One datagram with the blob behind it and, unless it is -1, a file descriptor. 0, or -1 with errno (EAGAIN on a full
 * non-blocking socket). */
static inline int ol_chan_send(int sock, OlChanMsg *msg, const void *blob, size_t blob_len, int fd)
{
    struct iovec iov[2] = {{msg, sizeof *msg}, {(void *)(uintptr_t)blob, blob_len}};
    struct msghdr mh = {.msg_iov = iov, .msg_iovlen = blob_len > 0 ? 2 : 1};
    union
    {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    ssize_t n;

    msg->blob_len = (uint32_t)blob_len;
    if (fd >= 0)
    {
        struct cmsghdr *c;

        memset(&control, 0, sizeof control);
        mh.msg_control = control.room;
        mh.msg_controllen = sizeof control.room;
        c = CMSG_FIRSTHDR(&mh);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(c), &fd, sizeof fd);
    }
    do
        n = sendmsg(sock, &mh, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n < 0 ? -1 : 0;
}

/* One datagram. 1: received, *fd is the descriptor that came along or -1 (the caller's to close). 0: the peer is gone.
 * -1: errno (EINTR is given back, so that a caller can look at its signals). A malformed message is EBADMSG. */
static inline int ol_chan_recv(int sock, OlChanMsg *msg, void *blob, size_t blob_cap, int *fd)
{
    struct iovec iov[2] = {{msg, sizeof *msg}, {blob, blob_cap}};
    struct msghdr mh = {.msg_iov = iov, .msg_iovlen = blob_cap > 0 ? 2 : 1};
    union
    {
        struct cmsghdr header;
        char room[CMSG_SPACE(4 * sizeof(int))];
    } control;
    ssize_t n;

    *fd = -1;
    mh.msg_control = control.room;
    mh.msg_controllen = sizeof control.room;
    n = recvmsg(sock, &mh, MSG_CMSG_CLOEXEC);
    if (n < 0)
        return -1;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&mh); c != NULL; c = CMSG_NXTHDR(&mh, c))
    {
        size_t count;

        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS || c->cmsg_len < CMSG_LEN(0))
            continue;
        count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++)
        {
            int got;

            memcpy(&got, CMSG_DATA(c) + i * sizeof(int), sizeof got);
            if (*fd < 0)
                *fd = got;
            else
                close(got);
        }
    }
    if (n == 0)
        return 0;
    if (n < (ssize_t)sizeof *msg || (mh.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 || msg->magic != OL_CHAN_MAGIC ||
        msg->blob_len != (size_t)n - sizeof *msg)
    {
        if (*fd >= 0)
            close(*fd);
        *fd = -1;
        errno = EBADMSG;
        return -1;
    }
    msg->service[sizeof msg->service - 1] = '\0';
    msg->sid[sizeof msg->sid - 1] = '\0';
    msg->user[sizeof msg->user - 1] = '\0';
    msg->text[sizeof msg->text - 1] = '\0';
    msg->role[sizeof msg->role - 1] = '\0';
    msg->database[sizeof msg->database - 1] = '\0';
    msg->target[sizeof msg->target - 1] = '\0';
    if (msg->remote.len > sizeof msg->remote.addr)
        msg->remote.len = 0;
    if (msg->local.len > sizeof msg->local.addr)
        msg->local.len = 0;
    return 1;
}

/* The text of an error the listener's side sends: from the table of errors, with at most one argument. */
static inline OlStr ol_chan_error_text(const OlChanMsg *msg)
{
    return ol_str(msg->text);
}

#endif
