-- args: -SILENT -L LOGON @option_forms one -two @three
prompt &1 &2 &3
