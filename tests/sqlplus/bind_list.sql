variable n number
variable v varchar2(20)
variable c char(3)
variable
variable v
variable nothere
print nothere
