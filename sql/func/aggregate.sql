-- Aggregates (src/runtime/func/aggregate.c).
CREATE FUNCTION sys.listagg_step(internal, text) RETURNS internal AS 'MODULE_PATHNAME', 'ol_agg_listagg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.listagg_step(internal, text, text) RETURNS internal AS 'MODULE_PATHNAME', 'ol_agg_listagg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.listagg_truncate_step(internal, text, text, text, bool) RETURNS internal AS 'MODULE_PATHNAME', 'ol_agg_listagg_truncate' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.wm_concat_step(internal, text) RETURNS internal AS 'MODULE_PATHNAME', 'ol_agg_wm_concat' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.list_final(internal) RETURNS text AS 'MODULE_PATHNAME', 'ol_agg_list_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.value_step(internal, numeric) RETURNS internal AS 'MODULE_PATHNAME', 'ol_agg_value' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.value_step(internal, timestamp) RETURNS internal AS 'MODULE_PATHNAME', 'ol_agg_value_ts' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.median_final(internal) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_median_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.median_final_ts(internal) RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_agg_median_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.percentile_cont_final(internal, numeric) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_percentile_cont_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.percentile_cont_final_ts(internal, numeric) RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_agg_percentile_cont_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.percentile_disc_final(internal, numeric) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_percentile_disc_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.percentile_disc_final_ts(internal, numeric) RETURNS timestamp AS 'MODULE_PATHNAME', 'ol_agg_percentile_disc_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.stddev_final(internal) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_stddev_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.variance_final(internal) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_variance_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.pair_step(float8[], numeric, numeric) RETURNS float8[] AS 'MODULE_PATHNAME', 'ol_agg_pair' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.corr_final(float8[]) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_corr_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.covar_pop_final(float8[]) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_covar_pop_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.covar_samp_final(float8[]) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_covar_samp_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.regr_slope_final(float8[]) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_regr_slope_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.regr_intercept_final(float8[]) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_regr_intercept_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.regr_r2_final(float8[]) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_regr_r2_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.regr_avgx_final(float8[]) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_regr_avgx_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.regr_avgy_final(float8[]) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_regr_avgy_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION sys.regr_count_final(float8[]) RETURNS numeric AS 'MODULE_PATHNAME', 'ol_agg_regr_count_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;

-- FIRST_VALUE, LAST_VALUE, LAG, LEAD with IGNORE NULLS: strict steps, so the first value that is not NULL begins.
CREATE FUNCTION sys.first_not_null_step(anyelement, anyelement) RETURNS anyelement AS 'MODULE_PATHNAME', 'ol_agg_first_not_null' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION sys.last_not_null_step(anyelement, anyelement) RETURNS anyelement AS 'MODULE_PATHNAME', 'ol_agg_last_not_null' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE sys.first_not_null(anyelement) (SFUNC = sys.first_not_null_step, STYPE = anyelement);
CREATE AGGREGATE sys.last_not_null(anyelement) (SFUNC = sys.last_not_null_step, STYPE = anyelement);

CREATE AGGREGATE sys.listagg(text) (SFUNC = sys.listagg_step, STYPE = internal, FINALFUNC = sys.list_final, FINALFUNC_MODIFY = READ_ONLY);
CREATE AGGREGATE sys.listagg(text, text) (SFUNC = sys.listagg_step, STYPE = internal, FINALFUNC = sys.list_final, FINALFUNC_MODIFY = READ_ONLY);
-- LISTAGG(x, separator ON OVERFLOW TRUNCATE filler WITH | WITHOUT COUNT)
CREATE AGGREGATE sys.listagg_truncate(text, text, text, bool) (SFUNC = sys.listagg_truncate_step, STYPE = internal, FINALFUNC = sys.list_final, FINALFUNC_MODIFY = READ_ONLY);
CREATE AGGREGATE sys.wm_concat(text) (SFUNC = sys.wm_concat_step, STYPE = internal, FINALFUNC = sys.list_final, FINALFUNC_MODIFY = READ_ONLY);
CREATE AGGREGATE sys.median(numeric) (SFUNC = sys.value_step, STYPE = internal, FINALFUNC = sys.median_final);
CREATE AGGREGATE sys.median(timestamp) (SFUNC = sys.value_step, STYPE = internal, FINALFUNC = sys.median_final_ts);
CREATE AGGREGATE sys.percentile_cont(numeric ORDER BY numeric) (SFUNC = sys.value_step, STYPE = internal, FINALFUNC = sys.percentile_cont_final);
CREATE AGGREGATE sys.percentile_cont(numeric ORDER BY timestamp) (SFUNC = sys.value_step, STYPE = internal, FINALFUNC = sys.percentile_cont_final_ts);
CREATE AGGREGATE sys.percentile_disc(numeric ORDER BY numeric) (SFUNC = sys.value_step, STYPE = internal, FINALFUNC = sys.percentile_disc_final);
CREATE AGGREGATE sys.percentile_disc(numeric ORDER BY timestamp) (SFUNC = sys.value_step, STYPE = internal, FINALFUNC = sys.percentile_disc_final_ts);

