set linesize 120 pagesize 30 feedback off echo on
show linesize pagesize feedback echo
set echo off
