package register

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// pages are the pages of the register.
type pages struct {
	desk.Desk
	begins []Begin
}

// items is the folder of items.
func (k pages) items() desk.Folder[Item, *Item] {
	return desk.Folder[Item, *Item]{
		Desk: k.Desk, Name: "item", Read: Read, Flow: ItemFlow(), Side: []duty.Verb{DoDiscard, DoReturn, DoDecline, DoArchive},
		State: func(i *Item) *duty.State { return &i.State }, Load: loadItem,
		Title: func(i Item) string { return i.Name() }, Crumbs: registerCrumbs, Page: k.itemPage, Seen: k.opened,
		Acts: []desk.Act[Item]{
			{Do: "edit", Need: Propose, When: func(i Item) bool { return i.State == Draft }, Ask: draftSheet, Fill: drafted, Then: keepAbstract},
			{Do: DoPropose, Need: Propose, Flow: true, Fill: proposed},
			{Do: DoDiscard, Need: Propose, Flow: true, Fill: ended("discarded")},
			{Do: DoDetermine, Need: Decide, Flow: true, Ask: determineSheet, Fill: determined, Then: keepAbstract},
			{Do: DoReturn, Need: Decide, Flow: true, Ask: reasonSheet},
			{Do: DoDecline, Need: Decide, Flow: true, Ask: reasonSheet, Fill: ended("not_secret")},
			{Do: DoRegister, Need: Enter, Flow: true, Ask: registerSheet, Fill: registered, Then: withCopies},
			{Do: DoIssue, Need: Enter, Flow: true, Ask: issueSheet, Fill: issued},
			{Do: "correct", Need: Enter, When: func(i Item) bool { return i.Seq > 0 && i.Live() }, Ask: correctSheet},
			{Do: DoArchive, Need: Keep, Flow: true, Ask: archiveSheet, Fill: ended("archived")},
		},
		Starts: []desk.Start[Item]{
			{Act: desk.Act[Item]{Do: DoDraft, Need: Propose, Ask: draftSheet, Fill: drafted, Then: keepAbstract}, Make: newDraft},
			{Act: desk.Act[Item]{Do: DoTakeUp, Need: Propose, Ask: takeUpSheet, Fill: takenUp, Then: keepAbstract}, Make: newDraft},
			{Act: desk.Act[Item]{Do: DoReceive, Need: Enter, Ask: receiveSheet, Fill: received, Then: withCopies}, Make: k.newArrival},
		},
	}
}

// Name is what the item is called where its abstract may not stand: kind and
// number.
func (i Item) Name() string { return strings.TrimSpace(i.Kind + " " + i.Number) }

// loadItem reads the abstract, if the viewer may see it, and the entry of the
// list, and finds the successor of an issuer that is gone (S38).
func loadItem(ctx context.Context, v db.View, _ law.Pack, i *Item) (err error) {
	if i.Words, err = abstractOf(ctx, v, i.ID); err != nil {
		return err
	}
	return loadEntry(ctx, v, i)
}

func loadEntry(ctx context.Context, v db.View, i *Item) error {
	i.Entry = nil
	if i.ListEntry != "" {
		e, err := db.Get[ListEntry](ctx, v, i.ListEntry)
		if err == nil {
			i.Entry = &e
		} else if !errors.Is(err, db.ErrNotFound) {
			return err
		}
	}
	return succeeded(ctx, v, i)
}

func ownOffice(ctx context.Context, v db.View, at duty.Moment) (string, string) {
	return v.Who().Unit, desk.UnitName(ctx, v, v.Who().Unit, at.Today)
}

func newDraft(ctx context.Context, v db.View, at duty.Moment, _ string) (Item, error) {
	unit, name := ownOffice(ctx, v, at)
	return Item{Base: duty.Base{Org: unit}, State: Draft, Book: Out, Carrier: Paper, Issuer: unit, IssuerName: name, DraftedOn: at.Today, Copies: 1}, nil
}

