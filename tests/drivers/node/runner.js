// Runs tests/drivers/cases with node-oracledb. See ../README.md.
'use strict';
const fs = require('fs');
const path = require('path');
const oracledb = require('oracledb');

const dsn = process.env.OLIPHANT_TEST_DSN;
const system = process.env.OLIPHANT_TEST_SYSTEM_PASSWORD || 'oliphant';
const client = process.argv[2];
const only = process.argv.slice(3);
const user = 'drv_' + client;
const password = 'secret1';
oracledb.fetchAsString = [oracledb.NUMBER, oracledb.CLOB];
oracledb.fetchAsBuffer = [oracledb.BLOB];
process.env.TZ = 'UTC';

class Failure extends Error {}

function expand(v) {
  if (v === null || typeof v !== 'object') return v;
  if ('num' in v) return { number: v.num };
  if ('date' in v) return new Date(v.date.replace(' ', 'T') + 'Z');
  if ('ts' in v) return new Date(v.ts.replace(' ', 'T').slice(0, 23) + 'Z');
  if ('raw' in v) return Buffer.from(v.raw, 'hex');
  if ('blob' in v) return Buffer.from(v.blob, 'hex');
  if ('clob' in v) return v.clob;
  if ('repeat' in v) return v.repeat[0].repeat(v.repeat[1]);
  if ('rawrepeat' in v) return Buffer.from(v.rawrepeat[0].repeat(v.rawrepeat[1]), 'hex');
  return v;
}

// A decimal text without exponent, leading zeros or trailing fraction zeros.
function plainNumber(text) {
  const m = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  if (!m) return text;
  const exp = Number(m[4] || 0);
  let digits = m[2] + m[3];
  let point = m[2].length + exp;
  if (point > digits.length) digits = digits.padEnd(point, '0');
  if (point < 0) { digits = '0'.repeat(-point) + digits; point = 0; }
  const whole = digits.slice(0, point).replace(/^0+/, '') || '0';
  const frac = digits.slice(point).replace(/0+$/, '');
  const out = whole + (frac ? '.' + frac : '');
  return (m[1] && out !== '0' ? '-' : '') + out;
}

function canonical(v, isNumber) {
  if (v === null || v === undefined) return null;
  if (typeof v === 'number') return 'n:' + plainNumber(String(v));
  if (v instanceof Date) return 't:' + v.toISOString();
  if (Buffer.isBuffer(v)) return 'x:' + v.toString('hex');
  if (typeof v === 'object' && 'number' in v) return 'n:' + plainNumber(v.number);
  if (isNumber) return 'n:' + plainNumber(v);
  return 's:' + v;
}

const short = (v) => { const t = JSON.stringify(v); return t.length < 300 ? t : t.slice(0, 300) + '...'; };
const bindValue = (v) => { const e = expand(v); return e && e.number !== undefined ? Number(e.number) : e; };

function bindsOf(step) {
  if (!step.binds) return [];
  if (Array.isArray(step.binds)) return step.binds.map(bindValue);
  return Object.fromEntries(Object.entries(step.binds).map(([k, v]) => [k, bindValue(v)]));
}

function rowOf(row, i) {
  return row.map((v) => (v === '$i' ? i : typeof v === 'string' ? v.replaceAll('$i', String(i)) : bindValue(v)));
}

function checkRowcount(result, step) {
  if ('rowcount' in step && result.rowsAffected !== step.rowcount) throw new Failure(`rowcount ${result.rowsAffected}, expected ${step.rowcount}`);
}

