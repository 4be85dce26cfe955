# The rules; the law itself is data, found by one value of a request (see rego_data.py).
package comity

import rego.v1

required contains cube.norm if {
	some cube in candidates(data.law.requires)
	not fails(cube)
}

forbidden contains cube.norm if {
	some cube in candidates(data.law.forbids)
	not fails(cube)
}

# The cubes whose key the request has.
candidates(index) := {cube |
	some fact, by_value in index.one
	some cube in by_value[input[fact]]
} | {cube |
	some fact, by_value in index.many
	some value in input[fact]
	some cube in by_value[value]
}

fails(cube) if {
	some test in cube.one
	not test.values[input[test.fact]]
}

fails(cube) if {
	some test in cube.meets
	not shares(test)
}

fails(cube) if {
	some test in cube.avoids
	shares(test)
}

shares(test) if {
	some value in input[test.fact]
	test.values[value]
}

disputed(norm) if {
	some cube in data.law.disputes[norm]
	not fails(cube)
}

conflicts contains [must, forbids, certainty(must, forbids)] if {
	some must in required
	some forbids in forbidden
	data.law.collides[must][forbids]
}

certainty(must, forbids) := "contested" if {
	disputed(must)
} else := "contested" if {
	disputed(forbids)
} else := "certain"
