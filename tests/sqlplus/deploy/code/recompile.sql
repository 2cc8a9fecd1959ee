set heading off
column object_name format a30
column object_type format a20
select object_type, object_name from user_objects where status <> 'VALID' order by 1, 2;
set heading on
