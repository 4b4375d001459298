package incidents

import (
	"bufio"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
)

// Every page and form is whole in both states of a file, and closed to those
// who may not see it.
func TestPages(t *testing.T) {
	each(t, func(s *room) {
		s.Template("incidents/incident.html", IncidentPage{})
		s.Template("incidents/slip.html", SlipPage{})
		s.Template("incidents/adhoc.html", AdHocPage{})
		i := begin(s, IncidentFolder(s.k), "officer", DoOpen, s.copies[0].ID, lost...)
		m := begin(s, MeetingFolder(s.k), "officer", DoDraft, "", "title", "Họp", "grade", "3", "chair", "Bí thư", "from", "2026-11-24", "to", "2026-11-25", "venue", "outside", "meeting_place", "Nhà khách", "foreign", "on", "video", "on")
		d := begin(s, DeviceFolder(s.k), "officer", DoRegister, "", "device_kind", "safe", "name", "Két", "serial", "K", "device_place", "Phòng 3", "grade", "3")
		c := begin(s, ConcernedFolder(s.k), "officer", DoName, i.ID, "person", dutytest.Member, "post", "Người mượn")
		at := []string{"/incidents", "/incidents?kind=loss&state=detected&year=2026", "/incidents/documents", "/incidents/meetings", "/incidents/devices?overdue=1",
			"/incidents/incident/" + i.ID, "/incidents/adhoc/" + i.ID, "/incidents/document/" + s.documentOf(i), "/incidents/concerned/" + c.ID, "/incidents/meeting/" + m.ID, "/incidents/device/" + d.ID,
			"/incidents/incident/new/open", "/incidents/incident/new/open?of=" + s.copies[1].ID, "/incidents/document/new/add?of=" + i.ID, "/incidents/concerned/new/name?of=" + i.ID,
			"/incidents/meeting/new/draft", "/incidents/device/new/register"}
		for _, a := range incidentActs() {
			if a.Need == Handle {
				at = append(at, "/incidents/incident/"+i.ID+"/"+string(a.Do))
			}
		}
		for _, a := range concernedActs() {
			at = append(at, "/incidents/concerned/"+c.ID+"/"+string(a.Do))
		}
		for _, a := range append(meetingSteps(), meetingPapers()...) {
			if a.Need == Keep {
				at = append(at, "/incidents/meeting/"+m.ID+"/"+string(a.Do))
			}
		}
		for _, a := range append(deviceSteps(), deviceCare()...) {
			at = append(at, "/incidents/device/"+d.ID+"/"+string(a.Do))
		}
		for _, a := range at {
			s.Get("officer", a)
			if p := s.As("member").Get(a); p.Code == 200 && strings.Contains(p.Body, i.ID) {
				s.Errorf("a member opens %s", a)
			}
		}
		for _, a := range []string{"/incidents/incident/" + i.ID, "/incidents/meeting/" + m.ID, "/incidents/device/" + d.ID, "/incidents/concerned/" + c.ID} {
			if p := s.As("other").Get(a); p.Code != 404 {
				s.Errorf("another province opens %s: %d", a, p.Code)
			}
		}
		s.Get("leader", "/incidents/meeting/"+m.ID)
		for _, as := range []string{"xlsx", "csv"} {
			if p := s.As("officer").Get("/incidents?as=" + as); p.Code != 200 {
				s.Errorf("export %s: %d", as, p.Code)
			}
		}
		s.Do("officer", "/incidents/incident/"+i.ID+"/contain", "measures", "Niêm phong", "contained_at", "09:00")
		s.Refused("officer", "/incidents/incident/"+i.ID+"/report_head", "head_name", "", "head_at", "9 giờ")
	})
}

func (s *room) documentOf(i Incident) string {
	s.Helper()
	got, err := IncidentFolder(s.k).Open(s.Context(), s.DB.As(dutytest.Who(s, "officer")), i.ID)
	if err != nil || len(got.Documents) == 0 {
		s.Fatalf("no document: %v", err)
	}
	return got.Documents[0].ID
}

// keysOf reads the keys of a language.
func keysOf(t *testing.T, lang string) map[string]string {
	t.Helper()
	f, err := Files.Open("text/" + lang + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	keys := map[string]string{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if k, v, ok := strings.Cut(sc.Text(), " = "); ok {
			keys[k] = v
		}
	}
	return keys
}

var quoted = regexp.MustCompile(`"(incidents\.[a-z_0-9.]+[a-z0-9_])"`)

// Both languages have the same keys, and every key that the code names.
func TestTexts(t *testing.T) {
	vi, en := keysOf(t, "vi"), keysOf(t, "en")
	for k := range vi {
		if en[k] == "" {
			t.Errorf("%s is not in English", k)
		}
	}
	for k := range en {
		if vi[k] == "" {
			t.Errorf("%s is not in Vietnamese", k)
		}
	}
	for _, k := range codeKeys(t) {
		if vi[k] == "" && !strings.HasSuffix(k, ".html") {
			t.Errorf("the code names %s", k)
		}
	}
	for _, r := range Records() {
		for _, c := range r.New().Columns()[5:] {
			if vi["incidents.column."+c.Name] == "" {
				t.Errorf("%s: column %s has no name", r.Table, c.Name)
			}
		}
	}
	m := New(duty.Deps{})
	for _, f := range m.Flows {
		for _, e := range f.Edges {
			for _, st := range []duty.State{e.From, e.To} {
				if vi[f.Record+"."+string(st)] == "" {
					t.Errorf("state %s.%s has no name", f.Record, st)
				}
			}
		}
	}
	for _, d := range append(soundMeeting().Demands(), Meeting{Foreign: true, Grade: 1}.Demands()...) {
		if vi[d.Key] == "" || vi[d.Key+".demand"] == "" {
			t.Errorf("demand %s has no text", d.Key)
		}
	}
}

// codeKeys lists the text keys that stand in the code and the pages.
func codeKeys(t *testing.T) []string {
	t.Helper()
	var all []string
	err := fs.WalkDir(sources, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(p, "_test.go") {
			return err
		}
		b, err := fs.ReadFile(sources, p)
		for _, m := range quoted.FindAllStringSubmatch(string(b), -1) {
			all = append(all, m[1])
		}
		return err
	})
	if err != nil || len(all) < 100 {
		t.Fatalf("%d keys: %v", len(all), err)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
