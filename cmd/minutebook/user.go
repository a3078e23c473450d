package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/store"
)

// runUser manages local accounts. Passwords come from standard input, so that they stand neither in the list of processes
// nor in the shell's history.
func runUser(ctx context.Context, c *call) error {
	var s settings
	s.registerDatabase(c)
	s.signIn.registerAddress(c)
	name := c.flags.String("name", "", "full `name`, as printed in minutes")
	role := c.flags.String("role", string(auth.SocialWorker), "`role`; one that is not known is answered with the list of roles")
	args, err := c.parse()
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return usagef("say what to do: user invite or add USERNAME --name NAME --role ROLE, user list, user link, password, end-codes, disable or enable USERNAME")
	}
	db, err := store.Open(ctx, s.db)
	if err != nil {
		return err
	}
	people, err := auth.New(auth.Config{Store: db, Now: time.Now, NewID: newID, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return errors.Join(err, db.Close())
	}
	u := users{c, db, people, s.signIn.address}
	switch verb := args[0]; {
	case verb == "list" && len(args) == 1:
		err = u.list(ctx)
	case verb == "add" && len(args) == 2:
		err = u.add(ctx, args[1], *name, auth.Role(*role))
	case (verb == "invite" || verb == "link") && len(args) == 2:
		err = u.link(ctx, verb, args[1], *name, auth.Role(*role))
	case verb == "end-codes" && len(args) == 2:
		err = u.endCodes(ctx, args[1])
	case verb == "password" && len(args) == 2:
		err = u.password(ctx, args[1])
	case (verb == "disable" || verb == "enable") && len(args) == 2:
		err = u.setDisabled(ctx, args[1], verb == "disable")
	default:
		err = usagef("user %s is not understood; try “minutebook user --help”", strings.Join(args, " "))
	}
	return errors.Join(err, db.Close())
}

type users struct {
	*call
	db     *store.DB
	people *auth.Service

	address string // of the service, for links; may be empty
}

func (u users) list(ctx context.Context) error {
	all, err := u.db.People(ctx)
	for _, p := range all {
		state := ""
		if p.Disabled {
			state = " (disabled)"
		}
		fmt.Fprintf(u.stdout, "%-20s %-30s %s%s\n", p.Username, p.Name, p.Role.Label(), state)
	}
	return err
}

func (u users) add(ctx context.Context, username, name string, role auth.Role) error {
	if name == "" {
		return usagef("give the person’s name with --name; minutes print it")
	}
	password, err := u.readPassword()
	if err != nil {
		return err
	}
	p, err := u.people.Add(ctx, username, name, role, password, auth.Event{At: time.Now(), By: auth.CommandLine(auth.Administrator), Action: "person.add", Detail: username + ", " + string(role)})
	if err == nil {
		fmt.Fprintf(u.stdout, "added %s (%s, %s)\n", p.Username, p.Name, p.Role.Label())
	}
	return err
}

func (u users) password(ctx context.Context, username string) error {
	password, err := u.readPassword()
	if err != nil {
		return err
	}
	if err := u.people.Reset(ctx, auth.CommandLine(auth.Administrator), username, password); err != nil {
		return err
	}
	fmt.Fprintf(u.stdout, "changed the password of %s; sessions that were open are over\n", username)
	return nil
}

func (u users) setDisabled(ctx context.Context, username string, disabled bool) error {
	p, err := u.db.Account(ctx, strings.ToLower(username))
	if err != nil {
		return fmt.Errorf("%s: %w", username, err)
	}
	desk := auth.Administration{Store: u.db, Now: time.Now, NewID: newID}
	if err := desk.SetDisabled(ctx, auth.CommandLine(auth.Administrator), p.ID, disabled); err != nil {
		return err
	}
	fmt.Fprintf(u.stdout, "%s is %s\n", p.Username, map[bool]string{true: "disabled", false: "enabled"}[disabled])
	return nil
}

func (u users) readPassword() (string, error) {
	fmt.Fprint(u.stderr, "Password (at least 12 characters): ")
	line, err := bufio.NewReader(u.stdin).ReadString('\n')
	if line == "" && err != nil {
		return "", usagef("no password came from standard input")
	}
	return strings.TrimRight(line, "\r\n"), nil
}
