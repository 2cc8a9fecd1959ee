break nonsense
break on deptno nonsense
compute nonsense
compute sum of sal
clear nonsense
