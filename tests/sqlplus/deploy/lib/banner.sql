prompt
prompt == &1 ==
undefine 1
