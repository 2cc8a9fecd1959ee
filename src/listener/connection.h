/*
 * connection.h - the listener program: connections that are not logged in yet.
 *
 * Owns:      OlListener (the event loop's state) and OlConn (one connection), shared by main.c and connection.c.
 * Not here:  passwords and pg_hba.conf: the broker answers for them (listener.h).
 * Lifetimes: a connection lives from accept until it is handed over, refused or timed out; all its memory is one arena.
 * Invariant: no shared memory, no access to the data folder's contents; whatever happens here cannot harm the server.
 * See also:  listener.h (the messages), wire/login.h, README.md
 */
#ifndef OL_LISTENER_CONNECTION_H
#define OL_LISTENER_CONNECTION_H

#include "listener/listener.h"

/* Who owns the next step of a connection, and what ends the wait. */
typedef enum OlConnState
{
    OL_CONN_FREE,
    OL_CONN_FIRST,   /* the client's first byte: TLS or TNS.             ends: bytes, deadline */
    OL_CONN_CLIENT,  /* the client's bytes for the login machine.        ends: bytes, deadline */
    OL_CONN_BROKER,  /* an answer of the broker (SERVICE, USER, DENIED). ends: its message, deadline */
    OL_CONN_DELAY,   /* wrong password: the answer is held back.         ends: resume_at */
    OL_CONN_HANDED,  /* LOGIN or TLS sent, the broker starts a session.  ends: TAKEN, REJECT, deadline */
    OL_CONN_LINGER   /* everything said; the client's rest is read and thrown away so that our last words arrive.
                      *                                                  ends: end of file, deadline */
} OlConnState;

typedef struct OlConn
{
    OlConnState state;
    int fd;
    uint32_t generation;  /* with the index it makes the name of the connection towards the broker */
    bool want_write;      /* registered for EPOLLOUT */
    bool failing;         /* DELAY ends with the error below */
    int64_t accepted_at, deadline, resume_at; /* ms of the monotonic clock */
    OlChanAddr remote, local;
    OlArena *arena;
    OlLogin *login;
    uint32_t error;
    char text[512];
    size_t drained;       /* LINGER: bytes thrown away */
} OlConn;

typedef struct OlListener
{
    int channel;          /* to the broker */
    int epoll;
    OlChanConfig config;
    OlConn *conns;
    uint32_t cap, n;      /* slots, connections in use */
    bool paused;          /* not accepting: no descriptors left */
} OlListener;

int64_t ol_listener_now(void);
/* A line for the server's log, by way of the broker; bytes of strangers in it are made printable. */
void ol_listener_log(OlListener *l, const char *fmt, ...) OL_PRINTF(2, 3);

void ol_conn_accept(OlListener *l, int fd, const struct sockaddr_storage *addr, socklen_t len);
void ol_conn_event(OlListener *l, OlConn *conn, uint32_t events);
void ol_conn_message(OlListener *l, const OlChanMsg *msg);
/* Handle deadlines that have passed; ms until the next one, -1 none. */
int ol_conn_expire(OlListener *l);

#endif
