create table ec (id number);
insert into ec values (1);
exit commit
