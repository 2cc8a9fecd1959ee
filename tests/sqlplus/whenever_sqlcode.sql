whenever sqlerror exit sql.sqlcode
select nothing from dual;
