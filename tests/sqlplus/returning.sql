variable id number
create table ret (id number, n varchar2(10));
insert into ret values (77, 'x') returning id into :id;
print id
drop table ret;
