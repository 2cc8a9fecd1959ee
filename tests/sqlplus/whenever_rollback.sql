whenever sqlerror continue rollback
create table wr (id number);
insert into wr values (1);
select nothing from dual;
select count(*) from wr;
whenever sqlerror continue none
insert into wr values (1);
select nothing from dual;
select count(*) from wr;
drop table wr;
