spool
spool sp.txt
prompt first
select dname from dept where deptno = 10;
spool off
spool sp.txt append
prompt second
spool off
host cat sp.txt | tr ' ' '.'
set trimspool on
spool sp2
select dname from dept where deptno = 10;
spool off
host cat sp2.lst | tr ' ' '.'
spool sp2 create
