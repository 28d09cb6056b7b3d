import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandOf } from '../faults/program.ts';
import { consenting, type Played, type Step } from '../faults/terminal.ts';
import { sharedScratch } from '../scratch.ts';
import { bootSystemd, type Machine, type Ran } from './machine.ts';

/** A trading host: a real systemd, the built program, and a root with made-up keys. */
export interface TradingHost {
  readonly machine: Machine;
  readonly root: string;
  /** Runs the program in it, without a terminal; `before` are the words before it. */
  pineEnv(line: string, before?: readonly string[]): Promise<Told>;
  /** Runs it on a terminal where somebody types the phrase. */
  agreeing(line: string, steps?: readonly Step[], before?: readonly string[]): Promise<Played>;
  /** Points the link by hand. */
  link(profile: string): void;
  /** Replaces a text in a file of the root. */
  edit(path: string, change: (text: string) => string): void;
  /** Writes unit files and has systemd read them. */
  units(files: Readonly<Record<string, string>>): Promise<void>;
  /** Whose webhook a unit's main process has: `paper`, `live`, another, or nothing runs. */
  runs(unit: string): Promise<string>;
  /** Everything back as it was in the beginning: no unit, paper linked. */
  reset(): Promise<void>;
}

/** What the program said. */
export interface Told extends Ran {
  /** Its JSON document, when it was asked for one. */
  readonly json: Report;
  readonly rules: readonly string[];
}

interface Report {
  readonly outcome: string;
  readonly state?: string;
  readonly findings: readonly { readonly rule: string; readonly severity: string }[];
  readonly error?: { readonly rule: string };
  readonly [field: string]: unknown;
}

/** A worker's unit; `@` stands for the root. */
export const workerUnit = [
  '[Service]',
  'EnvironmentFile=@/Deployment/env/pine-trader.env',
  'Environment=PINE_RUNTIME_CONFIG=@/runtime/config.yml',
  'ExecStart=/usr/bin/sleep 1000',
  '',
].join('\n');

const driver = fileURLToPath(new URL('../faults/terminal.py', import.meta.url));

/** Boots one; it is stopped with `machine.stop`. */
export async function bootTradingHost(): Promise<TradingHost> {
  const shared = sharedScratch() ?? '';
  const machine = await bootSystemd({ shared: [shared] });
  const root = join(shared, 'pine');
  await machine.must('mkdir', [root]);
  await must(machine, ['init', '--demo', '--root', root]);
  const host = hostOver(machine, shared, root);
  for (const profile of ['paper', 'live']) prepare(host, profile);
  return host;
}

/** One pattern, and a settle time that a test can wait for. */
function prepare(host: TradingHost, profile: string): void {
  host.edit(`profiles/${profile}.yaml`, (text) =>
    text
      .replace(/^units: .*$/m, 'units: ["pine-worker@*.service"]')
      .replace(/^worker:$/m, 'worker:\n  settle: 400ms')
      .replace(/^ {2}command: .*\n/m, '')
      .replace(/^( {2}config: .*)$/m, '$1\n  command: live_worker'),
  );
}

async function must(machine: Machine, args: readonly string[]): Promise<Ran> {
  const [file = '', ...rest] = commandOf(args);
  const ran = await machine.run(file, rest);
  if (ran.code !== 0) throw new Error(`${args.join(' ')}: ${ran.code} ${ran.out}${ran.err}`);
  return ran;
}

function hostOver(machine: Machine, shared: string, root: string): TradingHost {
  const words = (line: string) => [...line.split(' '), '--root', root];
  const env = (name: string) => join(root, 'Deployment/env', name);
  const reset = async () => {
    await machine.run('systemctl', ['kill', '--signal=KILL', 'pine-worker@*.service']);
    await machine.run('systemctl', ['stop', 'pine-worker@*.service']);
    await machine.run('pkill', ['-KILL', '-f', 'live_worker']);
    await machine.run('sh', ['-c', 'rm -rf /etc/systemd/system/pine-worker*']);
    await machine.must('systemctl', ['daemon-reload']);
    await machine.run('systemctl', ['reset-failed']);
    rmSync(env('pine-trader.env'), { force: true });
    await must(machine, words('use paper'));
  };
  const host: TradingHost = {
    machine,
    root,
    pineEnv: async (line, before = []) =>
      told(await machineRun(machine, [...before, ...commandOf(words(line))])),
    agreeing: (line, steps = consenting, before = []) =>
      play(machine, shared, [...before, ...commandOf(words(line))], steps),
    link: (profile) => {
      symlinkSync(`pine-trader.${profile}.env`, env('by-hand'));
      renameSync(env('by-hand'), env('pine-trader.env'));
    },
    edit: (path, change) => {
      const file = join(root, path);
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    },
    units: async (files) => {
      for (const [name, text] of Object.entries(files))
        machine.writeUnit(name, text.replaceAll('@/', `${root}/`));
      await machine.must('systemctl', ['daemon-reload']);
    },
    runs: async (unit) => whose(root, await machine.environmentOf(unit).catch(() => undefined)),
    reset,
  };
  return host;
}

function machineRun(machine: Machine, command: readonly string[]): Promise<Ran> {
  const [file = '', ...args] = command;
  return machine.run(file, args);
}

function told(ran: Ran): Told {
  const json = ran.out.startsWith('{')
    ? (JSON.parse(ran.out) as Report)
    : { outcome: '', findings: [] };
  const errors = json.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);
  const rules = json.error === undefined ? errors : [json.error.rule, ...errors];
  return { ...ran, json, rules: [...new Set(rules)] };
}

async function play(
  machine: Machine,
  shared: string,
  command: readonly string[],
  steps: readonly Step[],
): Promise<Played> {
  const plan = join(shared, 'terminal.json');
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', NO_COLOR: '1' };
  writeFileSync(plan, JSON.stringify({ command, cwd: '/', env, piped: false, steps }));
  return JSON.parse(await machine.must('sh', ['-c', `python3 ${driver} <${plan}`])) as Played;
}

/** The profile whose env file has this webhook. */
function whose(root: string, environment: ReadonlyMap<string, string> | undefined): string {
  if (environment === undefined) return 'nothing';
  const webhook = environment.get('TRADERSPOST_WEBHOOK_URL');
  if (webhook === undefined) return 'no key';
  const found = ['paper', 'live'].find((profile) =>
    readFileSync(join(root, `Deployment/env/pine-trader.${profile}.env`), 'utf8').includes(webhook),
  );
  return found ?? 'another';
}

/** Every secret value of the root, to be searched for in whatever was said. */
export function secretsOf(root: string): readonly string[] {
  return ['paper', 'live'].flatMap((profile) => {
    const text = readFileSync(join(root, `Deployment/env/pine-trader.${profile}.env`), 'utf8');
    return [...text.matchAll(/^(?:TRADERSPOST|DATABENTO)\w+=(.*)$/gm)].map(
      ([, value]) => value ?? '',
    );
  });
}
