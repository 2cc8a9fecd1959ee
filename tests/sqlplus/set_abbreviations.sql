set lin 70
set pages 20
set feed off
set hea off
set ver off
set term on
set num 12
set und =
show lin pages feed hea ver num und
