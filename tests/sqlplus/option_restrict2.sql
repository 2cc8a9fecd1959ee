-- args: -S -R 2 LOGON @option_restrict2
host echo x
spool x
save x
store set x
@lib/quiet
get lib/quiet
