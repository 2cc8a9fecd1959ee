copy
copy from x create t using select 1 from dual
copy nonsense t using select 1 from dual
copy from sqlplus_test/plus_1@DSN insert nosuchtable using select * from dept
copy from sqlplus_test/plus_1@DSN create t using select nope from dual
