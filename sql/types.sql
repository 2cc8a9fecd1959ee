-- The schema sys is made by CREATE EXTENSION (oliphant.control); everything in it is readable by all.
GRANT USAGE ON SCHEMA sys TO PUBLIC;
