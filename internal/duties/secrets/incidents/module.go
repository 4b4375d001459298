package incidents

import (
	"embed"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// Files holds schema/, pages/ and text/.
//
//go:embed schema pages text
var Files embed.FS

// Records lists the record types of the module.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Incident](), db.KindOf[Document](), db.KindOf[Concerned](), db.KindOf[Meeting](), db.KindOf[Device]()}
}

// New describes the module to the program.
func New(deps duty.Deps) duty.Module {
	k := desk.New(ID, deps)
	incident, document, concerned, meeting, device := IncidentFolder(k), DocumentFolder(k), ConcernedFolder(k), MeetingFolder(k), DeviceFolder(k)
	routes := []duty.Route{incidentRegister(k).Route(), documentRegister(k).Route(), meetingRegister(k).Route(), deviceRegister(k).Route(),
		{Pattern: "GET /incidents/slip/{id}", Need: Read, Serve: slip(k)}, {Pattern: "GET /incidents/adhoc/{id}", Need: Read, Serve: adHocReport(k)}}
	for _, rs := range [][]duty.Route{incident.Routes(), document.Routes(), concerned.Routes(), meeting.Routes(), device.Routes()} {
		routes = append(routes, rs...)
	}
	return duty.Module{ID: ID, Files: Files,
		Nav:     []web.NavEntry{{ID: ID, Path: "/incidents", Icon: "alert-octagon", TextKey: "incidents.nav", Group: "web.nav.work", Sub: true, Need: Read}},
		Records: Records(), Routes: routes, Figures: Figures(), Lines: lines, Work: work, Demo: demo,
		Flows: []duty.Edges{incident.Edges(Detected), document.Edges(Involved), concerned.Edges(Named), meeting.Edges(Drafted), device.Edges(Registered)}}
}
