set exitcommit off
insert into dept values (63, 'GONE', null);
exit
