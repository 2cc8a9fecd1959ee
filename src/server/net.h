/*
 * net.h - the session's socket: waiting, receiving, sending, and watching it while a statement runs.
 *
 * Owns:      the buffers of the session's OlTtcStream and OlWriter; the watch timer.
 * Lifetimes: buffers live as long as the session.
 * Invariant: waiting serves interrupts (termination, barriers, catch-up), never raises an ERROR in the middle of a message.
 * See also:  net.c, wire.h (framing), session.c
 */
#ifndef OL_SERVER_NET_H
#define OL_SERVER_NET_H

#include "server/session.h"

void ol_net_start(OlSession *s);
/* Waits for the first byte of the next call, doing what an idle backend does meanwhile. */
void ol_net_wait_for_call(OlSession *s);
/* Sends packets made elsewhere (the login's answer, markers). */
bool ol_net_send(OlSession *s, const void *data, size_t n);

/* While a statement runs the socket is looked at every so often: a MARKER cancels it, a lost client ends it. */
void ol_net_watch_begin(OlSession *s);
void ol_net_watch_end(OlSession *s);
/* Takes in what has arrived without blocking and says whether a MARKER is among it. */
bool ol_net_break_pending(OlSession *s);
/* Both halves of the reset handshake (protocol.md 1.10). False: the client is gone. */
bool ol_net_break_handshake(OlSession *s);
/* After a logoff: leaves closing to the client, which still sends its EOF packet (protocol.md 1.9) and may shut its socket
 * down in a way that fails when the server was faster. Waits at most timeout_ms. */
void ol_net_await_close(OlSession *s, int timeout_ms);
/* The last words of a session: an OER outside any response, best effort, never blocks for long. */
void ol_net_last_words(OlSession *s, const OlDiag *diag);

#endif
