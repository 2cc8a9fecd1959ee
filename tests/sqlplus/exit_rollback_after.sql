select count(*) n from dept where deptno = 62;
