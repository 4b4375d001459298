package vn

// Unit is the unit a term is counted in.
type Unit string

// The units of terms.
const (
	Days        Unit = "days"
	WorkingDays Unit = "working_days"
	Weeks       Unit = "weeks"
	Months      Unit = "months"
	Years       Unit = "years"
)

// Step is one move of a reckoning, as a text key with its arguments. A day among
// them is a Day, so that each language writes it its own way.
type Step struct {
	Key  string `json:"key"`
	Args []any  `json:"args,omitempty"`
}

// Keys of the steps of Count and CountBack.
const (
	StepStart       = "vn.step.start"        // {0} start, {1} first day counted; art. 147
	StepBefore      = "vn.step.before"       // {0} event, {1} first day counted back
	StepDays        = "vn.step.days"         // {0} count, {1} last day
	StepWorkingDays = "vn.step.working_days" // {0} count, {1} last day
	StepWeeks       = "vn.step.weeks"        // {0} count, {1} last day
	StepMonths      = "vn.step.months"       // {0} count, {1} last day
	StepYears       = "vn.step.years"        // {0} count, {1} last day
	StepLastDay     = "vn.step.last_day"     // {0} date lacking, {1} last day of the month; art. 148.3
	StepSkip        = "vn.step.skip"         // {0} first, {1} last day off, {2} name
	StepSkipDay     = "vn.step.skip_day"     // {0} day off, {1} name
	StepWeekends    = "vn.step.weekends"     // {0} count of weekend days passed over
	StepSwapWork    = "vn.step.swap_work"    // {0} weekend day that is worked, {1} name
	StepRollWeekend = "vn.step.roll_weekend" // {0} weekend day, {1} next working day; art. 148.5
	StepRollHoliday = "vn.step.roll_holiday" // {0} day off, {1} next working day, {2} name; art. 148.5
	StepInvalid     = "vn.step.invalid"      // no start day, a negative count, or a term beyond all bounds
)

// Deadline is a term counted to its end, midnight (24:00) of Due. Due is "" when
// it could not be counted; Steps then says why.
type Deadline struct {
	Start Day    `json:"start"`
	Due   Day    `json:"due"`
	N     int    `json:"n"`
	Unit  Unit   `json:"unit"`
	Steps []Step `json:"steps,omitempty"`
}

// maxTerm bounds a term, so that a mistyped count ends at once.
const maxTerm = 40_000

// plainSteps name the end reached by each calendar unit.
var plainSteps = map[Unit]string{Days: StepDays, Weeks: StepWeeks, Months: StepMonths, Years: StepYears}

// Count ends a term of n units that begins with an event on start. The day of
// the event is not counted (Civil Code 2015, art. 147); a missing date is the
// last day of its month (art. 148.3); with roll, an end on a day off moves to
// the next working day (art. 148.5). A term of working days counts those only,
// and n = 0 ends on the start itself.
func Count(c *Calendar, start Day, n int, u Unit, roll bool) Deadline {
	dl := Deadline{Start: start, N: n, Unit: u}
	if !start.Valid() || n < 0 || n > maxTerm {
		return dl.invalid()
	}
	if n > 0 {
		dl.say(StepStart, start, start.AddDays(1))
	}
	switch u {
	case Days:
		dl.Due = start.AddDays(n)
	case Weeks:
		dl.Due = start.AddDays(7 * n)
	case Months:
		dl.Due = start.AddMonths(n)
	case Years:
		dl.Due = start.AddYears(n)
	case WorkingDays:
		dl.Due = start
		dl.work(c, 1)
		if n == 0 && roll {
			dl.roll(c)
		}
		return dl
	}
	if !dl.Due.Valid() {
		return dl.invalid()
	}
	dl.say(plainSteps[u], n, dl.Due)
	if (u == Months || u == Years) && dl.Due[8:] != start[8:] {
		dl.say(StepLastDay, int(start[8]-'0')*10+int(start[9]-'0'), dl.Due)
	}
	if roll {
		dl.roll(c)
	}
	return dl
}

// CountBack gives the last day that still leaves n days or working days before
// an event, for "received within n days before": days and working days only.
func CountBack(c *Calendar, event Day, n int, u Unit) Deadline {
	dl := Deadline{Start: event, N: n, Unit: u}
	if !event.Valid() || n < 0 || n > maxTerm || (u != Days && u != WorkingDays) {
		return dl.invalid()
	}
	dl.say(StepBefore, event, event.AddDays(-1))
	dl.Due = event
	if u == WorkingDays {
		dl.work(c, -1)
		return dl
	}
	dl.Due = event.AddDays(-n)
	dl.say(StepDays, n, dl.Due)
	return dl
}

func (dl *Deadline) say(key string, args ...any) {
	dl.Steps = append(dl.Steps, Step{key, args})
}

func (dl Deadline) invalid() Deadline {
	dl.Due, dl.Steps = "", []Step{{Key: StepInvalid}}
	return dl
}

// work counts N working days from Due in one direction and tells what it passed.
func (dl *Deadline) work(c *Calendar, way int) {
	var passed []Day
	for left := dl.N; left > 0; {
		dl.Due = dl.Due.AddDays(way)
		if !dl.Due.Valid() {
			*dl = dl.invalid()
			return
		}
		key, name := c.Why(dl.Due)
		switch key {
		case WhySwapWork:
			dl.say(StepSwapWork, dl.Due, name)
			left--
		case WhyWorking:
			left--
		default:
			passed = append(passed, dl.Due)
		}
	}
	dl.tell(c, passed, way)
	dl.say(StepWorkingDays, dl.N, dl.Due)
}

// tell groups the days passed over: each unbroken run with a holiday in it under
// the holiday's name, plain weekends as one count.
func (dl *Deadline) tell(c *Calendar, passed []Day, way int) {
	weekends := 0
	for i := 0; i < len(passed); {
		j := i + 1
		for j < len(passed) && passed[j] == passed[j-1].AddDays(way) {
			j++
		}
		run := passed[i:j]
		i = j
		names := holidayNames(c, run)
		first, last := min(run[0], run[len(run)-1]), max(run[0], run[len(run)-1])
		switch {
		case names == "":
			weekends += len(run)
		case first == last:
			dl.say(StepSkipDay, first, names)
		default:
			dl.say(StepSkip, first, last, names)
		}
	}
	if weekends > 0 {
		dl.say(StepWeekends, weekends)
	}
}

// holidayNames joins the names of the holidays in a run of days off.
func holidayNames(c *Calendar, run []Day) string {
	out, last := "", ""
	for _, d := range run {
		_, name := c.Why(d)
		if name == "" || name == last {
			continue
		}
		if out != "" {
			out += ", "
		}
		out, last = out+name, name
	}
	return out
}

// roll moves an end on a day off to the next working day (art. 148.5).
func (dl *Deadline) roll(c *Calendar) {
	end := dl.Due
	next := c.Next(end)
	if next == end {
		return
	}
	if !next.Valid() {
		*dl = dl.invalid()
		return
	}
	var run []Day
	for d := end; d < next; d = d.AddDays(1) {
		run = append(run, d)
	}
	dl.Due = next
	if names := holidayNames(c, run); names != "" {
		dl.say(StepRollHoliday, end, next, names)
		return
	}
	dl.say(StepRollWeekend, end, next)
}
