column d format a11
select hiredate d, hiredate from emp where empno = 7369;