async function execute(conn, step) {
  if ('query' in step) {
    const result = await conn.execute(step.query, bindsOf(step), { fetchArraySize: step.arraysize || 100 });
    const numeric = result.metaData.map((m) => [oracledb.DB_TYPE_NUMBER, oracledb.DB_TYPE_BINARY_FLOAT, oracledb.DB_TYPE_BINARY_DOUBLE].includes(m.dbType));
    const rows = result.rows.map((r) => r.map((v, i) => canonical(v, numeric[i])));
    if (step.columns) {
      const names = result.metaData.map((m) => m.name);
      if (short(names) !== short(step.columns)) throw new Failure(`columns ${names}, expected ${step.columns}`);
    }
    if ('count' in step && rows.length !== step.count) throw new Failure(`${rows.length} rows, expected ${step.count}`);
    if (step.rows) {
      const want = step.rows.map((r) => r.map((v) => canonical(expand(v))));
      if (JSON.stringify(rows) !== JSON.stringify(want)) throw new Failure(`rows ${short(rows)}, expected ${short(want)}`);
    }
  } else if ('many' in step) {
    const data = [];
    if (step.generate) for (let i = 1; i <= step.generate.n; i++) data.push(rowOf(step.generate.row, i));
    else for (const r of step.rows) data.push(rowOf(r, 0));
    checkRowcount(await conn.executeMany(step.many, data), step);
  } else if ('returning' in step) {
    const types = { number: oracledb.NUMBER, string: oracledb.STRING };
    const binds = bindsOf(step).concat(step.out.map((t) => ({ dir: oracledb.BIND_OUT, type: types[t] })));
    const result = await conn.execute(step.returning, binds);
    const got = Object.values(result.outBinds).map((v) => canonical(v[0]));
    const want = step.values.map((v) => canonical(expand(v)));
    if (short(got) !== short(want)) throw new Failure(`returned ${got}, expected ${want}`);
  } else if ('sql' in step) {
    checkRowcount(await conn.execute(step.sql, bindsOf(step)), step);
  }
}

const connect = () => oracledb.getConnection({ user, password, connectString: dsn });

async function runStep(conn, step) {
  if (step.drop) {
    for (const name of step.drop) await conn.execute('drop table ' + name).catch(() => {});
  } else if (step.commit) {
    await conn.commit();
  } else if (step.rollback) {
    await conn.rollback();
  } else if (step.other) {
    const second = await connect();
    try { for (const s of step.other) await runStep(second, s); } finally { await second.close(); }
  } else if (step.pool) {
    const pool = await oracledb.createPool({ user, password, connectString: dsn, poolMin: step.pool, poolMax: step.pool, poolIncrement: 0 });
    try {
      const held = [];
      for (let i = 0; i < step.pool; i++) held.push(await pool.getConnection());
      await Promise.all(held.map((c) => execute(c, step)));
      for (const c of held) await c.close();
      const again = await pool.getConnection();
      await again.ping();
      await again.close();
    } finally { await pool.close(0); }
  } else {
    try {
      await execute(conn, step);
    } catch (e) {
      if (e instanceof Failure) throw e;
      if (step.may_fail || (step.error && e.errorNum === step.error)) return;
      throw new Failure(`unexpected error ${e.message.split('\n')[0]}` + (step.error ? `, expected ${step.error}` : ''));
    }
    if (step.error) throw new Failure(`no error, expected ORA-${step.error}`);
  }
}

async function main() {
  const folder = path.join(__dirname, '..', 'cases');
  let passed = 0, failed = 0, skipped = 0;
  const admin = await oracledb.getConnection({ user: 'system', password: system, connectString: dsn });
  await admin.execute(`drop user ${user} cascade`).catch(() => {});
  await admin.execute(`create user ${user} identified by ${password}`);
  await admin.execute(`grant connect, resource, unlimited tablespace to ${user}`);
  await admin.execute(`grant create view, create sequence to ${user}`);
  await admin.close();
  for (const file of fs.readdirSync(folder).filter((f) => f.endsWith('.json')).sort()) {
    for (const test of JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))) {
      if (only.length && !only.includes(test.name)) continue;
      const reason = (test.skip || {})[client];
      if (reason) { console.log(`  skipped ${test.name}: ${reason}`); skipped++; continue; }
      let at = null, conn = null;
      try {
        conn = await connect();
        for (at of test.steps) await runStep(conn, at);
        passed++;
      } catch (e) {
        failed++;
        console.log(`  FAILED ${test.name}: ${e.message}\n         at ${short(at)}`);
      } finally {
        if (conn) await conn.close().catch(() => {});
      }
    }
  }
  console.log(`drivers ${client} (node-oracledb ${oracledb.versionString}): ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed || !passed ? 1 : 0);
}

main().catch((e) => { console.log(`  FAILED ${client}: ${e.message}`); console.log(`drivers ${client}: 0 passed, 1 failed, 0 skipped`); process.exit(1); });
