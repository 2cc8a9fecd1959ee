clear buffer
list
/
run
append x
change/a/b/
del
save x
