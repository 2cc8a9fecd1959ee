column sal alias pay
column pay heading Pay format 0999
select sal from emp where empno = 7369;
