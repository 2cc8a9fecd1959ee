show appinfo
set appinfo on
set appinfo 'my module'
show appinfo
set appinfo off
