column dname heading Department
column loc heading 'Where|it is'
column deptno heading "No"
select * from dept where deptno < 30;
column
