ttitle left 'Left' center 'Centre' right 'Page ' sql.pno skip 2
btitle left 'end' right sql.user
set pagesize 14 linesize 50
select deptno, dname from dept;
ttitle
btitle
