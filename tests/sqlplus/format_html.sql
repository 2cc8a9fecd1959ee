-- args: -s --format html LOGON @format_html
select deptno, dname from dept where deptno < 30 order by deptno;
