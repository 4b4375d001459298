package access

import "slices"

// A Role is a named bundle of rights, given to an account together with an
// office.
type Role string

// The roles of an office. What each may do is in the table Rights.
const (
	Leader         Role = "leader"         // secretary or standing committee: sees, decides
	Head           Role = "head"           // head of the inspection commission: proposes, leads, decides in the commission
	Inspector      Role = "inspector"      // carries inspections out
	CellSecretary  Role = "cellsecretary"  // runs the cell's own programme and inspections
	SecretsOfficer Role = "secretsofficer" // keeps the books and the copies of state secrets (Decree 26/2020/NĐ-CP, art. 7)
	Auditor        Role = "auditor"        // reads everything in reach and the journal, changes nothing
	Administrator  Role = "administrator"  // accounts, imports, settings; opens no case
)

// Roles lists the roles in the order in which forms offer them.
var Roles = []Role{Leader, Head, Inspector, CellSecretary, SecretsOfficer, Auditor, Administrator}

// rights says what each role may do. The administrator holds no right to open
// a case (M103): running the machine and reading its cases are two persons. Nor
// does the officer who keeps state secrets hold one to classify or to permit:
// who proposes and who decides are two persons.
var rights = map[Role][]Need{
	Leader: {"inspection.read", "inspection.plan", "inspection.issue", "inspection.answer", "inspection.propose", "inspection.decide", "inspection.conclude", "inspection.follow",
		"inspection.discipline", "inspection.judge", "inspection.appeal", "secrets.read", "secrets.hold", "secrets.classify", "secrets.permit", "secrets.decide",
		"report.read", "report.export", "org.read", "person.read", "ledger.read", "law.read"},
	Head: {"inspection.read", "inspection.plan", "inspection.issue", "inspection.answer", "inspection.propose", "inspection.decide", "inspection.conduct", "inspection.conclude", "inspection.follow",
		"inspection.discipline", "inspection.judge", "inspection.appeal", "secrets.read", "secrets.hold", "secrets.propose", "secrets.inspect",
		"report.read", "report.export", "org.read", "person.read", "ledger.read", "law.read", "law.confirm"},
	Inspector: {"inspection.read", "inspection.plan", "inspection.propose", "inspection.conduct", "inspection.follow", "inspection.discipline", "inspection.appeal",
		"secrets.read", "secrets.hold", "secrets.propose", "secrets.inspect", "report.read", "report.export", "org.read", "person.read", "ledger.read", "law.read"},
	CellSecretary: {"inspection.read", "inspection.plan", "inspection.issue", "inspection.answer", "inspection.propose", "inspection.decide", "inspection.conduct", "inspection.conclude", "inspection.follow",
		"inspection.discipline", "inspection.judge", "secrets.hold", "report.read", "report.export", "org.read", "person.read", "law.read"},
	SecretsOfficer: {"secrets.read", "secrets.hold", "secrets.propose", "secrets.register", "secrets.keep", "secrets.incident", "secrets.inspect", "secrets.staff", "secrets.count",
		"report.read", "report.export", "org.read", "person.read", "ledger.read", "law.read"},
	Auditor:       {"inspection.read", "secrets.read", "report.read", "report.export", "org.read", "person.read", "ledger.read", "law.read"},
	Administrator: {"account.read", "account.write", "org.read", "org.write", "person.read", "person.write", "imports.read", "imports.write", "ledger.read", "law.read", "law.confirm"},
}

// RightsOf returns the rights of a role; none for a role that is not known.
func RightsOf(r Role) []Need { return slices.Clone(rights[r]) }
