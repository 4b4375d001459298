package imports

import "embed"

// Files holds the module's schema, pages and texts.
//
//go:embed schema text
var Files embed.FS