-- numeric's own sums; Oracle's STDDEV and VARIANCE of one row are 0.
CREATE AGGREGATE sys.stddev(numeric) (SFUNC = pg_catalog.numeric_accum, STYPE = internal, FINALFUNC = sys.stddev_final, FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = pg_catalog.numeric_combine, SERIALFUNC = pg_catalog.numeric_serialize, DESERIALFUNC = pg_catalog.numeric_deserialize, PARALLEL = SAFE);
CREATE AGGREGATE sys.variance(numeric) (SFUNC = pg_catalog.numeric_accum, STYPE = internal, FINALFUNC = sys.variance_final, FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = pg_catalog.numeric_combine, SERIALFUNC = pg_catalog.numeric_serialize, DESERIALFUNC = pg_catalog.numeric_deserialize, PARALLEL = SAFE);
CREATE AGGREGATE sys.stddev_samp(numeric) (SFUNC = pg_catalog.numeric_accum, STYPE = internal, FINALFUNC = pg_catalog.numeric_stddev_samp, FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = pg_catalog.numeric_combine, SERIALFUNC = pg_catalog.numeric_serialize, DESERIALFUNC = pg_catalog.numeric_deserialize, PARALLEL = SAFE);
CREATE AGGREGATE sys.stddev_pop(numeric) (SFUNC = pg_catalog.numeric_accum, STYPE = internal, FINALFUNC = pg_catalog.numeric_stddev_pop, FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = pg_catalog.numeric_combine, SERIALFUNC = pg_catalog.numeric_serialize, DESERIALFUNC = pg_catalog.numeric_deserialize, PARALLEL = SAFE);
CREATE AGGREGATE sys.var_samp(numeric) (SFUNC = pg_catalog.numeric_accum, STYPE = internal, FINALFUNC = pg_catalog.numeric_var_samp, FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = pg_catalog.numeric_combine, SERIALFUNC = pg_catalog.numeric_serialize, DESERIALFUNC = pg_catalog.numeric_deserialize, PARALLEL = SAFE);
CREATE AGGREGATE sys.var_pop(numeric) (SFUNC = pg_catalog.numeric_accum, STYPE = internal, FINALFUNC = pg_catalog.numeric_var_pop, FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = pg_catalog.numeric_combine, SERIALFUNC = pg_catalog.numeric_serialize, DESERIALFUNC = pg_catalog.numeric_deserialize, PARALLEL = SAFE);

