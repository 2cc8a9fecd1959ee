set cmdsep +
prompt one + prompt two
set cmdsep off
prompt one + prompt two
