insert into dept values (62, 'GONE', null);
exit 6 rollback
