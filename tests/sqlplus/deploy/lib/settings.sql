rem What every part relies on.
set echo off feedback off verify off heading on termout on
set linesize 100 pagesize 60 trimspool on tab off
set define on concat .
set serveroutput on size unlimited format wrapped
