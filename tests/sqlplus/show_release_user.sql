show user
show release
show sqlcode
select nope from dual;
show sqlcode
show spool
show pno
show lno
show ttitle
