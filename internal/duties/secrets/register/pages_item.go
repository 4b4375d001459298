package register

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// ItemPage is the data of item.html: one item with its copies, the life line of
// one of them, its term and who looked at it.
type ItemPage struct {
	Head    web.Head
	Stepper web.Stepper
	Notes   []web.Note
	Copies  []CopyLine
	Count   string // how many there are and where
	Labels  string // address of the labels to print
	Chain   web.Timeline
	Of      string // copy whose life line is shown
	Signed  web.Verified
	Term    TermPanel
	Facts   web.Summary
	Readers []web.Person
	Seen    string // how many opened it
	Next    web.Next
	Others  []web.Link
	Journal web.Timeline
	Older   string
}

// A CopyLine is one copy on the page of its item.
type CopyLine struct {
	No, Href, Icon, Hand, Basis, Checked string
	State                                web.Chip
	Current                              bool
	Act                                  web.Link
}

// A TermPanel is the term of protection with its reckoning.
type TermPanel struct {
	From, To   string
	Years      []string // marks between
	W          string   // drawn width of what has passed, out of 100
	Left       string
	Steps      []string
	Unverified bool
}

// opened writes into the journal that somebody looked at an item, before it is
// shown.
func (k pages) opened(ctx context.Context, c *web.Call, i Item) error {
	return k.DB.Note(ctx, c.Who, ID+".open", i.Table()+"/"+i.ID, i.ID, map[string]any{"number": i.Number})
}

