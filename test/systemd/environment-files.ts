import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Machine } from './machine.ts';
import { type Environment, readEnvironment } from './read-environment.ts';

/** What a unit got of its env files: its environment, or why systemd says it did not run. */
export type Got = Environment | 'resources' | 'exit-code';

/** One unit: lines of its `[Service]` section, with `@` where the directory of its files is, and the files. */
export interface Probe {
  readonly lines: readonly string[];
  readonly files: Readonly<Record<string, Uint8Array>>;
}

const place = '/run/probes';
const atOnce = 500;
const unit = `[Unit]
DefaultDependencies=no
StartLimitIntervalSec=0

[Service]
Type=oneshot
KeyringMode=inherit
ExecStart=/usr/bin/env -0
StandardOutput=file:${place}/%i/out
`;

/** Starts one unit a probe, many at a time, and tells what environment each of them was run with. */
export async function environmentsOf(
  machine: Machine,
  probes: readonly Probe[],
): Promise<readonly Got[]> {
  const all: Got[] = [];
  machine.writeUnit('probe@.service', unit);
  for (let from = 0; from < probes.length; from += atOnce)
    all.push(...(await runBatch(machine, probes.slice(from, from + atOnce))));
  return all;
}

async function runBatch(machine: Machine, probes: readonly Probe[]): Promise<readonly Got[]> {
  const names = probes.map((_probe, index) => `probe@${index}.service`);
  for (const [index, probe] of probes.entries()) lay(machine, probe, index);
  await machine.must('systemctl', ['daemon-reload']);
  // It fails when one unit fails; what each did is asked afterwards.
  await machine.run('systemctl', ['start', ...names]);
  const results = await resultsOf(machine, names);
  const got = results.map((result, index) => gotBy(machine, index, result));
  rmSync(machine.outside(place), { recursive: true });
  await machine.must('systemctl', ['reset-failed']);
  return got;
}

function lay(machine: Machine, { lines, files }: Probe, index: number): void {
  const directory = `${place}/${index}`;
  mkdirSync(machine.outside(directory), { recursive: true });
  for (const [name, bytes] of Object.entries(files))
    writeFileSync(machine.outside(`${directory}/${name}`), bytes);
  const text = lines.map((line) => line.replace('@', directory)).join('\n');
  machine.writeUnit(`probe@${index}.service.d/probe.conf`, `[Service]\n${text}\n`);
}

async function resultsOf(machine: Machine, names: readonly string[]): Promise<readonly string[]> {
  const said = await machine.must('systemctl', ['show', '--property=Result', '--value', ...names]);
  return said.trim().split(/\n+/);
}

function gotBy(machine: Machine, index: number, result: string): Got {
  const out = machine.outside(`${place}/${index}/out`);
  if (result === 'success') return readEnvironment(readFileSync(out));
  if (result !== 'resources' && result !== 'exit-code')
    throw new Error(`unit ${index} ended with the result ${result}`);
  if (result === 'resources' && existsSync(out))
    throw new Error(`unit ${index} was refused and ran all the same`);
  return result;
}
