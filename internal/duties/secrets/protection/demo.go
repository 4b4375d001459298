package protection

import (
	"context"

	"liemchinh.vn/internal/duty"
)

func demo(context.Context, *duty.Stage) error { return nil }