func (k pages) newArrival(ctx context.Context, v db.View, at duty.Moment, of string) (Item, error) {
	unit, name := ownOffice(ctx, v, at)
	if of != "" {
		return k.cameFrom(ctx, v, unit, name, of)
	}
	return Item{Base: duty.Base{Org: unit}, State: Registered, Book: In, Carrier: Paper, ArrivedOn: at.Today, Copies: 1, Storing: name}, nil
}

// whatSheet asks what every item says of itself.
func whatSheet(s *desk.Sheet, i *Item) {
	s.Text("kind", &i.Kind)
	desk.Choose(s, "carrier", &i.Carrier, "secrets.carrier.", Carriers)
	desk.Rank(s, "grade", &i.Grade, "secrets.grade.", Grades)
	desk.Opt(s.Area("words", &i.Words))
	desk.Opt(s.Text("abstract_consent", &i.AbstractConsent))
}

// whereTo asks for circulation: decree 26/2020 art. 2(1).
func whereTo(s *desk.Sheet, i *Item) {
	desk.Opt(s.Lines("recipients", &i.To))
	s.Num("copies", &i.Copies)
	s.Tick("copy_allowed", &i.CopyAllowed)
	s.Tick("recallable", &i.Recallable)
	desk.Opt(s.Day("recall_on", &i.RecallOn))
}

func draftSheet(s *desk.Sheet, i *Item) {
	for _, p := range i.Parts {
		i.Lines = append(i.Lines, p.Name+": "+s.Say(string(gradeText(p.Grade))))
	}
	for _, r := range i.Recipients {
		i.To = append(i.To, r.String())
	}
	whatSheet(s, i)
	desk.Opt(s.Lines("parts", &i.Lines))
	desk.Opt(s.Select("list_entry", &i.ListEntry, entryOptions(s)))
	desk.Opt(s.Text("basis", &i.Basis))
	s.Tick("activity", &i.Activity)
	desk.Opt(s.Day("short_term", &i.ShortTerm))
	whereTo(s, i)
	desk.Opt(s.Num("pages", &i.Pages))
	desk.Opt(s.Text("drafter", &i.Drafter))
	desk.Opt(s.Text("signer", &i.Signer))
}

func determineSheet(s *desk.Sheet, i *Item) {
	desk.Rank(s, "grade", &i.Grade, "secrets.grade.", Grades)
	if i.DeterminedOn == "" {
		i.DeterminedOn = s.Today()
	}
	s.Day("determined_on", &i.DeterminedOn)
	desk.Opt(s.Select("list_entry", &i.ListEntry, entryOptions(s)))
	desk.Opt(s.Text("basis", &i.Basis))
	s.Tick("copy_allowed", &i.CopyAllowed)
	desk.Opt(s.Day("short_term", &i.ShortTerm))
}

func reasonSheet(s *desk.Sheet, i *Item) { s.Area("return_reason", &i.ReturnReason) }

func registerSheet(s *desk.Sheet, i *Item) {
	s.Text("symbol", &i.Symbol)
	s.Num("copies", &i.Copies)
	desk.Opt(s.Text("signer", &i.Signer))
	desk.Opt(s.Text("storing", &i.Storing))
	desk.Opt(s.Text("place", &i.Place))
	desk.Opt(s.Area("remarks", &i.Remarks))
}

func receiveSheet(s *desk.Sheet, i *Item) {
	s.Text("number", &i.Number)
	s.Text("issuer_name", &i.IssuerName)
	s.Day("determined_on", &i.DeterminedOn)
	s.Day("arrived_on", &i.ArrivedOn)
	whatSheet(s, i)
	whereTo(s, i)
	desk.Opt(s.Text("nos", &i.Nos))
	desk.Opt(s.Text("basis", &i.Basis))
	desk.Opt(s.Text("signer", &i.Signer))
	desk.Opt(s.Num("pages", &i.Pages))
	desk.Opt(s.Text("storing", &i.Storing))
	desk.Opt(s.Text("place", &i.Place))
	desk.Opt(s.Area("remarks", &i.Remarks))
}

