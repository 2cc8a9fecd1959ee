select q'[a]', nq'{b}', n'c', 1e5f, .5, 1..2, :a, :"B", : c from t --+ x
 /* c */