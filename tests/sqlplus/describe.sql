desc dept
create table dd (a number(5) not null, b number(7,2), c varchar2(10 char), d char(3), e date, f timestamp(3), g clob, h raw(16), i float);
describe dd
create view dv as select a, b from dd;
desc dv
create synonym ds for dd;
desc ds
desc nosuch
desc
drop synonym ds;
drop view dv;
drop table dd;
set linesize 60
desc dept
