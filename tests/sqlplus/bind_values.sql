variable n number = 42
variable v varchar2(20) = 'text'
print n v
exec :n := :n + 1; :v := upper(:v)
print
variable n = 7
print :n
