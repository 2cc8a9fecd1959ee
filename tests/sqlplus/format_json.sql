-- args: -s --format json LOGON @format_json
select deptno, dname, null n, .5 half, 'say "hi"' q from dept order by deptno;
select deptno from dept where 1 = 0;
