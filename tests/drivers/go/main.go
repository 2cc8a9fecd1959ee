// Runs tests/drivers/cases with go-ora. See ../README.md.
package main

import (
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"time"

	go_ora "github.com/sijms/go-ora/v2"
	"github.com/sijms/go-ora/v2/network"
)

type object = map[string]any

var client, user string

const password = "secret1"

func env(name, other string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return other
}

func open(name, secret string) (*sql.DB, error) {
	return sql.Open("oracle", fmt.Sprintf("oracle://%s:%s@%s", name, secret, os.Getenv("OLIPHANT_TEST_DSN")))
}

// number is an exact decimal of a case.
type number string

func expand(v any) any {
	switch x := v.(type) {
	case json.Number:
		if i, err := x.Int64(); err == nil {
			return i
		}
		f, _ := x.Float64()
		return f
	case object:
		for key, val := range x {
			switch key {
			case "num":
				return number(val.(string))
			case "date", "ts":
				t, err := time.Parse("2006-01-02 15:04:05.999999", val.(string))
				if err != nil {
					panic(err)
				}
				return t
			case "raw", "blob":
				b, _ := hex.DecodeString(val.(string))
				return b
			case "clob":
				return val.(string)
			case "repeat":
				a := val.([]any)
				n, _ := a[1].(json.Number).Int64()
				return strings.Repeat(a[0].(string), int(n))
			case "rawrepeat":
				a := val.([]any)
				n, _ := a[1].(json.Number).Int64()
				b, _ := hex.DecodeString(strings.Repeat(a[0].(string), int(n)))
				return b
			}
		}
	}
	return v
}

func plain(text string) string {
	r, ok := new(big.Rat).SetString(strings.TrimSpace(text))
	if !ok {
		return "not a number: " + text
	}
	s := r.FloatString(140)
	s = strings.TrimRight(s, "0")
	return strings.TrimSuffix(s, ".")
}

func canonical(v any) string {
	switch x := v.(type) {
	case nil:
		return "NULL"
	case number:
		return "n:" + plain(string(x))
	case int64:
		return fmt.Sprintf("n:%d", x)
	case float64:
		return "n:" + plain(fmt.Sprint(x))
	case float32:
		return "n:" + plain(fmt.Sprint(x))
	case string:
		return "s:" + x
	case []byte:
		return "x:" + hex.EncodeToString(x)
	case time.Time:
		return "t:" + x.UTC().Format("2006-01-02 15:04:05.000000")
	}
	return fmt.Sprintf("?:%v", v)
}

type runner interface {
	Exec(query string, args ...any) (sql.Result, error)
	Query(query string, args ...any) (*sql.Rows, error)
}

// A case's connection: statements outside a transaction commit by themselves in this driver, so one is always open.
type session struct {
	db *sql.DB
	tx *sql.Tx
}

func (s *session) begin() (err error) {
	if s.tx == nil {
		s.tx, err = s.db.Begin()
	}
	return
}

func (s *session) end(commit bool) (err error) {
	if s.tx != nil {
		if commit {
			err = s.tx.Commit()
		} else {
			err = s.tx.Rollback()
		}
		s.tx = nil
	}
	return
}

func binds(step object) []any {
	switch b := step["binds"].(type) {
	case []any:
		out := make([]any, len(b))
		for i, v := range b {
			out[i] = expand(v)
		}
		return out
	case object:
		var out []any
		for k, v := range b {
			out = append(out, sql.Named(k, expand(v)))
		}
		return out
	}
	return nil
}

func rowOf(row []any, i int) []any {
	out := make([]any, len(row))
	for k, v := range row {
		if v == "$i" {
			out[k] = int64(i)
		} else if s, ok := v.(string); ok {
			out[k] = strings.ReplaceAll(s, "$i", fmt.Sprint(i))
		} else {
			out[k] = expand(v)
		}
	}
	return out
}

func short(v any) string {
	b, _ := json.Marshal(v)
	if len(b) > 300 {
		return string(b[:300]) + "..."
	}
	return string(b)
}

