set linesize 40
ttitle col 10 'at ten' tab 5 'five on' skip 1 format 0999 sql.pno
select 1 a from dual;
