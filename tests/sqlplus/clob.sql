create table cl (id number, c clob, b blob);
insert into cl values (1, rpad('x', 200, 'ab '), hextoraw('00FF10'));
insert into cl values (2, null, null);
select id, c from cl order by id;
set long 1000 longchunksize 40
select c from cl where id = 1;
column c format a20 word_wrapped
set long 30
select id, c from cl where id = 1;
select b from cl where id = 1;
drop table cl;
