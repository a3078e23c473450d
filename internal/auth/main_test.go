package auth_test

import (
	"testing"

	"minutebook/internal/auth/authtest"
)

func TestMain(m *testing.M) { authtest.Main(m) }
