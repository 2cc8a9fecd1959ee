select date '2024-02-29' d from dual;
alter session set nls_date_format = 'YYYY-MM-DD HH24:MI:SS';
select date '2024-02-29' d from dual;
select timestamp '2024-02-29 12:34:56.789' t from dual;
select interval '1-2' year to month y, interval '1 02:03:04' day to second s from dual;
