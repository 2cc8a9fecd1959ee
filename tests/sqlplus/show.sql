show user
show linesize pagesize
show feedback
show define
show escape
show null
show sqlcode
show ttitle
show spool
show autocommit
show errors
show release
show newpage
show pause
show recsep
show colsep