-- Pairs (dependent, independent), in double precision.
CREATE AGGREGATE sys.corr(numeric, numeric) (SFUNC = sys.pair_step, STYPE = float8[], INITCOND = '{0,0,0,0,0,0}', FINALFUNC = sys.corr_final, COMBINEFUNC = pg_catalog.float8_regr_combine, PARALLEL = SAFE);
CREATE AGGREGATE sys.covar_pop(numeric, numeric) (SFUNC = sys.pair_step, STYPE = float8[], INITCOND = '{0,0,0,0,0,0}', FINALFUNC = sys.covar_pop_final, COMBINEFUNC = pg_catalog.float8_regr_combine, PARALLEL = SAFE);
CREATE AGGREGATE sys.covar_samp(numeric, numeric) (SFUNC = sys.pair_step, STYPE = float8[], INITCOND = '{0,0,0,0,0,0}', FINALFUNC = sys.covar_samp_final, COMBINEFUNC = pg_catalog.float8_regr_combine, PARALLEL = SAFE);
CREATE AGGREGATE sys.regr_slope(numeric, numeric) (SFUNC = sys.pair_step, STYPE = float8[], INITCOND = '{0,0,0,0,0,0}', FINALFUNC = sys.regr_slope_final, COMBINEFUNC = pg_catalog.float8_regr_combine, PARALLEL = SAFE);
CREATE AGGREGATE sys.regr_intercept(numeric, numeric) (SFUNC = sys.pair_step, STYPE = float8[], INITCOND = '{0,0,0,0,0,0}', FINALFUNC = sys.regr_intercept_final, COMBINEFUNC = pg_catalog.float8_regr_combine, PARALLEL = SAFE);
CREATE AGGREGATE sys.regr_r2(numeric, numeric) (SFUNC = sys.pair_step, STYPE = float8[], INITCOND = '{0,0,0,0,0,0}', FINALFUNC = sys.regr_r2_final, COMBINEFUNC = pg_catalog.float8_regr_combine, PARALLEL = SAFE);
CREATE AGGREGATE sys.regr_avgx(numeric, numeric) (SFUNC = sys.pair_step, STYPE = float8[], INITCOND = '{0,0,0,0,0,0}', FINALFUNC = sys.regr_avgx_final, COMBINEFUNC = pg_catalog.float8_regr_combine, PARALLEL = SAFE);
CREATE AGGREGATE sys.regr_avgy(numeric, numeric) (SFUNC = sys.pair_step, STYPE = float8[], INITCOND = '{0,0,0,0,0,0}', FINALFUNC = sys.regr_avgy_final, COMBINEFUNC = pg_catalog.float8_regr_combine, PARALLEL = SAFE);
CREATE AGGREGATE sys.regr_count(numeric, numeric) (SFUNC = sys.pair_step, STYPE = float8[], INITCOND = '{0,0,0,0,0,0}', FINALFUNC = sys.regr_count_final, COMBINEFUNC = pg_catalog.float8_regr_combine, PARALLEL = SAFE);

-- Analytic functions PostgreSQL's windows lack: DISTINCT, FROM LAST, IGNORE NULLS at a distance, percentiles. The window collects an array.
CREATE FUNCTION sys.nth_of(anyarray, int4, bool, bool) RETURNS anyelement LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog
    AS $$SELECT CASE WHEN $2 < 1 THEN NULL WHEN $3 THEN a[cardinality(a) - $2 + 1] ELSE a[$2] END
           FROM (SELECT CASE WHEN $4 THEN array_remove($1, NULL) ELSE $1 END AS a) q$$;
CREATE FUNCTION sys.count_distinct_of(anyarray) RETURNS int8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog
    AS $$SELECT count(DISTINCT u) FROM unnest($1) u$$;
CREATE FUNCTION sys.sum_distinct_of(numeric[]) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT pg_catalog.sum(DISTINCT u) FROM pg_catalog.unnest($1) u);
CREATE FUNCTION sys.avg_distinct_of(numeric[]) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT sys.num_div(pg_catalog.sum(DISTINCT u), pg_catalog.count(DISTINCT u)::numeric) FROM pg_catalog.unnest($1) u);
CREATE FUNCTION sys.listagg_distinct_of(text[], text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT sys.listagg(u, $2 ORDER BY u COLLATE "C") FROM (SELECT DISTINCT x AS u FROM pg_catalog.unnest($1) x) q);
CREATE FUNCTION sys.percentile_cont_of(numeric[], numeric, bool) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT sys.percentile_cont(CASE WHEN $3 THEN 1 - $2 ELSE $2 END) WITHIN GROUP (ORDER BY u) FROM pg_catalog.unnest($1) u);
CREATE FUNCTION sys.percentile_cont_of(timestamp[], numeric, bool) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT sys.percentile_cont(CASE WHEN $3 THEN 1 - $2 ELSE $2 END) WITHIN GROUP (ORDER BY u) FROM pg_catalog.unnest($1) u);
CREATE FUNCTION sys.percentile_disc_of(numeric[], numeric, bool) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT CASE WHEN $3 THEN sys.percentile_disc($2) WITHIN GROUP (ORDER BY u DESC) ELSE sys.percentile_disc($2) WITHIN GROUP (ORDER BY u) END
              FROM pg_catalog.unnest($1) u);
CREATE FUNCTION sys.percentile_disc_of(timestamp[], numeric, bool) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT CASE WHEN $3 THEN sys.percentile_disc($2) WITHIN GROUP (ORDER BY u DESC) ELSE sys.percentile_disc($2) WITHIN GROUP (ORDER BY u) END
              FROM pg_catalog.unnest($1) u);
