/*
 * sandbox.h - what the listener may still ask of the kernel.
 *
 * See also:  sandbox.c
 */
#ifndef OL_LISTENER_SANDBOX_H
#define OL_LISTENER_SANDBOX_H

#include "base/base.h"

/* From here on only sockets already open, memory and time. False when the kernel has no such filter: the listener works
 * all the same. For ever, in this process. */
bool ol_sandbox_enter(void);

#endif
