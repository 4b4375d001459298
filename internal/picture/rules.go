package picture

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// A sight is all that the rules look at: days, figures, targets and what is
// open, of one office and those right below it. It names no person.
type sight struct {
	today   vn.Day
	own     office
	below   []office
	due     map[string][]count // by key of the clock
	clocks  []clock
	figures []figure    // those given, of which the page shows results
	done    db.ByOffice // this year
	aims    db.ByOffice // this year
}

func (s sight) year() int { return s.today.Year() }

// named is the year as it is written, without a point between its digits.
func (s sight) named() string { return strconv.Itoa(s.year()) }

// named is an office as the subject of a sentence.
func (o office) named() text.Problem { return text.Problem{Key: "picture.name", Args: []any{o.name}} }

// this is the window of the current year.
func (s sight) this() window { return window{s.year(), s.year()} }

func (s sight) name(unit string) string {
	if i := slices.IndexFunc(s.below, func(o office) bool { return o.id == unit }); i >= 0 {
		return s.below[i].name
	}
	return s.own.name
}

// A sentence is one thing to notice: what about, in one sentence, how many, and
// where they are.
type sentence struct {
	rule   string
	about  text.Problem // the subject, set in bold
	says   text.Problem
	number text.Problem // the words of the link
	href   string
	icon   string
	kind   string // "over" for late or wrong, "warn" for what is to be looked at
	weight int
}

// A rule looks at the sight and says what is to be noticed.
type rule struct {
	name string
	once bool // one sentence of it says what the others say too
	look func(sight) []sentence
}

// rules are what the page notices. The weight orders what they say: what
// should not be at all (a copy missing, an incident not reported) over 90, what
// is past its day from 40 to 80 by its clock, work that lags behind around 50,
// what comes in the next weeks below.
var rules = []rule{
	{"late", false, lateRule},       // a last day has passed
	{"soon", false, soonRule},       // terms and discipline that end within 30 days
	{"behind", true, behindRule},    // a target far behind the share of the year that is over
	{"silent", true, silentRule},    // an office without any result this year
	{"secrets", false, secretsRule}, // leaks and losses of state secrets this year
}

// shown is how many sentences the page says at once.
const shown = 3

// say applies all rules, the most urgent sentence first.
func say(s sight) []sentence {
	var all []sentence
	for _, r := range rules {
		said := r.look(s)
		slices.SortStableFunc(said, heavier)
		for i, x := range said {
			x.rule = r.name
			if r.once && i > 0 {
				x.weight -= again
			}
			all = append(all, x)
		}
	}
	slices.SortStableFunc(all, heavier)
	return all
}

func heavier(a, b sentence) int { return cmp.Compare(b.weight, a.weight) }

// again is how much lighter a second sentence of a rule is that says much the
// same as the first.
const again = 40

// mostWeight is how much the number of late things adds to the weight of one.
const mostWeight = 9

// lateRule tells of each clock how many things are past their day, and which
// office right below has most of them.
func lateRule(s sight) []sentence {
	var all []sentence
	for _, k := range s.clocks {
		n, by := late(s.due[k.key], s.today)
		if n == 0 {
			continue
		}
		x := sentence{about: text.Problem{Key: "picture.clock." + k.key}, icon: k.icon, kind: "over", weight: k.urgent + min(n, mostWeight),
			number: text.Problem{Key: "picture.n", Args: []any{n}}, href: listHref(s.own.id, k.key, "late", "")}
		x.says = text.Problem{Key: "picture.say.late", Args: []any{n}}
		if k.own {
			x.says.Key = "picture.say." + k.key
		}
		if unit, most := s.most(by); unit != "" {
			x.says.Key += ".where"
			if most == n {
				x.says.Key = strings.TrimSuffix(x.says.Key, "where") + "at"
			}
			x.says.Args = append(x.says.Args, s.name(unit), most)
		}
		all = append(all, x)
	}
	return all
}

// most is the office right below that has most of something, "" if none has
// any; the first in the tree if several have as many.
func (s sight) most(by map[string]int) (unit string, n int) {
	for _, o := range s.below {
		if by[o.id] > n {
			unit, n = o.id, by[o.id]
		}
	}
	return unit, n
}

