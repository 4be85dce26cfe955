# The rules; the law itself is data, found by one value of a request (see rego_data.py).
package comity

import rego.v1

required contains cube.norm if {
	some fact, by_value in data.law.requires.one
	some cube in by_value[input[fact]]
	not fails(cube)
}

required contains cube.norm if {
	some fact, by_value in data.law.requires.many
	some value in input[fact]
	some cube in by_value[value]
	not fails(cube)
}

forbidden contains cube.norm if {
	some fact, by_value in data.law.forbids.one
	some cube in by_value[input[fact]]
	not fails(cube)
}

forbidden contains cube.norm if {
	some fact, by_value in data.law.forbids.many
	some value in input[fact]
	some cube in by_value[value]
	not fails(cube)
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
