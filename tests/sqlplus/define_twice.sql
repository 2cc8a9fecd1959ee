select &&col from dept where deptno = 10;
select &col from dept where deptno = 20;
select dname from dept where deptno = &num;
select dname from dept where deptno = &num;
