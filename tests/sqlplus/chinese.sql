create table zh (id number, name varchar2(10 char), city varchar2(8 char));
insert into zh values (1, '张伟', '北京');
insert into zh values (2, 'Ann', 'Bonn');
insert into zh values (3, '这是一个很长的名字吗', '上海');
select id, name, city from zh order by id;
column name format a8
select id, name, city from zh order by id;
drop table zh;
