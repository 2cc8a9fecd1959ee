variable c clob
exec :c := rpad('a', 200, 'b')
set long 30
print c
set long 300 longchunksize 300 linesize 60
print c
