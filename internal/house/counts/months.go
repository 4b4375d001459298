package counts

import (
	"fmt"
	"slices"

	"liemchinh.vn/internal/vn"
)

// maxYears is the longest period of a file.
const maxYears = 12

// Ends are the last days of the months of a period, of 14 December, and of the
// period itself: the days up to which a file counts. The cut within December
// lets the connected instance count the annual window, 15 December to 14
// December, exactly (Decree 26/2020/NĐ-CP, art. 8.1 c; S34).
func Ends(from, to vn.Day) []vn.Day {
	var all []vn.Day
	add := func(d vn.Day) {
		if from <= d && d < to {
			all = append(all, d)
		}
	}
	for y := from.Year(); y <= to.Year(); y++ {
		for m := 1; m <= 12; m++ {
			first := vn.Day(fmt.Sprintf("%04d-%02d-01", y, m))
			if m == 12 {
				add(vn.Day(fmt.Sprintf("%04d-12-14", y)))
			}
			add(first.AddMonths(1).AddDays(-1))
		}
	}
	return append(all, to)
}

// endOf is the end up to which a day is counted.
func endOf(ends []vn.Day, day vn.Day) vn.Day {
	i, _ := slices.BinarySearch(ends, day)
	return ends[min(i, len(ends)-1)]
}

// checkPeriod says what is wrong with the days of a file.
func checkPeriod(from, to vn.Day) error {
	switch {
	case !from.Valid() || from.Year() < 1900:
		return ErrDay.On("from")
	case !to.Valid() || to.Year() > 9000:
		return ErrDay.On("to")
	case to < from:
		return ErrOrder.On("to")
	case to.Year()-from.Year() >= maxYears:
		return ErrLong.On("to")
	}
	return nil
}
