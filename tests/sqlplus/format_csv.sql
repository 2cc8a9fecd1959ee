-- args: -s --format csv LOGON @format_csv
select deptno, dname, 'a,"b"' q from dept order by deptno;
