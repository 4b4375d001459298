// Command liemchinh is the whole program: site, command line and demo.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"liemchinh.vn/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(app.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
