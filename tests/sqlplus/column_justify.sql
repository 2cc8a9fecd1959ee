column dname justify right heading 'Department'
column deptno justify left heading 'No'
column loc justify center format a20
select deptno, dname, loc from dept order by deptno;
