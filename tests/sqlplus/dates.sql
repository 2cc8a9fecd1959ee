select hiredate from emp where empno = 7839;
alter session set nls_date_format = 'YYYY-MM-DD HH24:MI:SS';
select hiredate, ename from emp where empno = 7839;
select timestamp '2024-02-29 13:14:15.123456' ts from dual;
select interval '1-6' year to month i from dual;
