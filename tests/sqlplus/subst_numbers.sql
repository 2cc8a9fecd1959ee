@lib/args first "second one" 3
prompt &1
