set errorlogging on
show errorlogging
select nope from dual;
nosuchcommand
set errorlogging off
column username format a15
column message format a45 word_wrapped
column statement format a25
set linesize 100
select username, message, statement from sperrorlog order by timestamp;
set errorlogging on table nosuchtable
set errorlogging on nonsense
drop table sperrorlog;
