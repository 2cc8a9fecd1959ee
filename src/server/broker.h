/*
 * broker.h - the broker process, as far as others must know it.
 *
 * See also:  broker.c, worker.c, listener/listener.h
 */
#ifndef OL_SERVER_BROKER_H
#define OL_SERVER_BROKER_H

#include "listener/listener.h"

/* From _PG_init: registers the background worker. */
void ol_broker_register(void);

/* A session worker's connection to the broker; -1 with errno. Relative to the data folder, where every server process
 * runs: a path of any length of that folder is thus no matter. */
int ol_broker_connect(void);

#endif
