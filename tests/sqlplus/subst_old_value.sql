column dname old_value last_name
select dname from dept order by deptno;
define last_name
