set arraysize 2 copycommit 1
show copycommit
copy from sqlplus_test/plus_1@DSN create copied (number_of, name) using select deptno, dname from dept
select * from copied order by 1;
drop table copied;
