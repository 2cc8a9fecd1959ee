accept who prompt 'Who? '
accept num number default 7 prompt 'How many? '
prompt &who has &num
accept n2 number prompt 'Number: '
prompt &n2
