set autocommit on
create table ac (id number);
insert into ac values (1);
rollback;
select count(*) from ac;
set autocommit off
insert into ac values (2);
rollback;
select count(*) from ac;
drop table ac;
