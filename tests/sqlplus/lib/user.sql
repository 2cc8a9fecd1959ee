-- the user of these tests, made anew
drop user sqlplus_test cascade;
whenever sqlerror exit 1
create user sqlplus_test identified by plus_1;
grant connect, resource, create view, create synonym to sqlplus_test;
exit
