set arraysize 3
copy to sqlplus_test/plus_1@DSN create dept_copy using select * from dept
describe dept_copy
select count(*) n from dept_copy;
copy to sqlplus_test/plus_1@DSN append dept_copy (deptno, dname) using select deptno + 50, dname from dept where deptno < 30
select deptno, dname, loc from dept_copy where deptno > 50 order by 1;
copy to sqlplus_test/plus_1@DSN replace dept_copy using select ename, hiredate, sal from emp where deptno = 10
select * from dept_copy order by 1;
copy to sqlplus_test/plus_1@DSN create dept_copy using select * from dept
drop table dept_copy;
