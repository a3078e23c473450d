package authority

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"
)

// Key is the content of a key file: age identities. New keys are sealed for the first; all can open, so a key file is
// replaced by putting a new identity above the old one.
type Key struct {
	identities []*age.X25519Identity
}

const maxPrivateFile = 64 << 10

// CreateKeyFile makes a key file at path, readable by its owner alone. It never overwrites: an existing file is an
// error that errors.Is(err, fs.ErrExist) recognises. Without this file every key in the vault is lost, so it belongs
// into the safe, and not beside the backups of the database.
func CreateKeyFile(path string) error {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return fmt.Errorf("create key file %s: %w", path, err)
	}
	text := "# Minutebook key file: opens the signing keys in the database. Keep it secret, keep a copy, and keep both\n" +
		"# apart from the database and its backups.\n# public key: " + identity.Recipient().String() + "\n" + identity.String() + "\n"
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("create key file: %s exists already and is left as it is; use it, or choose another name: %w", path, err)
	}
	if err != nil {
		return fmt.Errorf("create key file: %w", err)
	}
	_, err = f.WriteString(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write key file %s: %w", path, errors.Join(err, os.Remove(path)))
	}
	// The name of a new file is safe only once its folder is.
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("write key file %s: %w", path, err)
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return fmt.Errorf("write key file %s: %w", path, err)
	}
	return nil
}

// OpenKeyFile reads a key file. Its errors say what to do about a file that is missing, that others can read, or that
// is not a key file.
func OpenKeyFile(path string) (*Key, error) {
	b, err := ReadPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the key file %s is missing: restore it from its copy; only for a new database, create one: %w", path, err)
	}
	if err != nil {
		return nil, fmt.Errorf("open key file: %w", err)
	}
	found, err := age.ParseIdentities(bytes.NewReader(b))
	if err != nil {
		// The error of age quotes the line that it does not understand, which may be most of a key.
		return nil, fmt.Errorf("%s is not a key file: it must hold a line that starts with AGE-SECRET-KEY-1, and otherwise only lines that start with #", path)
	}
	k := &Key{}
	for _, i := range found {
		x, ok := i.(*age.X25519Identity)
		if !ok {
			return nil, fmt.Errorf("%s holds a kind of key that is not supported: only lines that start with AGE-SECRET-KEY-1 are", path)
		}
		k.identities = append(k.identities, x)
	}
	return k, nil
}

// ReadPrivate reads a small file that nobody but its owner may read; its errors say what to do about one that others can.
func ReadPrivate(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = fmt.Errorf("%s is not a file", path)
	case info.Mode().Perm()&0o077 != 0:
		err = fmt.Errorf("%s can be read by others (mode %04o): run chmod 600 '%s'", path, info.Mode().Perm(), strings.ReplaceAll(path, "'", `'\''`))
	case info.Size() > maxPrivateFile:
		err = fmt.Errorf("%s is too large", path)
	}
	var b []byte
	if err == nil {
		b, err = io.ReadAll(io.LimitReader(f, maxPrivateFile))
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return b, nil
}
