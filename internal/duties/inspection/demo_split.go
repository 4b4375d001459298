package inspection

import "math/rand/v2"

// spread divides n by weights so that the parts add up to n exactly: every part
// is its share rounded down or up, and which way falls evenly along the list.
func spread(rnd *rand.Rand, n int, weights []int) []int {
	out := make([]int, len(weights))
	sum := 0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return out
	}
	at, given := rnd.IntN(sum), 0
	cum := at
	for i, w := range weights {
		cum += w * n
		out[i] = cum/sum - given
		given += out[i]
	}
	return out
}

// apportion divides n by weights, the largest remainders first: the same for
// the same numbers.
func apportion(n int, weights []int) []int {
	out := make([]int, len(weights))
	rest := make([]int, len(weights))
	sum, given := 0, 0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return out
	}
	for i, w := range weights {
		out[i], rest[i] = n*w/sum, n*w%sum
		given += out[i]
	}
	for ; given < n; given++ {
		best := 0
		for i := range rest {
			if rest[i] > rest[best] {
				best = i
			}
		}
		out[best]++
		rest[best] = -1
	}
	return out
}

// chosen picks one of a list.
func chosen[T any](rnd *rand.Rand, from []T) T { return from[rnd.IntN(len(from))] }