func query(r runner, step object) error {
	rows, err := r.Query(step["query"].(string), binds(step)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	got := [][]string{}
	for rows.Next() {
		dest := make([]any, len(names))
		for i, t := range types {
			switch t.DatabaseTypeName() {
			case "NUMBER":
				dest[i] = new(sql.NullString)
			case "DATE", "TimeStampDTY", "TimeStampTZ_DTY", "TIMESTAMP":
				dest[i] = new(sql.NullTime)
			default:
				dest[i] = new(any)
			}
		}
		if err = rows.Scan(dest...); err != nil {
			return err
		}
		row := make([]string, len(names))
		for i, d := range dest {
			switch x := d.(type) {
			case *sql.NullString:
				row[i] = "NULL"
				if x.Valid {
					row[i] = canonical(number(x.String))
				}
			case *sql.NullTime:
				row[i] = "NULL"
				if x.Valid {
					row[i] = canonical(x.Time)
				}
			case *any:
				row[i] = canonical(*x)
			}
		}
		got = append(got, row)
	}
	if err = rows.Err(); err != nil {
		return err
	}
	if want, ok := step["columns"].([]any); ok && short(want) != short(names) {
		return fmt.Errorf("columns %s, expected %s", short(names), short(want))
	}
	if n, ok := step["count"].(json.Number); ok {
		if c, _ := n.Int64(); int(c) != len(got) {
			return fmt.Errorf("%d rows, expected %d", len(got), c)
		}
	}
	if want, ok := step["rows"].([]any); ok {
		exp := [][]string{}
		for _, r := range want {
			row := []string{}
			for _, v := range r.([]any) {
				row = append(row, canonical(expand(v)))
			}
			exp = append(exp, row)
		}
		if a, b := short(got), short(exp); a != b || len(got) != len(exp) {
			return fmt.Errorf("rows %s, expected %s", a, b)
		}
	}
	return nil
}

func execute(s *session, step object) error {
	if err := s.begin(); err != nil {
		return err
	}
	check := func(n int64) error {
		if want, ok := step["rowcount"].(json.Number); ok {
			if w, _ := want.Int64(); w != n {
				return fmt.Errorf("rowcount %d, expected %d", n, w)
			}
		}
		return nil
	}
	if _, ok := step["query"]; ok {
		return query(s.tx, step)
	}
	if text, ok := step["many"].(string); ok {
		var data [][]any
		if g, ok := step["generate"].(object); ok {
			n, _ := g["n"].(json.Number).Int64()
			for i := 1; i <= int(n); i++ {
				data = append(data, rowOf(g["row"].([]any), i))
			}
		} else {
			for _, r := range step["rows"].([]any) {
				data = append(data, rowOf(r.([]any), 0))
			}
		}
		columns := make([][]any, len(data[0]))
		for _, r := range data {
			for k, v := range r {
				columns[k] = append(columns[k], v)
			}
		}
		args := make([]any, len(columns))
		for k, c := range columns {
			args[k] = typed(c)
		}
		res, err := s.tx.Exec(text, args...)
		if err != nil {
			return err
		}
		n, _ := res.RowsAffected()
		return check(n)
	}
	if text, ok := step["returning"].(string); ok {
		args := binds(step)
		var outs []any
		for _, t := range step["out"].([]any) {
			if t == "number" {
				outs = append(outs, new(int64))
			} else {
				outs = append(outs, new(string))
			}
		}
		for _, o := range outs {
			if p, ok := o.(*string); ok {
				args = append(args, go_ora.Out{Dest: p, Size: 4000})
			} else {
				args = append(args, sql.Out{Dest: o})
			}
		}
		if _, err := s.tx.Exec(text, args...); err != nil {
			return err
		}
		for i, v := range step["values"].([]any) {
			got := ""
			switch p := outs[i].(type) {
			case *int64:
				got = canonical(*p)
			case *string:
				got = canonical(*p)
			}
			if want := canonical(expand(v)); got != want {
				return fmt.Errorf("returned %s, expected %s", got, want)
			}
		}
		return nil
	}
	res, err := s.tx.Exec(step["sql"].(string), binds(step)...)
	if err != nil {
		return err
	}
	n, _ := res.RowsAffected()
	return check(n)
}

// The driver binds arrays of one Go type: a column of mixed nulls is given as nullable values.
func typed(column []any) any {
	var text []sql.NullString
	var ints []sql.NullInt64
	var floats []sql.NullFloat64
	for _, v := range column {
		switch x := v.(type) {
		case nil:
			text = append(text, sql.NullString{})
			ints = append(ints, sql.NullInt64{})
			floats = append(floats, sql.NullFloat64{})
		case string:
			text = append(text, sql.NullString{String: x, Valid: true})
		case int64:
			ints = append(ints, sql.NullInt64{Int64: x, Valid: true})
		case float64:
			floats = append(floats, sql.NullFloat64{Float64: x, Valid: true})
		}
	}
	switch len(column) {
	case len(text):
		return text
	case len(ints):
		return ints
	}
	return floats
}

func runStep(s *session, step object) error {
	if names, ok := step["drop"].([]any); ok {
		s.end(true)
		for _, n := range names {
			s.db.Exec("drop table " + n.(string))
		}
		return nil
	}
	if step["commit"] == true {
		return s.end(true)
	}
	if step["rollback"] == true {
		return s.end(false)
	}
	if steps, ok := step["other"].([]any); ok {
		db, err := open(user, password)
		if err != nil {
			return err
		}
		defer db.Close()
		db.SetMaxOpenConns(1)
		second := &session{db: db}
		defer second.end(false)
		for _, st := range steps {
			if err := runStep(second, st.(object)); err != nil {
				return err
			}
		}
		return nil
	}
	if p, ok := step["pool"].(json.Number); ok {
		n, _ := p.Int64()
		db, err := open(user, password)
		if err != nil {
			return err
		}
		defer db.Close()
		var wg sync.WaitGroup
		errs := make([]error, n)
		for i := range errs {
			wg.Add(1)
			go func(i int) { defer wg.Done(); errs[i] = query(db, step) }(i)
		}
		wg.Wait()
		for _, err := range errs {
			if err != nil {
				return err
			}
		}
		return nil
	}
	err := execute(s, step)
	want, hasWant := step["error"].(json.Number)
	if err == nil {
		if hasWant {
			return fmt.Errorf("no error, expected ORA-%s", want)
		}
		return nil
	}
	var ora *network.OracleError
	if errors.As(err, &ora) {
		if step["may_fail"] == true || (hasWant && fmt.Sprint(ora.ErrCode) == want.String()) {
			return nil
		}
		return fmt.Errorf("unexpected error %s", strings.Split(err.Error(), "\n")[0])
	}
	return err
}

func runCase(test object) (at object, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("driver panic: %v", r)
		}
	}()
	db, err := open(user, password)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	s := &session{db: db}
	defer s.end(false)
	for _, st := range test["steps"].([]any) {
		at = st.(object)
		if err = runStep(s, at); err != nil {
			return at, err
		}
	}
	return nil, nil
}

