whenever
whenever nonsense exit
whenever sqlerror nonsense
