/*
 * runtime.h - the public face of src/runtime: session state that SQL functions read, and our own types as C values.
 *
 * Owns:      the session's NLS parameters; what SYS_CONTEXT('USERENV', ...) shows; oratimestamptz and rowid as structs.
 * Not here:  who fills it (server, from the login and from ALTER SESSION); the functions themselves (func/).
 * Lifetimes: session state lives as long as the backend. Works with defaults on a plain PostgreSQL connection.
 * Invariant: include postgres.h first.
 * See also:  nls.c, session_info.c, types/oratimestamptz.c, types/rowid.c
 */
#ifndef OL_RUNTIME_H
#define OL_RUNTIME_H

#include "oratype/oratype.h"

/* === system privileges ============================================================================================ */
/* Has the current user the privilege, by himself, by a role, by PUBLIC? Superusers have all. Starts SPI. */
bool ol_privilege_has(const char *privilege);
/* ORA-01031 when not. What one needs for one's own schema (CREATE TABLE) is asked of users that CREATE USER made; who came by
 * PostgreSQL's ways is under its rules alone. */
void ol_privilege_require(const char *privilege);
/* The same as a question. */
bool ol_privilege_may(const char *privilege);

/* === NLS ========================================================================================================== */
/* The session's parameters; never NULL. The zone members are those of the moment after ol_nls_zone(). */
const OlNls *ol_nls(void);
/* The same, with session_zone_seconds and session_zone_name brought up to the session's TimeZone and the statement's time. */
const OlNls *ol_nls_zone(void);
/* A number that changes whenever a parameter changes: for what is cached from parameters. */
uint32_t ol_nls_generation(void);
/* ALTER SESSION SET name = value: the NLS_ parameters and TIME_ZONE. OL_ERROR fills diag: ORA-02248 when there is no such
 * parameter, ORA-12705 for a language or territory not known, mask errors. TIME_ZONE sets PostgreSQL's TimeZone too. */
OL_MUSTCHECK OlStatus ol_nls_alter(OlStr name, OlStr value, OlDiag *diag);
/* Is this a parameter that ol_nls_alter knows? */
bool ol_nls_known(OlStr name);

/* === what the session is ============================================================================================
 * Filled by the server at login and by DBMS_APPLICATION_INFO and the client's end-to-end attributes; all NUL-terminated
 * UTF-8; empty is NULL in SQL. */
#define OL_INFO_TEXT 129
typedef struct OlSessionInfo
{
    bool oracle_session;          /* came in through the Oracle port */
    uint32_t sid;                 /* SID, SESSIONID (AUDSID) and SERIAL#; defaults come from the backend's pid */
    uint32_t serial;
    uint32_t audsid;
    char module[OL_INFO_TEXT];
    char action[OL_INFO_TEXT];
    char client_info[OL_INFO_TEXT];
    char client_identifier[OL_INFO_TEXT];
    char dbop[OL_INFO_TEXT];
    char os_user[OL_INFO_TEXT];   /* from the client's AUTH_ attributes */
    char machine[OL_INFO_TEXT];
    char terminal[OL_INFO_TEXT];
    char program[OL_INFO_TEXT];
    char client_pid[OL_INFO_TEXT];
    char client_driver[OL_INFO_TEXT];
    char ip_address[OL_INFO_TEXT];
    char service_name[OL_INFO_TEXT]; /* empty: the database's name */
    char protocol[16];            /* tcp, tcps */
    char authentication_method[32];
    char proxy_user[OL_INFO_TEXT];
    char edition[OL_INFO_TEXT];
} OlSessionInfo;

OlSessionInfo *ol_session_info(void);

/* Application contexts of the session (DBMS_SESSION.SET_CONTEXT): NULL when not set. An empty name clears the namespace. */
const char *ol_context_get(OlStr space, OlStr name);
#define OL_MAX_CONTEXT_VALUE 4000
void ol_context_set(OlStr space, OlStr name, OlStr value);
void ol_context_clear(OlStr space, OlStr name);

/* DBMS_RANDOM: the session's generator (pkg/dbms_random.c). */
uint64_t ol_random_next(void);
void ol_random_seed(uint64_t value);

/* Presented release: 19.0.0.0.0 or 23.0.0.0.0 */
const char *ol_release_version(void);
const char *ol_release_banner(void);
void ol_release_set(int major); /* 19 or 23 */

/* === types of ours ================================================================================================== */
/* sys.oratimestamptz: the instant, and the zone it is shown in. 12 bytes in a tuple. */
typedef struct OlTstz
{
    int64_t utc_us; /* PostgreSQL's microseconds since 2000-01-01 UTC */
    int32_t zone;   /* seconds east of UTC, or OL_ZONE_REGION + number of the region in defs/zones.def */
} OlTstz;
#define OL_TSTZ_BYTES 12
#define OL_ZONE_REGION 0x01000000

void ol_tstz_read(const void *datum_bytes, OlTstz *out);
/* Seconds east of UTC in force at the value's instant. */
int32_t ol_tstz_offset(const OlTstz *v);
/* Its region's name; NULL when the zone is a plain offset. */
const char *ol_tstz_region(const OlTstz *v);
OlStatus ol_tstz_to_datetime(const OlTstz *v, OlDateTime *out, OlDiag *diag);
OlStatus ol_tstz_from_datetime(const OlDateTime *t, OlTstz *out, OlDiag *diag);
uintptr_t ol_tstz_datum(const OlTstz *v); /* palloc'd */

/* sys.rowid: table OID and ctid, 10 bytes in a tuple; shown as an OlRowid with file 1. */
#define OL_ROWID_BYTES 10
void ol_rowid_read(const void *datum_bytes, OlRowid *out);
uintptr_t ol_rowid_datum(const OlRowid *r); /* palloc'd */

#endif