func issueSheet(s *desk.Sheet, i *Item) {
	if i.IssuedOn == "" {
		i.IssuedOn = s.Today()
	}
	s.Day("issued_on", &i.IssuedOn)
	desk.Choose(s, "draft_fate", &i.DraftFate, "secrets.fate.", []string{DraftShredded, DraftKept})
}

// correctSheet asks for what may be put right after registration. The number is
// not among it (S32).
func correctSheet(s *desk.Sheet, i *Item) {
	desk.Opt(s.Text("signer", &i.Signer))
	desk.Opt(s.Text("storing", &i.Storing))
	desk.Opt(s.Text("basis", &i.Basis))
	desk.Opt(s.Area("remarks", &i.Remarks))
}

func archiveSheet(s *desk.Sheet, i *Item) { s.Text("storing", &i.Storing) }

// entryOptions are the entries of the list in force today.
func entryOptions(s *desk.Sheet) []web.Option {
	all, err := db.Find[ListEntry](s.Context(), s.View(), "t.valid_from <= $1 AND (t.valid_to = '' OR t.valid_to >= $1)", "ORDER BY t.decision, t.clause, t.id", string(s.Today()))
	if err != nil {
		return nil // without choices the form says that none is in force
	}
	var out []web.Option
	for _, e := range all {
		out = append(out, web.Option{Value: e.ID, Label: e.Code() + ": " + e.Text})
	}
	return out
}

// String writes a recipient as the form takes it: "Ban Tổ chức: 2".
func (r Recipient) String() string {
	if r.Copies < 2 {
		return r.Name
	}
	return r.Name + ": " + strconv.Itoa(r.Copies)
}

// readRecipients reads the lines of the form.
func readRecipients(lines []string) []Recipient {
	var all []Recipient
	for _, l := range lines {
		r := Recipient{Name: vn.Tidy(l), Copies: 1}
		if n := strings.LastIndexByte(l, ':'); n > 0 {
			if k, err := strconv.Atoi(strings.TrimSpace(l[n+1:])); err == nil && k > 0 {
				r.Name, r.Copies = vn.Tidy(l[:n]), k
			}
		}
		all = append(all, r)
	}
	return all
}

// gradeWords are the levels as people write them, tone marks or not, and the
// letters of the envelope (Law 29/2018 art. 8; decree 26/2020 art. 4).
var gradeWords = map[string]access.Level{
	"tuyet mat": access.TopSecret, "a": access.TopSecret, "top secret": access.TopSecret, "tm": access.TopSecret,
	"toi mat": access.HighSecret, "b": access.HighSecret, "high secret": access.HighSecret, "tom": access.HighSecret,
	"mat": access.Secret, "c": access.Secret, "secret": access.Secret, "m": access.Secret,
}

// ReadGrade reads a level as people write it; Open if it is none.
func ReadGrade(s string) access.Level { return gradeWords[vn.Fold(vn.Tidy(s))] }

// readParts reads "Phụ lục 1: tối mật", one a line.
func readParts(lines []string) ([]Part, error) {
	var all []Part
	for _, l := range lines {
		n := strings.LastIndexByte(l, ':')
		if n < 1 || ReadGrade(l[n+1:]) == access.Open {
			return nil, duty.Missing("parts", "secrets.refuse.part", l)
		}
		all = append(all, Part{vn.Tidy(l[:n]), ReadGrade(l[n+1:])})
	}
	return all, nil
}

func drafted(ctx context.Context, t *desk.Turn, i *Item) (err error) {
	if i.Parts, err = readParts(i.Lines); err != nil {
		return err
	}
	i.Recipients = readRecipients(i.To)
	i.Grade = Highest(i.Grade, i.Parts)
	if i.ProposedBy == "" {
		i.ProposedBy, i.ProposedByName = t.At.Who.ID, t.At.Who.Name
	}
	return lawful(ctx, t, i, t.At.Today)
}

