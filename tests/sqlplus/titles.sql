set pagesize 10 linesize 50
ttitle left 'Departments' right 'Page' format 99 sql.pno skip 2
btitle center 'end of page'
select deptno, dname from dept order by deptno;
ttitle off
btitle off
ttitle
select deptno from dept where deptno = 10;
ttitle 'Old|style'
select deptno from dept where deptno = 10;
