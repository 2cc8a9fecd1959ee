variable f binary_float
variable d binary_double
exec :f := 1.5; :d := 2.25
print f d
