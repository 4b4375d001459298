package counts

import "liemchinh.vn/internal/text"

// What stands in the way of a file, each with what to do.
var (
	ErrDay     = text.Problem{Key: "counts.problem.day"}
	ErrOrder   = text.Problem{Key: "counts.problem.order"}
	ErrLong    = text.Problem{Key: "counts.problem.long", Args: []any{maxYears}}
	ErrNoKey   = text.Problem{Key: "counts.problem.nokey"}                                            // the instance that exports has no signing key
	ErrNoCode  = text.Problem{Key: "counts.problem.nocode"}                                           // {0} an organisation without a code
	ErrNoFile  = text.Problem{Key: "counts.problem.file", Field: "file"}                              // {0} line
	ErrLarge   = text.Problem{Key: "counts.problem.large", Field: "file", Args: []any{MaxFile >> 20}} // {0} MB
	ErrSource  = text.Problem{Key: "counts.problem.source", Field: "file"}                            // {0} name: no such key is registered
	ErrAltered = text.Problem{Key: "counts.problem.altered", Field: "file"}
	ErrDouble  = text.Problem{Key: "counts.problem.double", Field: "file"}  // {0} code of the file
	ErrOlder   = text.Problem{Key: "counts.problem.older", Field: "file"}   // {0} code of the newer file
	ErrOverlap = text.Problem{Key: "counts.problem.overlap", Field: "file"} // {0} code, {1}, {2} its days
	ErrOther   = text.Problem{Key: "counts.problem.other", Field: "file"}   // {0} name of the other machine, {1} code of its file
	ErrOffice  = text.Problem{Key: "counts.problem.office", Field: "file"}  // {0} code of the office
	ErrUnits   = text.Problem{Key: "counts.problem.units", Field: "file"}   // {0} codes
	ErrFigure  = text.Problem{Key: "counts.problem.figure", Field: "file"}  // {0} key
	ErrFuture  = text.Problem{Key: "counts.problem.future", Field: "file"}  // made later than now

	ErrPublic   = text.Problem{Key: "counts.problem.public", Field: "public"}
	ErrKnown    = text.Problem{Key: "counts.problem.known", Field: "public"}      // {0} name
	ErrCompared = text.Problem{Key: "counts.problem.compared", Field: "compared"} // {0} fingerprint
)
