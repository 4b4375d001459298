package password

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed common
var lists embed.FS

// shortest is the least length of a word that is taken out of a password
// before it is measured; shorter ones stand in every sentence.
const shortest = 4

// common is what everybody guesses: the lists, names put together, and walks
// over the keyboard. It is made once, when the first password is chosen.
var common = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	add := func(w string) {
		if len(w) >= shortest {
			all[w] = true
		}
	}
	for _, name := range []string{"en.txt", "vi.txt"} {
		for _, line := range read(name) {
			for _, w := range strings.Fields(line) {
				add(w)
				add(bare(w))
			}
		}
	}
	names(add)
	walks(add)
	return all
})

// read gives the lines of a list without its remarks.
func read(name string) []string {
	b, err := lists.ReadFile("common/" + name)
	if err != nil {
		panic(fmt.Sprintf("password: %v", err)) // the lists are part of the program
	}
	var lines []string
	for l := range strings.Lines(string(b)) {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			lines = append(lines, l)
		}
	}
	return lines
}

// names puts family, middle and given names together in the ways in which
// people write them: nguyenvanan, vanan, annguyen, an.nv.
func names(add func(string)) {
	lines := read("names.txt")
	family, middle, given := strings.Fields(lines[0]), strings.Fields(lines[1]), strings.Fields(lines[2])
	for _, g := range given {
		for _, f := range family {
			add(f + g)
			add(g + f)
		}
		for _, m := range middle {
			add(m + g)
		}
	}
	for _, f := range family[:16] {
		for _, m := range middle[:2] {
			for _, g := range given {
				add(f + m + g)
			}
		}
	}
}

// rows are the lines of the keyboard, and the columns that fingers walk down.
var rows = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "azertyuiop", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "qaz2wsx3edc", "qawsedrftgyhujikolp", "147258369", "789456123"}

// walks are the runs of four and more keys side by side, both ways.
func walks(add func(string)) {
	for _, r := range rows {
		for _, s := range []string{r, reversed(r)} {
			for i := range len(s) {
				for n := shortest; n <= 12 && i+n <= len(s); n++ {
					add(s[i : i+n])
				}
			}
		}
	}
}

func reversed(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}
