variable n number
set autoprint on
exec :n := 5
