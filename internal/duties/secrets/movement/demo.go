package movement

import (
	"context"

	"liemchinh.vn/internal/duty"
)

func demo(_ context.Context, _ *duty.Stage) error { return nil }
