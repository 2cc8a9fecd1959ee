variable rc number
exec :rc := 17
exit :rc
