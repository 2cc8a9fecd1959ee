/*
 * report.c - SQL functions about sessions and the Oracle port: what the dictionary's views and administrators ask.
 *
 * Owns:      sys.oracle_sessions(), sys.oracle_sid(), sys.session_statistics(), sys.unsupported_features(), sys.set_oracle_verifier(), sys.unlock_oracle_user().
 * Not here:  the tables themselves (shared.c), V$SESSION (sql/dict).
 * Invariant: what a session's client says of itself is shown to its own user and to members of pg_read_all_stats only,
 *            as pg_stat_activity does it.
 * See also:  sql/server.sql, session_slot.h
 */
#include "postgres.h"

#include "catalog/objectaddress.h"
#include "catalog/pg_authid.h"
#include "commands/seclabel.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "pg/pg.h"
#include "server/session_slot.h"
#include "server/shared.h"
#include "server/verifier.h"

#define SESSION_COLUMNS 24
#define FEATURE_COLUMNS 3
#define STAT_COLUMNS 5

static const char *state_name(OlSlotState state)
{
    switch (state)
    {
        case OL_SLOT_FREE:
            break;
        case OL_SLOT_TLS:
            return "tls";
        case OL_SLOT_STARTING:
            return "starting";
        case OL_SLOT_ACTIVE:
            return "active";
    }
    return "free";
}

OL_FUNCTION(ol_fn_oracle_sessions)
{
    ReturnSetInfo *set = (ReturnSetInfo *)fcinfo->resultinfo;
    bool see_all;

    InitMaterializedSRF(fcinfo, 0);
    see_all = has_privs_of_role(GetUserId(), ROLE_PG_READ_ALL_STATS);
    for (int i = 0; i < ol_slot_count(); i++)
    {
        OlSlotInfo s;
        Datum values[SESSION_COLUMNS] = {0};
        bool nulls[SESSION_COLUMNS] = {0};
        const char *texts[15];
        int n = 0;

        if (!ol_slot_read(i, &s))
            continue;
        values[n++] = Int32GetDatum((int32)s.session_id);
        values[n++] = Int32GetDatum(s.serial);
        values[n++] = Int32GetDatum(s.pid);
        values[n++] = CStringGetTextDatum(state_name(s.state));
        values[n++] = ObjectIdGetDatum(s.role_oid);
        values[n++] = ObjectIdGetDatum(s.database_oid);
        values[n++] = TimestampTzGetDatum(s.logon_time);
        values[n++] = TimestampTzGetDatum(s.last_call);
        values[n++] = BoolGetDatum(s.in_call);
        /* KEEP-ORDER: columns of sys.oracle_sessions */
        texts[0] = s.user;
        texts[1] = s.proxy_user;
        texts[2] = s.service;
        texts[3] = s.program;
        texts[4] = s.machine;
        texts[5] = s.terminal;
        texts[6] = s.os_user;
        texts[7] = s.process;
        texts[8] = s.driver;
        texts[9] = s.client_address;
        texts[10] = s.module;
        texts[11] = s.action;
        texts[12] = s.client_info;
        texts[13] = s.client_id;
        texts[14] = s.current_schema;
        for (size_t k = 0; k < OL_LENGTHOF(texts); k++, n++)
        {
            /* Clients send UTF-8, or claim so: what is no text in this database is not shown. */
            bool valid = pg_verify_mbstr(GetDatabaseEncoding(), texts[k], (int)strlen(texts[k]), true);
            bool visible = k == 0 || see_all || has_privs_of_role(GetUserId(), s.role_oid);

            if (!valid || !visible || texts[k][0] == '\0')
                nulls[n] = true;
            else
                values[n] = CStringGetTextDatum(texts[k]);
        }
        tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
    }
    return (Datum)0;
}

OL_FUNCTION(ol_fn_oracle_sid)
{
    int32 pid = PG_GETARG_INT32(0);

    for (int i = 0; i < ol_slot_count(); i++)
    {
        OlSlotInfo s;

        if (ol_slot_read(i, &s) && s.pid == pid)
            PG_RETURN_INT32((int32)s.session_id);
    }
    PG_RETURN_INT32(pid);
}

