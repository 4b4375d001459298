package db_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
)

// writeForEver is the child of TestKilledAtAnyMoment: it writes pairs of
// records until it is killed, and says each pair after its commit.
func writeForEver(address string) {
	d, err := db.Open(ctx, address)
	if err != nil {
		fmt.Println("error", err)
		return
	}
	go func() {
		for {
			_, _ = d.Fold(ctx)
		}
	}()
	for i := 0; ; i++ {
		id := fmt.Sprintf("%d-%d", os.Getpid(), i)
		err := d.Change(ctx, db.System, "trip.write", func(tx *db.Tx) error {
			for _, half := range []string{"a", "b"} {
				r := trip{Base: db.Base{ID: id + half, Org: "d1"}, Day: "2020-02-02", Days: 1}
				if err := db.Save(ctx, tx, &r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			fmt.Println("error", err)
			return
		}
		fmt.Println(id)
	}
}

func TestMain(m *testing.M) {
	if a := os.Getenv("TEST_WRITE_FOR_EVER"); a != "" {
		writeForEver(a)
		return
	}
	os.Exit(m.Run())
}

// TestKilledAtAnyMoment kills a writing program with -9 again and again: no
// half record stays, nothing acknowledged is lost, journal, facts and tallies
// agree.
func TestKilledAtAnyMoment(t *testing.T) {
	for engine, address := range map[string]string{"sqlite": "sqlite:" + filepath.Join(t.TempDir(), "k.db"), "postgres": dbtest.PostgresURL(t)} {
		t.Run(engine, func(t *testing.T) {
			d, err := db.Open(ctx, address)
			if err != nil {
				t.Fatal(err)
			}
			seed(t, d)
			d.Close()
			var acknowledged []string
			for round := range 8 {
				acknowledged = append(acknowledged, writeAndKill(t, address, time.Duration(60+37*round)*time.Millisecond)...)
			}
			if len(acknowledged) < 20 {
				t.Fatalf("only %d pairs were written", len(acknowledged))
			}
			checkAfterKills(t, address, acknowledged)
		})
	}
}

func writeAndKill(t *testing.T, address string, after time.Duration) (acknowledged []string) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "TEST_WRITE_FOR_EVER="+address)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	s := bufio.NewScanner(out)
	var kill *time.Timer
	for s.Scan() {
		if e, bad := strings.CutPrefix(s.Text(), "error "); bad {
			t.Fatal(e)
		}
		acknowledged = append(acknowledged, s.Text())
		if kill == nil { // the clock runs from the first commit
			kill = time.AfterFunc(after, func() { _ = c.Process.Kill() })
		}
	}
	_ = c.Wait()
	return acknowledged
}

func checkAfterKills(t *testing.T, address string, acknowledged []string) {
	t.Helper()
	d, err := db.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	d.Register("trip", db.KindOf[trip]())
	if _, err := d.Fold(ctx); err != nil {
		t.Fatal(err)
	}
	v, err := d.Verify(ctx, "", "")
	if err != nil || len(v.Flaws) > 0 || v.Waiting != 0 {
		t.Errorf("Verify = %+v, %v", v, err)
	}
	all, err := db.Find[trip](ctx, d.As(db.System), "t.day = '2020-02-02'", "")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]int{}
	for _, r := range all {
		have[r.ID[:len(r.ID)-1]]++
	}
	for id, n := range have {
		if n != 2 {
			t.Errorf("%s: half of a pair stayed", id)
		}
	}
	for _, id := range acknowledged {
		if have[id] == 0 {
			t.Errorf("%s was acknowledged and is lost", id)
		}
	}
	if n := days(t, d, "d1", "2020-01-01", "2020-12-31"); n != len(all) {
		t.Errorf("the figure says %d, there are %d", n, len(all))
	}
}

// TestFullDisk fills the database to its limit: the step is refused in words,
// nothing of it stays, reading goes on, and writing does once there is room.
func TestFullDisk(t *testing.T) {
	d := dbtest.SQLite(t)
	seed(t, d)
	if err := db.LimitPages(d, 1); err != nil { // raised to the present size
		t.Fatal(err)
	}
	big := trip{Base: db.Base{Org: "d1"}, Person: strings.Repeat("x", 1<<20)}
	err := d.Change(ctx, chief, "trip.write", func(tx *db.Tx) error { return db.Save(ctx, tx, &big) })
	if !errors.Is(err, db.ErrFull) {
		t.Fatalf("full disk: %v", err)
	}
	if rs, err := db.Find[trip](ctx, d.As(chief), "1 = 1", ""); err != nil || len(rs) != 5 {
		t.Errorf("after the refusal: %d rows, %v", len(rs), err)
	}
	if err := db.LimitPages(d, 1<<30); err != nil {
		t.Fatal(err)
	}
	big.Version = 0
	if err := d.Change(ctx, chief, "trip.write", func(tx *db.Tx) error { return db.Save(ctx, tx, &big) }); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if v, err := d.Verify(ctx, "", ""); err != nil || len(v.Flaws) > 0 {
		t.Errorf("Verify = %+v, %v", v, err)
	}
}
