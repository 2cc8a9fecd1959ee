@lib/inner one "two words"
prompt outer still has &1
start lib/inner three four
