set linesize 123 null x
store set settings
set linesize 80 null ''
@settings
show linesize null
