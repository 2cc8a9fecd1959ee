describe
describe nosuch
describe sqlplus_test.dept
create or replace view plus_v as select deptno, dname || loc where_it_is, sysdate now from dept;
desc plus_v
create synonym plus_s for plus_v;
desc plus_s
drop synonym plus_s;
drop view plus_v;
