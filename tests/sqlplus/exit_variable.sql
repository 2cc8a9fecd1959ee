define rc = 5
exit rc
