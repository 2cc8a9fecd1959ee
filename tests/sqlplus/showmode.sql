set showmode on
set linesize 100 pagesize 20
set null nothing
