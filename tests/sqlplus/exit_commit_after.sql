select count(*) from ec;
drop table ec;
