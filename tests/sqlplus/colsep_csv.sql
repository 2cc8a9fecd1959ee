set colsep ',' pagesize 0 trimspool on
select deptno, dname, loc from dept;
set colsep ' | ' pagesize 14
select deptno, dname from dept where deptno = 10;
