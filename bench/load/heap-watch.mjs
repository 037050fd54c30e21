/** What a process keeps: its heap after full collections, in a line over time. */

const MB = 1024 * 1024;

/** Starts to sample, `count` times over the given time. */
export function watchHeap(seconds, count = 60) {
  const samples = [];
  const startedAt = performance.now();
  const sample = () => {
    globalThis.gc();
    samples.push({ minute: (performance.now() - startedAt) / 60_000, mb: process.memoryUsage().heapUsed / MB });
  };
  const timer = setInterval(sample, (seconds * 1_000) / count);
  return {
    /** After the first quarter, in which caches fill: the mean of each third, and the slope of the best line. */
    end: () => {
      clearInterval(timer);
      const settled = samples.slice(Math.floor(samples.length / 4));
      const third = Math.ceil(settled.length / 3);
      const means = [0, 1, 2].map((index) => mean(settled.slice(index * third, (index + 1) * third).map(({ mb }) => mb)));
      return { means, slopeKbPerMinute: slopeOf(settled) * 1024, samples: settled.length };
    },
  };
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Least squares. */
function slopeOf(points) {
  const x = mean(points.map(({ minute }) => minute));
  const y = mean(points.map(({ mb }) => mb));
  const covariance = points.reduce((sum, { minute, mb }) => sum + (minute - x) * (mb - y), 0);
  return covariance / points.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}
