select 1 one from dual ;
select 2 two
  from dual
;