// lawful asks what the law of a day asks of level, list and abstract (S1, S3).
func lawful(ctx context.Context, t *desk.Turn, i *Item, on vn.Day) error {
	if err := loadEntry(ctx, t.View, i); err != nil {
		return err
	}
	if i.Entry != nil {
		i.ListCode = i.Entry.Code()
	}
	if i.Grade > t.At.Who.Clearance && i.Words != "" {
		return duty.Missing("words", "secrets.refuse.clearance")
	}
	if err := ownWords(ctx, t, i); err != nil {
		return err
	}
	return errors.Join(AbstractAllowed(t.Law, i.Grade, i.Words, i.AbstractConsent, on), OnTheList(t.Law, i.Entry, i.Grade, on))
}

// ownWords refuses words over an abstract that the person may not see: there
// would be two, each for other readers.
func ownWords(ctx context.Context, t *desk.Turn, i *Item) error {
	if i.Words == "" {
		return nil
	}
	hidden, err := t.Last(ctx, `SELECT count(*) FROM secrets_abstract t WHERE {visible t} AND t.item = $1 AND t.level > $2`, i.ID, int(t.At.Who.Clearance))
	if err == nil && hidden > 0 {
		err = duty.Missing("words", "secrets.refuse.clearance")
	}
	return err
}

func proposed(ctx context.Context, t *desk.Turn, i *Item) error {
	i.ProposedBy, i.ProposedByName, i.ReturnReason = t.At.Who.ID, t.At.Who.Name, ""
	return lawful(ctx, t, i, t.At.Today)
}

func ended(why string) func(context.Context, *desk.Turn, *Item) error {
	return func(_ context.Context, t *desk.Turn, i *Item) error {
		i.EndedOn, i.EndedWhy = t.At.Today, why
		return nil
	}
}

// determined sets level and term in the name of somebody with the power.
func determined(ctx context.Context, t *desk.Turn, i *Item) error {
	by, err := Empowered(ctx, t.View, t.Law, Classify, t.At.Who.Person, i.Grade, i.DeterminedOn)
	if err != nil {
		return err
	}
	i.ClassifiedBy, i.ClassifiedByName, i.ClassifierPerson, i.Power = t.At.Who.ID, t.At.Who.Name, t.At.Who.Person, by.Delegation.ID
	if i.Grade > t.At.Who.Clearance {
		return duty.Forbidden("secrets.refuse.clearance")
	}
	if err := lawful(ctx, t, i, i.DeterminedOn); err != nil {
		return err
	}
	return setTerm(t, i)
}

// setTerm reckons the last day of protection (S15).
func setTerm(t *desk.Turn, i *Item) error {
	if i.Carrier == PlaceOf { // as long as the place is used (art. 19(3)): no day ends it
		i.ExpiresOn, i.TermCode, i.LawVersion = "", "S-TERM-PLACE", t.Law.Version()
		return nil
	}
	term, err := ProtectedUntil(t.Law, i.Grade, i.DeterminedOn, i.ShortTerm, t.At.Today)
	i.ExpiresOn, i.TermCode, i.LawVersion = term.Last, term.Code, t.Law.Version()
	return err
}

// registered gives an item of OUT its number: of its own series, in the year of
// registration (decree 30/2020 art. 15; S32).
func registered(ctx context.Context, t *desk.Turn, i *Item) error {
	i.RegisteredOn = t.At.Today
	if err := bookAbstract(ctx, t, i); err != nil {
		return err
	}
	return enter(ctx, t, i)
}

// bookAbstract holds the abstract to the law of the day it goes into the book:
// one of a top secret that was lawful when the level was determined is dropped
// where that law allows none (S1).
func bookAbstract(ctx context.Context, t *desk.Turn, i *Item) error {
	words, err := abstractOf(ctx, t.Whole(), i.ID)
	if err != nil || AbstractAllowed(t.Law, i.Grade, words, i.AbstractConsent, i.RegisteredOn) == nil {
		return err
	}
	if i.Grade > t.At.Who.Clearance {
		return duty.Forbidden("secrets.refuse.clearance")
	}
	i.Words = ""
	return nil
}

