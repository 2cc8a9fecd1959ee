select 1 as one from dual
union all
select 2 from dual
