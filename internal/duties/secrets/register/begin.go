package register

import (
	"net/url"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// An Origin is a kind of record of the register that others begin at.
type Origin string

// The origins.
const (
	AtItem Origin = "item" // in force and entered in a book
	AtCopy Origin = "copy" // in somebody's hands
)

// A Begin is a form of another module of the duty that begins its record out of
// one of the register's: the page of an item offers to extend its term, that of
// a copy to report its loss. The register, which those modules stand on, does
// not know them: who puts the duty together hands them in.
type Begin struct {
	At   Origin
	Key  string // text of the link
	Href string // ends where the id of the record follows
	Need access.Need
}

// begun lists what the person may begin at a record.
func (k pages) begun(c *web.Call, at Origin, id string) []web.Link {
	var all []web.Link
	for _, b := range k.begins {
		if b.At == at && c.Who.Can(b.Need) {
			all = append(all, web.Link{Text: c.Say(b.Key), Href: b.Href + url.QueryEscape(id), Icon: "chevron-right"})
		}
	}
	return all
}

// itemBegins lists what may begin at an item: nothing at a draft or at one that
// is no secret any more.
func (k pages) itemBegins(c *web.Call, i Item) []web.Link {
	if !i.Live() || i.Seq == 0 {
		return nil
	}
	return k.begun(c, AtItem, i.ID)
}

// copyBegins lists what may begin at a copy that somebody has.
func (k pages) copyBegins(c *web.Call, x Copy) []web.Link {
	if !duty.In(x.State, InCustody, Lent, CarriedOut, RecallDue) {
		return nil
	}
	return k.begun(c, AtCopy, x.ID)
}
