set termout on
whenever sqlerror exit sql.sqlcode rollback
