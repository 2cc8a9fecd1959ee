accept a
accept b prompt 'B? '
accept c number prompt 'C? ' default 5
accept d date format 'YYYY-MM-DD' prompt 'D? '
accept e char format a3 prompt 'E? ' hide
prompt &a/&b/&c/&d/&e
accept
accept f nonsense
