// Package register is the register of state secrets: what is classified, by
// whom and on what basis, the books in which it is numbered, every copy and the
// hand it is in, and who may decide about it.
//
// A record of the register says that something exists, never what it says. The
// abstract is a record of its own at the grade of the item, so that a reader
// without the clearance finds the number and nothing more.
package register

import (
	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// A Book is one of the two registers in which items are numbered: decree
// 26/2020 art. 4, from 1/3/2026 decree 63/2026.
type Book string

// The books.
const (
	Out Book = "out" // sổ đăng ký bí mật nhà nước đi
	In  Book = "in"  // sổ đăng ký bí mật nhà nước đến
)

// Books lists the books as forms offer them.
var Books = []Book{Out, In}

// A Carrier is what the secret is in: Law 29/2018 art. 2, Law 117/2025 art. 2.
type Carrier string

// The carriers.
const (
	Paper      Carrier = "paper"
	Electronic Carrier = "electronic"
	Object     Carrier = "object"
	PlaceOf    Carrier = "place"
	Speech     Carrier = "speech"
	ActivityOf Carrier = "activity"
	Other      Carrier = "other"
)

// Carriers lists the carriers as forms offer them.
var Carriers = []Carrier{Paper, Electronic, Object, PlaceOf, Speech, ActivityOf, Other}

// Grades lists the levels of classification, the highest first.
var Grades = []access.Level{access.TopSecret, access.HighSecret, access.Secret}

// The states of an item, domain A6.
const (
	Draft          duty.State = "draft"
	Proposed       duty.State = "proposed"
	Determined     duty.State = "determined" // level and date are set: the term runs
	Registered     duty.State = "registered" // has its number
	Issued         duty.State = "issued"     // of OUT: left the office; of IN: taken over
	Extended       duty.State = "extended"
	Raised         duty.State = "level_raised"
	Lowered        duty.State = "level_lowered"
	PartlyReleased duty.State = "partly_declassified"
	Declassified   duty.State = "declassified"
	Destroyed      duty.State = "destroyed" // a tombstone: the entry stays
	Archived       duty.State = "archived"
	DraftDestroyed duty.State = "draft_destroyed" // a draft that never became an item
	NotSecret      duty.State = "not_secret"      // proposed, and found not to be a secret
)

// A Recipient is one of those to whom the item is addressed.
type Recipient struct {
	Unit   string // organisation, may be empty when it is outside the tree
	Person string // for a named recipient
	Name   string
	Copies int
}

// A Part is a part of an item with a level of its own; the highest is that of
// the item (Law 29/2018 art. 10(2); S4).
type Part struct {
	Name  string
	Grade access.Level
}

// An Item is one secret in the register: a document, an object, a place, a
// speech, an activity. Its row shows that it exists and nothing of what it says:
// Base.Level stays access.Open.
type Item struct {
	duty.Base
	State     duty.State
	Book      Book
	Year, Seq int    // number in the book of the year; 0 before registration; never changed, never given again (S32)
	Symbol    string // "BC/TU": what follows the number
	Number    string // số, ký hiệu: "17-BC/TU"
	Grade     access.Level
	Parts     []Part
	Carrier   Carrier
	Kind      string // kind of document: "Báo cáo"
	Pages     int

	ListEntry string // id of the entry of the secret list
	ListCode  string // the entry as people write it: "1722/QĐ-TTg, khoản 2"
	Basis     string // legal basis of the level

	Issuer, IssuerName       string // classifying agency: unit id (may be "") and name
	Successor, SuccessorName string // who is responsible since the issuer was merged or dissolved (S38)

	DraftedOn, DeterminedOn, ArrivedOn, RegisteredOn, IssuedOn vn.Day

	Signer, Drafter                string // names
	ProposedBy, ProposedByName     string // account
	ClassifiedBy, ClassifiedByName string // account
	ClassifierPerson               string // person with the power
	Power                          string // id of the DelegationOfPower, if the classifier is a deputy
	ReturnReason                   string
	CopyAllowed                    bool
	Recallable                     bool
	RecallOn                       vn.Day // send back by this day; overdue from the day after (S36)
	Recipients                     []Recipient
	Copies                         int // number of copies issued
	Storing                        string
	Remarks                        string
	Activity                       bool   // secret of an activity: its term may be shorter (art. 19(2))
	ShortTerm                      vn.Day // the shorter end set when it was classified
	ExpiresOn                      vn.Day // last day of protection (S15)
	TermCode, LawVersion           string // rule and pack it was reckoned under
	Extensions                     int
	Released                       string // partly declassified: what is free now (S21)
	CameFrom                       string // who sent the information that had no level yet, and under which number (decree 26/2020 art. 2(2))
	Origin                         string // of IN: the item of OUT of another office of the instance whose copies came
	EndedOn                        vn.Day // declassified, destroyed or archived
	EndedWhy                       string // expiry, list, council, destruction, ...
	AbstractConsent                string // who agreed to an abstract of a top secret before 1/3/2026 (S1)
	DraftFate                      string // what became of the draft when the final was issued (S35): destroyed, registered
	DraftFateOn                    vn.Day

	// What follows is no column: what is typed or loaded beside the record.
	Words   string     // the abstract while it is typed; kept in Abstract
	Lines   []string   // parts with a level of their own, one a line: "Phụ lục 1: tối mật"
	To      []string   // recipients, one a line: "Ban Tổ chức: 2"
	Place   string     // where the copies are put
	Nos     string     // numbers of the copies received: "3", "1-4", "2, 5"
	Entry   *ListEntry // the entry that ListEntry names
	Where   string     // the last hand its copies are in
	Present string     // copies in the care of the office, of all: "4/5"
	Gone    int        // copies missing
	Due     vn.Day     // the first day a copy is due back
}

// Live reports whether the item is still a secret.
func (i Item) Live() bool {
	switch i.State {
	case Declassified, Destroyed, Archived, DraftDestroyed, NotSecret:
		return false
	}
	return true
}

// Responsible is the agency that answers for the item: its issuer, or the
// successor (S38).
func (i Item) Responsible() (id, name string) {
	if i.SuccessorName != "" {
		return i.Successor, i.SuccessorName
	}
	return i.Issuer, i.IssuerName
}

// An Abstract is what an item is about, at the item's grade: a reader without
// the clearance does not find it (M17). A top secret has none (S1).
type Abstract struct {
	duty.Base // Level = Item.Grade, Dossier = Item.ID
	Item      string
	Text      string
}

// A ListEntry is an entry of the lists of state secrets that the Prime Minister
// issues (Law 29/2018 art. 9). What is on no list is no secret (S3).
type ListEntry struct {
	duty.Base
	Decision  string // "1722/QĐ-TTg"
	Clause    string // "Điều 1, khoản 2"
	Sector    string // "Đảng"
	Text      string
	Grade     access.Level
	ValidFrom vn.Day
	ValidTo   vn.Day // last day; "" while in force
	Sample    bool   // an invented entry of the demo
}

// Holds reports whether the entry is in force on a day.
func (e ListEntry) Holds(on vn.Day) bool {
	return e.ValidFrom <= on && (e.ValidTo == "" || on <= e.ValidTo)
}

// A CopyKind says how a copy came to be: Law 29/2018 art. 11, decree 26/2020
// art. 3.
type CopyKind string

// The kinds of copies.
const (
	Original   CopyKind = "original"   // bản chính phát hành
	TrueCopy   CopyKind = "true_copy"  // sao y
	Recopy     CopyKind = "recopy"     // sao lục
	Extract    CopyKind = "extract"    // trích sao
	Photograph CopyKind = "photograph" // chụp
	Print      CopyKind = "print"      // in từ bản chụp
)

// CopyKinds lists the kinds as forms offer them.
var CopyKinds = []CopyKind{Original, TrueCopy, Recopy, Extract, Photograph, Print}

// The states of a copy, domain A6.
const (
	Made         duty.State = "made"
	InCustody    duty.State = "in_custody"
	InTransit    duty.State = "in_transit" // given, not yet confirmed by the receiver
	Lent         duty.State = "lent"
	CarriedOut   duty.State = "carried_out"
	RecallDue    duty.State = "recall_due"
	SentBack     duty.State = "sent_back" // left the office for its issuer
	Missing      duty.State = "missing"
	CopyDestroy  duty.State = "destroyed"
	CopyReleased duty.State = "declassified"
)

// A Copy is one numbered copy of an item and the hand it is in.
type Copy struct {
	duty.Base // Dossier = Item.ID
	State     duty.State
	Item      string
	Book      Book   // of the item
	Number    string // number of the item, for lists
	Grade     access.Level
	No, Of    int // bản số No of Of; 0 while the number of copies is open
	Kind      CopyKind

	Home, HomeName     string // office whose store it belongs to
	Unit, UnitName     string // where it is; Base.Org follows, so that its holder sees it
	Holder, HolderName string // person id and name; "" = in the store
	Place              string // cabinet

	From, FromName         string // who gives, while in transit: person id, "" = the store
	FromUnit, FromUnitName string
	FromPlace              string
	Toward, Back           duty.State // while in transit: the state once confirmed, and the one to fall back to when refused

	HeldSince, DueOn, CheckedOn vn.Day
	RecallOn, SentBackOn        vn.Day // of a recallable item: back with its issuer by, and on (S36)
	Recalled                    bool   // the day of recall made it due
	Permit                      string // id of the movement.CopyPermit it was made under
	Basis                       string // why the holder has it: permit, decision, case
	Marked                      bool   // a level change or declassification is stamped on it
	GivenBy                     string // while in transit: the account that began it, which cannot sign for the receiver
	Approver, ApproverName      string // of a loan: the person who approved it
	AwaitsEntry                 bool   // came from another office of the instance and stands in no IN book of this one yet

	// What follows is no column: where it is to go, as typed.
	To   Hand
	Note string
}

// Here reports whether the copy is still in the care of the office: somebody's
// hand or the store.
func (c Copy) Here() bool {
	switch c.State {
	case SentBack, Missing, CopyDestroy, CopyReleased:
		return false
	}
	return true
}

// A Hand is who has a copy: a person, or the store of an office.
type Hand struct {
	Unit, UnitName string
	Person, Name   string // "" for the store
	Place          string // cabinet of the store
}

// String names the person, or the office and its cabinet.
func (h Hand) String() string {
	switch {
	case h.Name != "":
		return h.Name
	case h.Place != "":
		return h.Place
	}
	return h.UnitName
}

// Hand is who answers for the copy: while it is in transit, still the giver.
func (c Copy) Hand() Hand {
	if c.State == InTransit {
		return Hand{c.FromUnit, c.FromUnitName, c.From, c.FromName, c.FromPlace}
	}
	return Hand{c.Unit, c.UnitName, c.Holder, c.HolderName, c.Place}
}

// A MoveKind says what happened to a copy.
type MoveKind string

// The kinds of moves in the life of a copy.
const (
	MoveMade      MoveKind = "made"
	MoveGiven     MoveKind = "given"     // for good, to be confirmed
	MoveLent      MoveKind = "lent"      // until a day, to be confirmed
	MoveConfirmed MoveKind = "confirmed" // the receiver signed
	MoveRefused   MoveKind = "refused"   // the receiver did not take it
	MoveBrought   MoveKind = "brought"   // brought back to the store, to be confirmed
	MoveReturned  MoveKind = "returned"  // taken back by the store
	MoveRecalled  MoveKind = "recalled"
	MoveSentBack  MoveKind = "sent_back"
	MoveCarried   MoveKind = "carried_out"
	MoveBack      MoveKind = "carried_back"
	MoveChecked   MoveKind = "checked" // seen at a stock-take
	MoveMissing   MoveKind = "missing"
	MoveFound     MoveKind = "found"
	MoveDestroyed MoveKind = "destroyed"
	MoveReleased  MoveKind = "declassified"
	MoveMarked    MoveKind = "marked" // a change of level or term was stamped on it
)

// A CustodyEvent is one link in the life line of a copy (M20). It is written
// once and never changed.
type CustodyEvent struct {
	duty.Base // Dossier = Item.ID
	Item      string
	Copy      string
	No        int
	Kind      MoveKind

	From, FromName string // person id, "" for a store; name of the person or of the store
	To, ToName     string
	By, ByName     string // account that entered it
	On             vn.Day
	At             string // moment, UTC
	DueOn          vn.Day
	Note           string
}