// soonRule tells of what ends in the next weeks.
func soonRule(s sight) []sentence {
	var all []sentence
	for _, k := range s.clocks {
		n, _ := between(s.due[k.key], s.today, s.today.AddDays(k.soon-1))
		if k.soon == 0 || n == 0 {
			continue
		}
		all = append(all, sentence{about: text.Problem{Key: "picture.clock." + k.key}, says: text.Problem{Key: "picture.say.soon", Args: []any{n, k.soon}},
			number: text.Problem{Key: "picture.n", Args: []any{n}}, href: listHref(s.own.id, k.key, "soon", ""), icon: k.icon, kind: "warn", weight: k.ends + min(n, mostWeight)})
	}
	return all
}

// Bounds of the rules on targets and results: before a quarter of the year is
// over they are silent, and a target lags when its share done is this many
// points below the share of the year that is over.
const (
	quarter = 25
	lagging = 15
)

// lag is how many points the done share of a target is behind the year.
func lag(done, target, elapsed int) int {
	if target <= 0 {
		return 0
	}
	return elapsed - done*100/target
}

// behindRule tells of each figure which office lags most behind its target.
func behindRule(s sight) []sentence {
	gone := elapsed(s.today)
	if gone < quarter {
		return nil
	}
	var all []sentence
	for _, f := range s.figures {
		worst, points, others := office{}, 0, 0
		for _, o := range append([]office{s.own}, s.below...) {
			l := lag(s.done[o.id][f.key][s.year()], s.aims[o.id][f.key][s.year()], gone)
			if !f.aimed || l < lagging {
				continue
			}
			others++
			if l > points {
				worst, points = o, l
			}
		}
		if points == 0 {
			continue
		}
		done, aim := s.done[worst.id][f.key][s.year()], s.aims[worst.id][f.key][s.year()]
		x := sentence{about: worst.named(), icon: "target", kind: "warn", weight: 44 + min(points/8, mostWeight),
			says:   text.Problem{Key: "picture.say.behind", Args: []any{text.Problem{Key: f.key}, done, aim, gone}},
			number: text.Problem{Key: "picture.percent", Args: []any{done * 100 / aim}}, href: s.this().cell(worst.id, f, s.year())}
		if others > 1 {
			x.says.Key = "picture.say.behind.others"
			x.says.Args = append(x.says.Args, others-1)
		}
		all = append(all, x)
	}
	return all
}

// silent are the offices right below that have work of their own and no result
// of it this year.
func (s sight) silent() []office {
	var all []office
	for _, o := range s.below {
		n := 0
		for _, f := range s.figures {
			if f.work {
				n += s.done[o.id][f.key][s.year()]
			}
		}
		if n == 0 && o.works {
			all = append(all, o)
		}
	}
	return all
}

// silentRule tells of the offices without any result this year.
func silentRule(s sight) []sentence {
	if elapsed(s.today) < quarter || !slices.ContainsFunc(s.figures, func(f figure) bool { return f.work }) {
		return nil
	}
	quiet := s.silent()
	if len(quiet) == 0 {
		return nil
	}
	x := sentence{about: quiet[0].named(), says: text.Problem{Key: "picture.say.silent", Args: []any{s.named()}}, icon: "building", kind: "warn", weight: 48,
		number: text.Problem{Key: "picture.units", Args: []any{len(quiet)}}, href: listHref(s.own.id, silentList, "", "")}
	if len(quiet) > 1 {
		x.says = text.Problem{Key: "picture.say.silent.others", Args: []any{len(quiet) - 1, s.named()}}
	}
	return []sentence{x}
}

// secretsRule tells of leaks and losses of this year; the counts come over
// from the isolated machine too.
func secretsRule(s sight) []sentence {
	var all []sentence
	for _, f := range s.figures {
		if f.name != "leaks" && f.name != "losses" {
			continue
		}
		n := s.done[s.own.id][f.key][s.year()]
		if n == 0 {
			continue
		}
		all = append(all, sentence{about: text.Problem{Key: "picture.year", Args: []any{s.named()}}, says: text.Problem{Key: "picture.say." + f.name, Args: []any{n}}, icon: "shield-lock", kind: "over",
			number: text.Problem{Key: "picture.cases", Args: []any{n}}, href: s.this().cell(s.own.id, f, s.year()), weight: 38 + min(n, mostWeight)})
	}
	return all
}
