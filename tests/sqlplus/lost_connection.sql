rem A session that is killed ends the script with the error's number (28 of ORA-00028, or 3113 modulo 256).
set feedback off verify off
column s new_value my_sid noprint
column r new_value my_serial noprint
select sid s, serial# r from v$session where sid = sys_context('USERENV', 'SID');
host echo "alter system kill session '&my_sid,&my_serial';" | "$OLIPHANT_TEST_BINDIR/oliphant" sql -S "system/${OLIPHANT_TEST_SYSTEM_PASSWORD:-oliphant}@$OLIPHANT_TEST_DSN"
host sleep 1
prompt before
select 'the last statement' from dual;
prompt never here