/* One row per statistic of every session; without sessions (argument true) one per statistic. */
OL_FUNCTION(ol_fn_session_statistics)
{
    static const struct
    {
        const char *name;
        int class_;
    } stats[OL_STATS] = {
#define OL_SESSION_STAT(symbol, name, class_) {name, class_},
#include "../../defs/session_stats.def"
#undef OL_SESSION_STAT
    };
    ReturnSetInfo *set = (ReturnSetInfo *)fcinfo->resultinfo;
    bool names_only = PG_GETARG_BOOL(0);

    InitMaterializedSRF(fcinfo, 0);
    for (int i = 0; i < (names_only ? 1 : ol_slot_count()); i++)
    {
        OlSlotInfo s = {0};

        if (!names_only && !ol_slot_read(i, &s))
            continue;
        for (int k = 0; k < OL_STATS; k++)
        {
            Datum values[STAT_COLUMNS];
            bool nulls[STAT_COLUMNS] = {names_only};

            values[0] = Int32GetDatum((int32)s.session_id);
            values[1] = Int32GetDatum(k);
            values[2] = CStringGetTextDatum(stats[k].name);
            values[3] = Int32GetDatum(stats[k].class_);
            values[4] = Int64GetDatum((int64)s.stats[k]);
            tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
        }
    }
    return (Datum)0;
}

OL_FUNCTION(ol_fn_unsupported_features)
{
    ReturnSetInfo *set = (ReturnSetInfo *)fcinfo->resultinfo;

    InitMaterializedSRF(fcinfo, 0);
    for (int i = 0; i < ol_unsupported_count(); i++)
    {
        char name[64];
        uint64_t count;
        int64_t last;
        Datum values[FEATURE_COLUMNS];
        bool nulls[FEATURE_COLUMNS] = {0};

        if (!ol_unsupported_read(i, name, sizeof name, &count, &last))
            continue;
        if (!pg_verify_mbstr(GetDatabaseEncoding(), name, (int)strlen(name), true))
            strlcpy(name, "(not readable)", sizeof name);
        values[0] = CStringGetTextDatum(name);
        values[1] = Int64GetDatum((int64)count);
        values[2] = TimestampTzGetDatum(last);
        tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
    }
    return (Datum)0;
}

static Oid role_argument(FunctionCallInfo fcinfo)
{
    if (!superuser())
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("must be superuser")));
    return get_role_oid(NameStr(*PG_GETARG_NAME(0)), false);
}

/* A verifier brought along from elsewhere ("12c:SALT:HASH"), for roles whose password nobody knows in clear text. The
 * role needs a PostgreSQL password as well, or the next ALTER ROLE takes the verifier away. NULL removes it. */
OL_FUNCTION(ol_fn_set_oracle_verifier)
{
    ObjectAddress object;
    OlVerifierPair pair;
    OlVerifier v;
    char *label = NULL;

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    ObjectAddressSet(object, AuthIdRelationId, role_argument(fcinfo));
    if (!PG_ARGISNULL(1))
    {
        char *given = text_to_cstring(PG_GETARG_TEXT_PP(1));

        memset(&pair, 0, sizeof pair);
        if (!ol_verifier_parse(ol_str(given), &v))
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("this is no Oracle password verifier"),
                            errdetail("Its form is 12c:SALT:HASH or 11g:SALT:HASH, in hexadecimal digits.")));
        if (v.type == OL_VERIFIER_12C)
            pair.v12c = v;
        else
            pair.v11g = v;
        label = ol_seal_verifiers(&pair);
    }
    SetSecurityLabel(&object, OL_LABEL_PROVIDER, label);
    PG_RETURN_VOID();
}

OL_FUNCTION(ol_fn_unlock_oracle_user)
{
    ol_failed_login_clear(role_argument(fcinfo));
    PG_RETURN_VOID();
}
