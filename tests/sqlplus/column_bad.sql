column a format q
column a justify middle
column a nonsense
column nothere
column a like nothere