func (k pages) itemPage(c *web.Call, i Item) (web.Reply, error) {
	fo, v := k.items(), k.DB.As(c.Who)
	copies, err := CopiesAt(c.Context(), v, i)
	if err != nil {
		return web.Reply{}, err
	}
	page := ItemPage{Head: web.Head{Title: i.Name(), Chip: Stamp(c, i), Sub: k.subOf(c, i)}, Stepper: k.stepper(c, i), Facts: k.itemFacts(c, i)}
	page.copies(c, i, copies)
	if err := k.chain(c, &page, copies); err != nil {
		return web.Reply{}, err
	}
	if page.Term, err = k.term(c, i); err != nil {
		return web.Reply{}, err
	}
	if page.Readers, page.Seen, err = k.readers(c, i); err != nil {
		return web.Reply{}, err
	}
	if page.Next, page.Others = fo.Next(c, i); slices.Contains(Registers, i.State) && page.Next.Button == "" {
		page.Next = nextCopy(c, copies)
	}
	page.Others = append(page.Others, k.itemBegins(c, i)...)
	if page.Journal, page.Older, err = k.Journal(c, i.ID, ItemHref(i.ID)); err != nil {
		return web.Reply{}, err
	}
	crumbs := registerCrumbs(c)
	if i.Seq > 0 {
		crumbs = append(crumbs, web.Crumb{Text: c.Say("secrets.list."+string(i.Book)) + " " + fmt.Sprint(i.Year), Href: bookHref(i.Book) + "?year=" + fmt.Sprint(i.Year)})
	}
	return web.Reply{Page: "secrets/item.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: crumbs}, nil
}

func bookHref(b Book) string {
	if b == In {
		return "/secrets/in"
	}
	return "/secrets"
}

// subOf is the line under the title: the abstract if the viewer may see it, the
// agency that answers for the item, the day of determination.
func (k pages) subOf(c *web.Call, i Item) string {
	_, name := i.Responsible()
	parts := []string{abstractCell(c, i).Text, name, c.Texts().Day(c.Lang, string(i.DeterminedOn))}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

func (k pages) stepper(c *web.Call, i Item) web.Stepper {
	fo := k.items()
	fo.Way = []duty.State{Draft, Proposed, Determined, Registered, Issued}
	if i.Book == In || !slices.Contains(fo.Way, i.State) {
		return web.Stepper{}
	}
	return fo.Stepper(c, i)
}

func (k pages) itemFacts(c *web.Call, i Item) web.Summary {
	f := desk.NewFacts(c, ID)
	if i.Seq > 0 {
		f.Text("book_number", c.Say("secrets.page.book_number", fmt.Sprint(i.Seq), fmt.Sprint(i.Year), c.Texts().Day(c.Lang, string(i.RegisteredOn))))
	}
	f.Text("state", c.Say("secrets.state.item."+string(i.State))).Text("grade", gradeName(c, i.Grade)).Say("carrier", "secrets.carrier.", string(i.Carrier)).Num("pages", i.Pages)
	for _, p := range i.Parts {
		f.Text("parts", p.Name+": "+gradeName(c, p.Grade))
	}
	f.Text("issuer_name", i.IssuerName).Text("came_from", i.CameFrom)
	if i.SuccessorName != "" {
		f.Text("successor", i.SuccessorName)
	}
	var to []string
	for _, r := range i.Recipients {
		to = append(to, r.String())
	}
	return f.Text("list_entry", i.ListCode).Text("basis", i.Basis).Text("classified_by", i.ClassifiedByName).Text("signer", i.Signer).Text("drafter", i.Drafter).
		Day("arrived_on", string(i.ArrivedOn)).Day("issued_on", string(i.IssuedOn)).Text("recipients", strings.Join(to, "\n")).Num("copies", i.Copies).
		Tick("copy_allowed", i.CopyAllowed).Day("recall_on", string(i.RecallOn)).Say("draft_fate", "secrets.fate.", i.DraftFate).
		Text("storing", i.Storing).Text("remarks", i.Remarks).Text("released", i.Released).Text("return_reason", i.ReturnReason).Day("ended_on", string(i.EndedOn)).All
}

// copies draws the copies with the one thing to do about each.
func (p *ItemPage) copies(c *web.Call, i Item, copies []Copy) {
	here, gone := 0, 0
	current := c.Query("copy")
	for n, x := range copies {
		switch {
		case x.State == Missing:
			gone++
		case x.Here():
			here++
		}
		line := CopyLine{No: fmt.Sprintf("%02d", x.No), Href: ItemHref(i.ID) + "?copy=" + x.ID + "#chain", Icon: "archive", Hand: x.Hand().String(), Basis: x.Basis,
			Checked: c.Texts().Day(c.Lang, string(x.CheckedOn)), State: copyState(c, x), Act: copyAct(c, x)}
		if x.Hand().Person != "" {
			line.Icon = "user"
		}
		if due := copyDue(c, x); due.Text != "" && (x.State == Lent || x.State == RecallDue) {
			line.State = due
		}
		if x.ID == current || current == "" && n == 0 {
			line.Current, p.Of = true, x.ID
		}
		p.Copies = append(p.Copies, line)
	}
	p.Count = c.Say("secrets.page.copy_count", len(copies), here, gone)
	if len(copies) > 0 && c.Who.Can(Keep) {
		p.Labels = "/secrets/labels?item=" + i.ID
	}
	if gone > 0 {
		p.Notes = append(p.Notes, web.Note{Kind: "over", Text: c.Say("secrets.page.gone", gone)})
	}
	if Overdue(i.RecallOn, vn.Day(c.Today)) && i.Recallable && here > 0 && i.Book == In {
		p.Notes = append(p.Notes, web.Note{Kind: "over", Text: c.Say("secrets.page.recall_overdue", c.Texts().Day(c.Lang, string(i.RecallOn)))})
	}
}

// copyAct is the one button beside a copy.
func copyAct(c *web.Call, x Copy) web.Link {
	do := map[duty.State]struct {
		verb duty.Verb
		need access.Need
	}{InCustody: {DoLend, Keep}, Lent: {DoTakeBack, Keep}, RecallDue: {DoTakeBack, Keep}, InTransit: {DoConfirm, Hold}}[x.State]
	if x.State == InCustody && x.Holder != "" {
		do.verb = DoRecall
	}
	if do.verb == "" || !c.Who.Can(do.need) || x.State == InTransit && !receiver(x, duty.Moment{Who: c.Who}) {
		return web.Link{}
	}
	return web.Link{Text: c.Say("secrets.do.copy." + string(do.verb)), Hidden: x.Title(), Href: CopyHref(x.ID) + "/" + string(do.verb)}
}

// nextCopy is the next step of a registered item: to take back the copy that is
// due first. Nothing is to be done while all are in their place.
func nextCopy(c *web.Call, copies []Copy) web.Next {
	var due Copy
	for _, x := range copies {
		if (x.State == Lent || x.State == RecallDue) && (due.ID == "" || x.DueOn < due.DueOn) {
			due = x
		}
	}
	act := copyAct(c, due)
	if due.ID == "" || act.Href == "" {
		return web.Next{}
	}
	act.Primary, act.Hidden = true, ""
	act.Text = c.Say("secrets.page.take_back", fmt.Sprintf("%02d", due.No))
	return web.Next{Title: act.Text, Text: due.Hand().String() + " · " + c.DueChip(string(due.DueOn)).Text, Others: []web.Link{act}}
}

// chain is the life line of the chosen copy, the newest link on top.
func (k pages) chain(c *web.Call, p *ItemPage, copies []Copy) error {
	n := slices.IndexFunc(copies, func(x Copy) bool { return x.ID == p.Of })
	if n < 0 {
		return nil
	}
	x := copies[n]
	p.Of = x.Title()
	var err error
	p.Chain, p.Signed, err = k.lifeLine(c, x)
	return err
}

func (k pages) lifeLine(c *web.Call, x Copy) (web.Timeline, web.Verified, error) {
	events, err := db.Find[CustodyEvent](c.Context(), k.DB.As(c.Who), "t.copy_id = $1", "ORDER BY t.at_moment DESC, t.id DESC LIMIT 200", x.ID)
	if err != nil {
		return nil, web.Verified{}, err
	}
	var t web.Timeline
	given, signed := 0, 0
	for _, e := range events {
		switch e.Kind {
		case MoveGiven, MoveLent, MoveBrought:
			given++
		case MoveConfirmed, MoveRefused:
			signed++
		}
		on, _, _ := strings.Cut(c.Texts().Moment(c.Lang, e.At), " ")
		text := []string{c.Say("secrets.page.by", e.ByName), e.Note}
		if e.FromName != "" && e.ToName != "" && e.FromName != e.ToName {
			text = append([]string{e.FromName + " → " + e.ToName}, text...)
		}
		if e.DueOn != "" {
			text = append(text, c.Say("secrets.page.until", c.Texts().Day(c.Lang, string(e.DueOn))))
		}
		kind := "fill"
		if e.Kind == MoveMissing {
			kind = "warn"
		}
		t = append(t, web.Event{Day: on, Clock: c.Texts().Clock(e.At), Kind: kind, Title: c.Say("secrets.move." + string(e.Kind)), Text: strings.Join(slices.DeleteFunc(text, func(s string) bool { return s == "" }), " · ")})
	}
	if given == 0 {
		return t, web.Verified{}, nil
	}
	return t, web.Verified{Text: c.Say("secrets.page.signed", min(signed, given), given), Broken: signed < given && x.State != InTransit}, nil
}

// term draws the term of protection and explains it.
func (k pages) term(c *web.Call, i Item) (TermPanel, error) {
	if i.DeterminedOn == "" || i.Grade == access.Open {
		return TermPanel{}, nil
	}
	pack, err := k.Law(c.Context())
	if err != nil {
		return TermPanel{}, err
	}
	today := vn.Day(c.Today)
	t, err := ProtectedUntil(pack, i.Grade, i.DeterminedOn, i.ShortTerm, today)
	if err != nil {
		return TermPanel{Left: c.Say("secrets.page.no_term")}, nil //nolint:nilerr // an administrator has to enter the term: the page says so
	}
	last := i.ExpiresOn
	if last == "" {
		last = t.Last
	}
	p := TermPanel{From: c.Texts().Day(c.Lang, string(i.DeterminedOn)), To: c.Texts().Day(c.Lang, string(last)), Unverified: !t.Verified}
	whole := max(last.Sub(i.DeterminedOn), 1)
	p.W = fmt.Sprintf("%.1f", 100*float64(min(max(today.Sub(i.DeterminedOn), 0), whole))/float64(whole))
	for n := 1; n < 4; n++ {
		p.Years = append(p.Years, fmt.Sprint(i.DeterminedOn.AddDays(whole*n/4).Year()))
	}
	switch {
	case !i.Live():
		p.Left = c.Say("secrets.state.item." + string(i.State))
	case today > last:
		p.Left = c.Say("secrets.page.term_over")
	default:
		p.Left = c.Say("secrets.page.left", leftWords(c, today, last, true))
	}
	for _, s := range t.Steps {
		p.Steps = append(p.Steps, c.Say(s.Key, s.Args...))
	}
	if i.Extensions > 0 {
		p.Steps = append(p.Steps, c.Say("secrets.page.extended", i.Extensions, p.To))
	}
	return p, nil
}

// readersShown is how many openings the page lists.
const readersShown = 12

// readers lists who opened the item, the latest first.
func (k pages) readers(c *web.Call, i Item) ([]web.Person, string, error) {
	entries, err := k.DB.Journal(c.Context(), db.Filter{Record: i.Table() + "/" + i.ID, Verb: ID + ".open"}, "", readersShown)
	if err != nil {
		return nil, "", err
	}
	var all []web.Person
	who := map[string]bool{}
	for _, e := range entries {
		who[e.Who] = true
		all = append(all, web.Person{Name: e.Name, Note: c.Texts().Moment(c.Lang, e.At)})
	}
	return all, c.Say("secrets.page.readers", len(who)), nil
}

// copyPage is the page of one copy, for its holder and the keeper.
func (k pages) copyPage(c *web.Call, x Copy) (web.Reply, error) {
	fo := k.copies()
	if x.Holder == c.Who.Person && x.Holder != "" {
		fo.Side = append(fo.Side, DoTakeBack)
	} else {
		fo.Side = append(fo.Side, DoBring)
	}
	page := desk.RecordPage{Head: web.Head{Title: x.Title(), Chip: stamp(c, x.Grade, x.State == CopyReleased), Sub: c.Say("secrets.state.copy." + string(x.State))}}
	f := desk.NewFacts(c, ID)
	if _, err := db.Get[Item](c.Context(), k.DB.As(c.Who), x.Item); err == nil && c.Who.Can(Read) {
		f.Link("number", x.Number, ItemHref(x.Item))
	}
	page.Facts = f.Say("copy_kind", "secrets.copykind.", string(x.Kind)).Text("holder", x.Hand().String()).Text("unit", x.Hand().UnitName).Text("place", x.Place).
		Text("basis", x.Basis).Day("held_since", string(x.HeldSince)).Day("due_on", string(x.DueOn)).Day("recall_on", string(x.RecallOn)).Day("checked_on", string(x.CheckedOn)).All
	if x.State == InTransit {
		page.Facts = append(page.Facts, web.Fact{Name: c.Say("secrets.field.to"), Value: Hand{UnitName: x.UnitName, Name: x.HolderName, Place: x.Place}.String()})
	}
	var err error
	if page.Journal, _, err = k.lifeLine(c, x); err != nil {
		return web.Reply{}, err
	}
	page.Next, page.Others = fo.Next(c, x)
	page.Others = append(page.Others, k.copyBegins(c, x)...)
	if x.State == InTransit {
		page.Next = web.Next{Title: c.Say("secrets.page.in_transit"), Text: c.Say("secrets.page.in_transit.text", Hand{UnitName: x.UnitName, Name: x.HolderName}.String())}
		if confirmSound(x.Toward)(x, fo.Desk.Moment(c.Who)) == nil {
			page.Next.Title, page.Next.Action, page.Next.Button = c.Say("secrets.do.copy.confirm"), fo.At(x.ID, DoConfirm), c.Say("secrets.do.copy.confirm")
			page.Next.Hidden = []web.Hidden{{Name: "version", Value: fmt.Sprint(x.Version)}}
		}
	}
	return web.Reply{Page: "desk/record.html", Data: page, Title: page.Head.Title, Nav: ID, Crumbs: registerCrumbs(c)}, nil
}
