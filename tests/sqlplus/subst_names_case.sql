define MixedCase = v
prompt &mixedcase &MIXEDCASE
