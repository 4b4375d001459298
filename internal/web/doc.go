package web

// How a duty uses this package.
//
// The handler fills a struct made of parts and answers with the page's name:
//
//	type NewPage struct {
//		Head   web.Head
//		Reason web.Field
//		On     web.Field
//	}
//
//	func (p pages) draw(c *web.Call, problem error) (web.Reply, error) {
//		page := NewPage{
//			Head:   web.Head{Title: c.Say("inspection.new")},
//			Reason: web.Field{Name: "reason", Kind: web.FieldArea, Label: c.Say("inspection.reason")},
//			On:     web.Field{Name: "on", Kind: web.FieldDay, Label: c.Say("inspection.on"), Value: c.Today},
//		}
//		c.Keep(problem, &page.Reason, &page.On)
//		return web.Reply{Page: "inspection/new.html", Data: page, Title: page.Head.Title, Problem: problem}, nil
//	}
//
//	func (p pages) create(c *web.Call) (web.Reply, error) {
//		on, err := c.Day("on")
//		if err == nil {
//			err = p.open(c, on, c.Form("reason")) // a text.Problem tied to a field, or any error
//		}
//		if err != nil {
//			return p.draw(c, err) // 422, with the summary on top and the values kept
//		}
//		return web.Reply{Goto: "/inspection", Notice: text.Problem{Key: "inspection.opened"}}, nil
//	}
//
// The page, pages/new.html, defines "content" and draws the parts by name:
//
//	{{define "content"}}{{template "ph" .Head}}
//	<section class="panel"><form class="form form-p" method="post" action="/inspection" novalidate>
//	{{template "field" .Reason}}{{template "field" .On}}
//	<button class="btn btn-p">{{t "inspection.open"}}</button></form></section>{{end}}
//
// Parts: ph chip vf note views stepper next sum tl wl people grid pager empty
// progress search field fields hidden kpis bars meter btn btn-s section rows
// others.
//
// Functions: t (a text by key), has, show, number, percent, day, daylong,
// moment, daysleft, due (a Chip), icon, asset, lang, initials, lines.
