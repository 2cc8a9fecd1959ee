variable c char(3)
variable d binary_double = 1.5
variable r refcursor
variable big clob
variable n number
print n
variable n = 12
print n
variable n = abc
print r
variable c
