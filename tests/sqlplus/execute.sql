variable n number
variable s varchar2(30)
exec :n := 41 + 1
execute :s := 'text ' || :n;
print
exec null
exec nothing_there
exec
