package duty

import "slices"

// Gates gives the first refusal of several conditions.
func Gates(all ...func() error) error {
	for _, g := range all {
		if err := g(); err != nil {
			return err
		}
	}
	return nil
}

// Want refuses while ok is false, naming the field of the form; "" if it is
// about none.
func Want(ok bool, field, key string, args ...any) func() error {
	return func() error {
		if ok {
			return nil
		}
		return Missing(field, key, args...)
	}
}

// Forbid refuses this person while bad is true.
func Forbid(bad bool, key string, args ...any) func() error {
	return func() error {
		if bad {
			return Forbidden(key, args...)
		}
		return nil
	}
}

// In reports whether a state is one of those named.
func In(s State, states ...State) bool { return slices.Contains(states, s) }