// enter gives the next number of the book in the year of registration.
func enter(ctx context.Context, t *desk.Turn, i *Item) (err error) {
	i.Year = i.RegisteredOn.Year()
	i.Seq, err = t.Last(ctx, `SELECT COALESCE(MAX(t.seq), 0) FROM secrets_item t WHERE {visible t} AND t.org = $1 AND t.book = $2 AND t.year = $3`, i.Org, string(i.Book), i.Year)
	i.Seq++
	if i.Book == Out {
		i.Number = NumberOf(i.Seq, i.Symbol)
	}
	return err
}

func received(ctx context.Context, t *desk.Turn, i *Item) error {
	i.Recipients = readRecipients(i.To)
	i.RegisteredOn = t.At.Today
	if err := registrationSound(*i, t.At); err != nil {
		return err
	}
	if i.DeterminedOn > i.ArrivedOn {
		return duty.Missing("determined_on", "secrets.refuse.future")
	}
	if i.Words != "" && i.Grade > t.At.Who.Clearance {
		return duty.Missing("words", "secrets.refuse.clearance")
	}
	if err := AbstractAllowed(t.Law, i.Grade, i.Words, i.AbstractConsent, t.At.Today); err != nil {
		return err
	}
	if _, err := CopyNumbers(i.Nos, i.Copies); err != nil {
		return err
	}
	if err := sameAsCopies(ctx, t, *i); err != nil {
		return err
	}
	if err := setTerm(t, i); err != nil {
		return err
	}
	return enter(ctx, t, i)
}

// Receive registers an item that came in: numbered in the book IN, with its
// abstract and its copies, within another duty's act. nos are the numbers of
// the copies that came, as in CopyNumbers.
func Receive(ctx context.Context, t *desk.Turn, i *Item) error {
	i.Book, i.State = In, Registered
	if i.Org == "" {
		i.Org = t.At.Who.Unit
	}
	if err := received(ctx, t, i); err != nil {
		return err
	}
	if err := db.Save(ctx, t.Tx, i); err != nil {
		return err
	}
	return withCopies(ctx, t, i)
}

func withCopies(ctx context.Context, t *desk.Turn, i *Item) error {
	if err := keepAbstract(ctx, t, i); err != nil {
		return err
	}
	if i.Origin != "" {
		return entered(ctx, t, *i)
	}
	nos, err := CopyNumbers(i.Nos, i.Copies)
	if err != nil {
		return err
	}
	of := i.Copies
	if i.Book == In && i.Nos != "" {
		of = slices.Max(append(slices.Clone(nos), i.Copies))
	}
	_, err = NewCopies(ctx, t, *i, Original, nos, of, i.Place, "")
	return err
}

func issued(_ context.Context, t *desk.Turn, i *Item) error {
	i.DraftFateOn = t.At.Today
	return nil
}

// abstractOf is the abstract as the viewer may see it, "" if there is none.
func abstractOf(ctx context.Context, v db.View, item string) (string, error) {
	all, err := db.Find[Abstract](ctx, v, "t.item = $1", "", item)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0].Text, nil
}

// keepAbstract keeps what was typed at the level of the item.
func keepAbstract(ctx context.Context, t *desk.Turn, i *Item) error {
	all, err := db.Find[Abstract](ctx, t.View, "t.item = $1", "", i.ID)
	if err != nil || len(all) == 0 && i.Words == "" {
		return err
	}
	a := Abstract{Base: duty.Base{Org: i.Org, Dossier: i.ID}, Item: i.ID}
	if len(all) > 0 {
		a = all[0]
	}
	a.Text, a.Level = i.Words, i.Grade
	return db.Save(ctx, t.Tx, &a)
}
