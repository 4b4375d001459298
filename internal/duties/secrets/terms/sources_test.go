package terms

import "os"

// sources are the files of the package.
var sources = os.DirFS(".")
