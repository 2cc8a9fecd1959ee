show recyclebin
prompt done
