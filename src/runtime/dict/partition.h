/*
 * partition.h - what the server asks of interval partitioned tables, and the catalog of partitions by name.
 */
#ifndef OL_RUNTIME_PARTITION_H
#define OL_RUNTIME_PARTITION_H

/* Have rows gone to a hidden partition of an interval table since the last look? They are in its transaction, committed or not. */
bool ol_partition_waiting(void);
/* Make the partitions for them: in a transaction of its own, after the one that brought the rows. What is locked by others waits for
 * the next time. */
void ol_partition_settle(void);

#endif
