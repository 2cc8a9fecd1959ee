column sal format $99,990.00 heading Salary null none
column comm like sal heading Commission
select sal, comm from emp where deptno = 30 and rownum < 3;
column comm
