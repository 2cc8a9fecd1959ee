prompt inner script gets &1 and &2
@@inner2
