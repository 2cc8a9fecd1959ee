accept n number prompt 'N: '
define n
