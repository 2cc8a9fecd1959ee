define a = 'quoted text'
define b = "double 'quoted'"
define c = unquoted text here
define d=tight
define a
define b
define c
define d
define nothere
define = x
undefine a
define a
undefine nothere
