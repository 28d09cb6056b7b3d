import { spawnSync } from 'node:child_process';

/**
 * Whole-process medians in milliseconds. The contenders take turns (A B C, A B C, …), so that a busy
 * moment of the machine hits all of them; the first round warms up and does not count.
 */
export function measure(contenders, runs) {
  const times = contenders.map(() => []);
  for (let round = 0; round <= runs; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const taken = timeOf(contender);
      if (round > 0) times[index].push(taken);
    }
  }
  return times.map((each) => median(each));
}

/** One run, with what must happen before and be true after it outside of the time taken. */
function timeOf({ program = process.execPath, args, cwd, env, input, before, after, codes = [0] }) {
  before?.();
  const start = process.hrtime.bigint();
  const ran = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
    input,
  });
  const taken = Number(process.hrtime.bigint() - start) / 1e6;
  if (!codes.includes(ran.status)) {
    throw new Error(`${args.join(' ')} ended with ${ran.status ?? ran.signal}`);
  }
  after?.();
  return taken;
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
