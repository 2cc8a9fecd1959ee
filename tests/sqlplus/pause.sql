pause press return
prompt went on
