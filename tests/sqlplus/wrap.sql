column dname format a4
set wrap off
select dname from dept order by deptno;
set wrap on
select dname from dept where deptno = 10;
