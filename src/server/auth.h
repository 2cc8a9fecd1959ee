/*
 * auth.h - who may log in where: the broker's decisions about services, users and logins.
 *
 * Invariant: each function runs in a transaction of the caller's, in a process without a database, and never waits for
 *            anything but the shared catalogs.
 * See also:  auth.c, broker.c
 */
#ifndef OL_SERVER_AUTH_H
#define OL_SERVER_AUTH_H

#include "listener/listener.h"
#include "server/shared.h"

/* Error number and its text (from defs/errors.def, with arg for its %s) into the message. */
void ol_auth_set_error(OlChanMsg *msg, int number, const char *arg);

/* SERVICE: fills error or profile. */
void ol_auth_service(const OlChanMsg *ask, OlChanMsg *answer);
/* USER: fills error or verifier. */
void ol_auth_user(const OlChanMsg *ask, OlChanMsg *answer);
/* DENIED: counts the failure; fills error and delay. */
void ol_auth_denied(const OlChanMsg *ask, OlChanMsg *answer);
/* LOGIN: the password was right. Fills an error, or what START needs and the request for a slot. */
void ol_auth_login(const OlChanMsg *ask, const OlLoginResult *login, OlChanMsg *answer, OlSlotRequest *slot);
/* A slot was refused: the error to give. */
void ol_auth_slot_error(OlSlotRefusal refusal, OlChanMsg *answer);

#endif
