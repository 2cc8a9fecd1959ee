-- args: -s --restrict 1 LOGON @restrict
host echo no
edit
