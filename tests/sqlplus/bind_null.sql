variable n number
print n
variable v varchar2(5)
print v
