create table plus_clob (c clob, b blob);
insert into plus_clob values (rpad('abc', 150, 'd'), hextoraw('0102ff'));
select c from plus_clob;
set long 20
select c from plus_clob;
set long 200 longchunksize 40
select c, b from plus_clob;
set loboffset 140
select c from plus_clob;
drop table plus_clob;
