package office

// Limits bound what one file may cost. A field of zero takes its value from DefaultLimits.
type Limits struct {
	Bytes    int64 // size of the file as sent
	Unzipped int64 // size of all its parts unpacked
	Ratio    int   // unpacked size of a part to its packed size
	Rows     int   // rows that hold something, per sheet
	Cols     int   // columns that hold something
	Cell     int   // bytes of one cell's text
}

// DefaultLimits fit the largest lists of a province (some 200,000 members) and refuse what no office sends.
var DefaultLimits = Limits{
	Bytes:    32 << 20,
	Unzipped: 256 << 20,
	Ratio:    200,
	Rows:     200_000,
	Cols:     256,
	Cell:     32_767 * 4, // Excel's own 32,767 characters, at UTF-8's longest
}

// Excel's own bounds: no honest sheet goes past them.
const (
	excelRows = 1_048_576
	excelCols = 16_384
)

func (l Limits) filled() Limits {
	d := DefaultLimits
	if l.Bytes <= 0 {
		l.Bytes = d.Bytes
	}
	if l.Unzipped <= 0 {
		l.Unzipped = d.Unzipped
	}
	if l.Ratio <= 0 {
		l.Ratio = d.Ratio
	}
	if l.Rows <= 0 {
		l.Rows = d.Rows
	}
	if l.Cols <= 0 {
		l.Cols = d.Cols
	}
	if l.Cell <= 0 {
		l.Cell = d.Cell
	}
	l.Unzipped = min(l.Unzipped, 2<<30) // places in the shared texts are 32 bits wide
	l.Rows, l.Cols = min(l.Rows, excelRows), min(l.Cols, excelCols)
	return l
}
