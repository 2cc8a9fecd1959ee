repheader left 'The report' skip 1
repfooter center 'That is all'
set linesize 40 pagesize 20
select deptno, dname from dept;
repheader
repfooter off
