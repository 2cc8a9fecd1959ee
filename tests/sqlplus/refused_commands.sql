archive log list
attribute x
recover database
shutdown
startup
oradebug help
xquery 1
prompt each was refused by name