func main() {
	client = os.Args[1]
	only := os.Args[3:]
	user = "drv_" + client
	admin, err := open("system", env("OLIPHANT_TEST_SYSTEM_PASSWORD", "oliphant"))
	if err == nil {
		admin.Exec("drop user " + user + " cascade")
		_, err = admin.Exec("create user " + user + " identified by " + password)
	}
	if err == nil {
		_, err = admin.Exec("grant connect, resource, unlimited tablespace to " + user)
	}
	if err == nil {
		_, err = admin.Exec("grant create view, create sequence to " + user)
	}
	if err != nil {
		fmt.Printf("  FAILED %s: %v\ndrivers %s: 0 passed, 1 failed, 0 skipped\n", client, err, client)
		os.Exit(1)
	}
	admin.Close()
	files, _ := filepath.Glob(filepath.Join(os.Args[2], "*.json"))
	sort.Strings(files)
	passed, failed, skipped := 0, 0, 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			panic(err)
		}
		dec := json.NewDecoder(strings.NewReader(string(data)))
		dec.UseNumber()
		var tests []object
		if err := dec.Decode(&tests); err != nil {
			panic(err)
		}
		for _, t := range tests {
			name := t["name"].(string)
			if len(only) > 0 && !strings.Contains(" "+strings.Join(only, " ")+" ", " "+name+" ") {
				continue
			}
			if skips, ok := t["skip"].(object); ok {
				if reason, ok := skips[client]; ok {
					fmt.Printf("  skipped %s: %s\n", name, reason)
					skipped++
					continue
				}
			}
			if at, err := runCase(t); err != nil {
				failed++
				fmt.Printf("  FAILED %s: %v\n         at %s\n", name, err, short(at))
			} else {
				passed++
			}
		}
	}
	fmt.Printf("drivers %s (go-ora v2): %d passed, %d failed, %d skipped\n", client, passed, failed, skipped)
	if failed > 0 || passed == 0 {
		os.Exit(1)
	}
}
