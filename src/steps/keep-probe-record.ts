import { layout, within } from '../domain/layout.ts';
import {
  type ProbeTimes,
  parseProbeRecord,
  probeRecordText,
  secondsUntilProbe,
  withProbe,
} from '../domain/preflight/probe-record.ts';
import type { Root } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { takeLock } from './change.ts';
import { placeFile } from './replace-file.ts';
import { stateBirth } from './state-birth.ts';

const largest = 1_048_576;
const secondsToWait = 2;

/**
 * Writes down that a webhook is about to be probed; answers how many seconds are missing when it may
 * not be yet, 0 when it may. Before the probe and under the lock: a kill makes it count too many, never too few.
 */
export async function reserveProbe(host: Host, root: Root, print: string): Promise<number> {
  const held = takeLock(host, await host.lock(), root, 'preflight', secondsToWait);
  try {
    const record = readRecord(host, root);
    const now = host.clock.now();
    const missing = secondsUntilProbe(record, print, now);
    if (missing > 0) return missing;
    const bytes = new TextEncoder().encode(probeRecordText(withProbe(record, print, now)));
    const state = within(root.path, layout.state);
    placeFile(host, state, 'preflight.json', bytes, stateBirth(host, root.path, 0o640));
    return 0;
  } finally {
    held.release();
  }
}

function readRecord({ disk }: Host, root: Root): ProbeTimes {
  const file = disk.open(within(root.path, layout.probes));
  if (file === undefined) return new Map();
  try {
    const isFile = file.facts.kind === 'file' && file.facts.size <= largest;
    const text = isFile ? new TextDecoder().decode(file.read(largest)) : '';
    return parseProbeRecord(text) ?? notOurs();
  } finally {
    file.close();
  }
}

function notOurs(): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'probe-record-damaged',
    message: `${layout.probes} is not what pine-env wrote, so nobody knows how often was probed; nothing was sent`,
    remedy: `look at it, and an hour after the last probe remove it: rm ${layout.probes}`,
    where: layout.probes,
  });
}
