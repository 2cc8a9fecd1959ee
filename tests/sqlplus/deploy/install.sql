-- Installs the shop: two users, a role, tables, code, data, grants, synonyms; then checks itself.
-- Arguments: 1 connect identifier, 2 password of the users it makes. To be run as an administrator; can be run again.
whenever sqlerror exit sql.sqlcode rollback
whenever oserror exit 9
@@lib/settings
define shop_dsn = &1
define shop_password = &2
define shop_owner = shop_owner
define shop_reader = shop_reader
@@users/drop
spool install.log
@@lib/banner "Users and roles"
@@users/all
connect &shop_owner/&shop_password@&shop_dsn
@@lib/settings
@@lib/banner "Tables"
@@tables/all
@@lib/banner "Sequences"
@@sequences/all
@@lib/banner "Code"
@@code/all
@@lib/banner "Data"
@@data/all
@@lib/banner "Grants"
@@grants/all
@@lib/banner "Synonyms"
connect &shop_reader/&shop_password@&shop_dsn
@@synonyms/all
@@lib/banner "Checks"
@@checks/all
prompt Installed.
spool off
exit success
