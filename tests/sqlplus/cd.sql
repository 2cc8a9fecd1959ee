cd lib
@inner a b
cd /no/such/folder
