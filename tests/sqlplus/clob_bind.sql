variable c clob
exec :c := 'a long text'
print c
