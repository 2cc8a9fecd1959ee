column dname fold_after
select deptno, dname, loc from dept where deptno < 30;
column dname clear
column dname fold_before
select deptno, dname, loc from dept where deptno < 30;
