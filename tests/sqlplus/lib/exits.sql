prompt inside
exit 12
