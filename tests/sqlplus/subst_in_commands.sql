define w = 20
define f = a&w
column dname format &f
select dname from dept where deptno = 10;
set linesize &w.0
show linesize
