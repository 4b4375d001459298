package inspection

import "liemchinh.vn/internal/web"

// tabs are the registers of the duty, each with its own address.
var tabs = []struct{ id, href string }{
	{"programmes", "/inspection/programmes"},
	{"inspections", "/inspection"},
	{"supervisions", "/inspection?kind=supervision"},
	{"signs", "/inspection?kind=signs"},
	{"disciplines", "/inspection/disciplines"},
	{"appeals", "/inspection/appeals"},
	{"reminders", "/inspection/reminders"},
	{"suspensions", "/inspection/suspensions"},
}

func listTabs(c *web.Call, current string) web.Views {
	v := web.Views{Label: c.Say("inspection.page.registers")}
	for _, t := range tabs {
		v.Tabs = append(v.Tabs, web.Link{Text: c.Say("inspection.list." + t.id), Href: t.href, Current: t.id == current})
	}
	return v
}
