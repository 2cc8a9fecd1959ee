-- Removes what install.sql made. Arguments: 1 connect identifier, 2 password of the administrator who runs it.
whenever sqlerror exit sql.sqlcode rollback
@@lib/settings
define shop_owner = shop_owner
define shop_reader = shop_reader
spool uninstall.log
@@lib/banner "Users and roles"
@@users/drop
@@lib/banner "Nothing is left"
column left_over format a30
select username left_over from all_users where username in (upper('&shop_owner'), upper('&shop_reader'));
spool off
exit
