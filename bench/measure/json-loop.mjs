/** Parses and writes JSON for so many seconds once it is compiled, and prints how often: work that shares nothing with another process but the machine. */
const WARMING_MS = 500;
const text = JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, name: `x${id}`, values: [1, 2, 3] })));

function timesWithin(milliseconds) {
  const endAt = performance.now() + milliseconds;
  let times = 0;
  for (; performance.now() < endAt; times++) JSON.stringify(JSON.parse(text));
  return times;
}

timesWithin(WARMING_MS);
console.log(timesWithin(1_000 * Number(process.argv[2])));
