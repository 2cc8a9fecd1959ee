/*
 * pg_label.c - the security label provider 'oliphant': what a column's PostgreSQL type cannot say, and what a role needs.
 *
 * Labels follow renames and drops and travel in pg_dump. On a column: an Oracle type and flags (pg_type.h). On a role: its
 * password verifiers, sealed (server/verifier.c). On other objects: free text in Oracle's terms of our own making.
 * See also:  pg_type.h, SECURITY LABEL in PostgreSQL's manual
 */
#include "postgres.h"

#include "catalog/objectaddress.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "catalog/pg_seclabel.h"
#include "catalog/pg_type.h"
#include "commands/seclabel.h"
#include "miscadmin.h"
#include "utils/inval.h"

#include "pg/pg.h"
#include "pg/pg_catalog.h"
#include "pg/pg_table.h"
#include "pg/pg_type.h"

static void check_label(const ObjectAddress *object, const char *seclabel)
{
    OlType type;
    bool invisible;

    switch (object->classId)
    {
        case RelationRelationId:
            if (object->objectSubId != 0 && seclabel != NULL)
            {
                memset(&type, 0, sizeof type);
                if (!ol_pg_label_parse(seclabel, &type, &invisible))
                    ereport(ERROR, (errcode(ERRCODE_INVALID_NAME),
                                    errmsg("\"%s\" is no Oracle column type", seclabel),
                                    errhint("Write it as Oracle does, for example 'VARCHAR2(10 BYTE)' or 'NUMBER(*,2)'.")));
            }
            /* What sessions remember of the table is out of date. */
            CacheInvalidateRelcacheByRelid(object->objectId);
            break;
        case TypeRelationId:
            if (seclabel != NULL && strncmp(seclabel, "TABLE OF ", 9) != 0 && strncmp(seclabel, "VARRAY(", 7) != 0 &&
                strncmp(seclabel, "OBJECT", 6) != 0 && strcmp(seclabel, "INCOMPLETE") != 0)
                ereport(ERROR, (errcode(ERRCODE_INVALID_NAME), errmsg("\"%s\" is no Oracle type", seclabel),
                                errhint("Write 'TABLE OF NUMBER', 'VARRAY(10) OF DATE' or 'OBJECT', with flags like ';NOT FINAL'.")));
            CacheInvalidateRelcacheByRelid(SecLabelRelationId);
            break;
        case AuthIdRelationId:
            /* A verifier written by hand would let its writer log in as that role. */
            if (!superuser())
                ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
                                errmsg("only a superuser may label a role for provider \"oliphant\"")));
            break;
        default:
            break;
    }
}

void ol_pg_label_init(void)
{
    register_label_provider("oliphant", check_label);
}

void ol_pg_init(void)
{
    ol_pg_label_init();
    ol_pg_type_init();
    ol_pg_catalog_init();
    ol_pg_table_init();
}
