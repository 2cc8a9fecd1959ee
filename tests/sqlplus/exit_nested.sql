@lib/exits
prompt never
