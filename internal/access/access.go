// Package access says who may do what, and who may see which rows.
//
// A right that nobody named is nobody's: the zero Need refuses everyone, so a
// route or a step that forgets its right is closed, never open.
package access

import "slices"

// A Need is the right that a page, a step or a job asks for, named
// "duty.verb", such as "inspection.decide".
type Need string

// The needs that are not rights of a duty.
const (
	Nobody   Need = ""         // the zero value: refuses everyone
	Public   Need = "public"   // no sign-in
	SignedIn Need = "signedin" // any account
)

// A Level is a clearance for state secrets, and the classification of a
// record. Higher sees more.
type Level int

// The levels of Law 29/2018/QH14 on the protection of state secrets, art. 8.
const (
	Open       Level = iota
	Secret           // mật
	HighSecret       // tối mật
	TopSecret        // tuyệt mật
)

// Who is the person behind a request, as far as rights go. The zero Who is a
// stranger: no rights, no rows.
type Who struct {
	ID        string // account
	Name      string // as shown beside what the person did
	Unit      string // id of the office; rows of that office and of all below it are in reach
	Person    string // id of the person record, if the account belongs to one
	Role      Role
	Rights    []Need
	Clearance Level
	Session   string // id of the session the request came with, if any
}

// Can reports whether w holds the right n.
func (w Who) Can(n Need) bool {
	switch n {
	case Nobody:
		return false
	case Public:
		return true
	case SignedIn:
		return w.ID != ""
	}
	return w.ID != "" && slices.Contains(w.Rights, n)
}
