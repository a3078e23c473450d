package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Postgres returns the address of a new, empty PostgreSQL database, which is dropped when the test ends. The server is
// the one at MINUTEBOOK_TEST_POSTGRES (a postgres:// URL of a role that may create databases); if that is not set, a
// server of Debian's postgresql package is started once for all tests of the binary and ends with it.
func Postgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv("MINUTEBOOK_TEST_POSTGRES")
	if server == "" {
		started, err := startPostgres()
		if err != nil {
			t.Fatalf("start PostgreSQL: %v", err)
		}
		server = started.url
	}
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal("MINUTEBOOK_TEST_POSTGRES is not a URL") // not quoted: it may hold a password
	}
	name := "minutebook_" + strings.ToLower(rand.Text())
	run(t, server, "CREATE DATABASE "+name)
	t.Cleanup(func() { run(t, server, "DROP DATABASE "+name+" WITH (FORCE)") })
	address.Path = "/" + name
	return address.String()
}

// run runs one statement on a connection of its own.
func run(t testing.TB, dsn, statement string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // which is cancelled before clean-up
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatalf("connect to PostgreSQL: %v", err)
	}
	_, err = conn.Exec(ctx, statement)
	if err := errors.Join(err, conn.Close(ctx)); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

type server struct {
	url   string
	alive *os.File // the server stops when this closes, whatever ends the process
}

// supervise runs the server until its input ends: when the test binary ends, even by a panic or a kill, the kernel closes
// the other end of the pipe.
const supervise = `"$1" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=200 >"$2/log" 2>&1 &
cat >/dev/null
kill -QUIT $!
wait $!
rm -rf "$2"`

var startPostgres = sync.OnceValues(func() (server, error) {
	bin, err := newestPostgres()
	if err != nil {
		return server{}, err
	}
	dir, err := os.MkdirTemp("", "minutebook-postgres-")
	if err != nil {
		return server{}, err
	}
	as, err := owner(dir)
	if err != nil {
		return server{}, err
	}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", "postgres", "-A", "trust",
		"-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = dir, as
	if out, err := initdb.CombinedOutput(); err != nil {
		return server{}, errors.Join(fmt.Errorf("initdb: %w: %s", err, out), os.RemoveAll(dir))
	}
	theirs, ours, err := os.Pipe()
	if err != nil {
		return server{}, err
	}
	daemon := exec.Command("/bin/sh", "-c", supervise, "sh", filepath.Join(bin, "postgres"), dir)
	daemon.Dir, daemon.SysProcAttr, daemon.Stdin = dir, as, theirs
	if err := daemon.Start(); err != nil {
		return server{}, err
	}
	if err := theirs.Close(); err != nil {
		return server{}, err
	}
	s := server{url: "postgres://postgres@/postgres?host=" + url.QueryEscape(dir), alive: ours}
	return s, ready(s.url, filepath.Join(dir, "log"))
})

func newestPostgres() (dir string, err error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	newest := -1.0
	for _, path := range found {
		bin := filepath.Dir(path)
		if v, err := strconv.ParseFloat(filepath.Base(filepath.Dir(bin)), 64); err == nil && v > newest {
			newest, dir = v, bin
		}
	}
	if dir == "" {
		return "", errors.New("there is no server; install Debian's postgresql package, or set MINUTEBOOK_TEST_POSTGRES")
	}
	return dir, nil
}

// owner says as whom the server runs, and gives that user the folder: PostgreSQL refuses to run as root. A process group
// of its own keeps an interrupt on the keyboard from the supervisor, which has to tidy up.
func owner(dir string) (*syscall.SysProcAttr, error) {
	as := &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() != 0 {
		return as, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("install Debian's postgresql package: %w", err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return as, os.Chown(dir, uid, gid)
}

// ready waits until the server answers.
func ready(dsn, log string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, dsn)
		if err == nil {
			return conn.Close(ctx)
		}
		if ctx.Err() != nil {
			said, _ := os.ReadFile(log) // best effort: the error is reported with or without it
			return fmt.Errorf("it does not answer: %w\n%s", err, said)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
