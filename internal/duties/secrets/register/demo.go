package register

import (
	"context"

	"liemchinh.vn/internal/duty"
)

func demo(ctx context.Context, s *duty.Stage) error { return nil }
