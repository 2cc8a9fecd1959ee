@lib/empty
prompt still here
