import { existsSync, readlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { standing } from '../../faults/judge.ts';
import { consenting } from '../../faults/terminal.ts';
import type { Told, TradingHost } from '../../systemd/trading-host.ts';
import { until } from '../../systemd/until.ts';
import type { Came } from '../tally.ts';
import { type Aim, aimingWith, readStruck, type Struck } from '../tracing/kill-at.ts';
import { type Trap, unit } from './a-trap.ts';
import { hooksOf, keysRunning } from './keys-running.ts';

/** What came of one trap, cut short or not. */
export interface Sprung {
  readonly hit: boolean;
  readonly outcome: string;
  readonly bad: readonly string[];
  readonly seconds: number;
  readonly said: readonly string[];
  /** Of a kill at a call. */
  readonly struck?: Struck;
}

/** How it is cut short: after so many seconds, or at one of its calls. */
export type Kill = { readonly after: number } | { readonly aim: Aim; readonly killer: string };

function linked(host: TradingHost): string {
  try {
    return readlinkSync(join(host.root, 'Deployment/env/pine-trader.env'));
  } catch {
    return 'nothing';
  }
}

/** Sets the trap, walks into it, and looks at what the next commands make of the host. */
export async function spring(host: TradingHost, trap: Trap, kill?: Kill): Promise<Sprung> {
  const said: string[] = [];
  const keep = (told: Told) => {
    said.push(told.out, told.err);
    return told;
  };
  const pine = async (line: string) => keep(await host.pineEnv(`${line} --json`));
  await host.reset();
  const hooks = hooksOf(host);
  const isLiveRunning = () => keysRunning(host, hooks).includes('live');
  await trap.prepare(host);
  const byHand = linked(host).includes('live');
  const begun = performance.now();
  const walked = await walk(host, trap, kill, said);
  const seconds = (performance.now() - begun) / 1000;
  const bad: string[] = [];
  const say = (wrong: boolean, words: string) => {
    if (wrong) bad.push(words);
  };
  const untold = kill === undefined && !trap.told.includes(walked.code);
  say(untold, `exit ${walked.code}, and ${trap.told} would tell it`);
  const named = trap.rules?.some((rule) => walked.rules.includes(rule)) ?? true;
  say(kill === undefined && !named, `it names ${walked.rules}`);
  const consent = existsSync(join(host.root, 'Deployment/state/consent'));
  say(
    linked(host).includes('live') && !consent && !byHand && trap.act !== 'start',
    'live is linked, and nobody said yes',
  );
  const last = standing(host.root).journal.at(-1);
  say(
    last?.kind === 'done' &&
      !byHand &&
      trap.act !== 'start' &&
      linked(host) !== `pine-trader.${last.profile}.env`,
    `the journal says ${last?.profile}, and ${linked(host)} is linked`,
  );
  say(trap.act === 'start' && isLiveRunning(), 'live runs behind a gate');
  const status = await pine('status --expect paper');
  const isLive = isLiveRunning() || linked(host) !== 'pine-trader.paper.env';
  say(status.code === 0 && isLive, 'status says paper, and it is not');
  say(![0, 1].includes(status.code), `status exits ${status.code}`);
  const use = await pine('use paper');
  say(use.code === 0 && isLiveRunning(), 'use paper says 0, and live runs');
  say(
    existsSync(join(host.root, 'Deployment/env/pine-trader.paper.env')) &&
      linked(host) !== 'pine-trader.paper.env',
    'use paper did not link paper',
  );
  await trap.mend?.(host);
  const repaired = await pine('use paper --restart');
  say(
    repaired.code !== 0 && !isUnstarted(trap, repaired),
    `use paper --restart exits ${repaired.code} ${repaired.rules}`,
  );
  say(isLiveRunning(), 'live still runs after use paper --restart');
  const atLast = await pine('status --expect paper');
  say(
    atLast.code !== 0 && !isUnstarted(trap, repaired),
    `in the end status exits ${atLast.code} ${atLast.rules}`,
  );
  const outcome =
    kill === undefined
      ? `exit ${walked.code}`
      : walked.killed
        ? `killed, then status ${status.code}, use paper ${use.code}`
        : `over before the kill: exit ${walked.code}`;
  const hit = kill === undefined || walked.killed;
  return { hit, outcome, bad, seconds, said, ...(walked.struck && { struck: walked.struck }) };
}

/** For a tally: what came of it, and each fault with where it was cut short. */
export function cameOf({ hit, outcome, bad, seconds }: Sprung, where: string): Came {
  return { isHit: hit, outcome, seconds, bad: bad.map((words) => `${where}: ${words}`) };
}

/** A template of which no instance is loaded any more is no unit to start. */
function isUnstarted(trap: Trap, told: Told): boolean {
  return trap.act === 'start' && told.rules.includes('unit-missing');
}

interface Walked {
  readonly code: number;
  readonly rules: readonly string[];
  readonly killed: boolean;
  readonly struck?: Struck;
}

async function walk(
  host: TradingHost,
  trap: Trap,
  kill: Kill | undefined,
  said: string[],
): Promise<Walked> {
  if (kill !== undefined && 'aim' in kill) return walkAiming(host, trap, kill, said);
  if (trap.act === 'start') return startGated(host, kill?.after);
  if (trap.act === 'use live --restart') {
    const inTime =
      kill === undefined
        ? []
        : ([
            ['pause', kill.after],
            ['run', `pkill -KILL -f '[p]ine-env.cjs use' || true`],
          ] as const);
    const steps = kill === undefined ? consenting : [...consenting, ...inTime];
    const played = await host.agreeing(trap.act, steps);
    said.push(played.shown);
    const rules = [...played.shown.matchAll(/\(([a-z-]+)\):/g)].map(([, rule]) => rule ?? '');
    return { code: played.exit ?? -1, rules, killed: played.signal === 9 };
  }
  const before = kill === undefined ? [] : ['timeout', '--signal=KILL', `${kill.after}`];
  const ran = await host.pineEnv(lineOf(trap), before);
  said.push(ran.out, ran.err);
  return { code: ran.code, rules: rulesIn(ran.out), killed: ran.code === 137 };
}

/** The same, killed at one of its calls. */
async function walkAiming(
  host: TradingHost,
  trap: Trap,
  { aim, killer }: Extract<Kill, { readonly aim: Aim }>,
  said: string[],
): Promise<Walked> {
  const log = join(dirname(host.root), 'struck');
  const before = aimingWith(killer, log, host.root, aim);
  if (trap.act === 'use live --restart') {
    said.push((await host.agreeing(trap.act, consenting, before)).shown);
  } else {
    const { out, err } = await host.pineEnv(lineOf(trap), before);
    said.push(out, err);
  }
  const struck = readStruck(log);
  return { code: struck.exit, rules: [], killed: struck.hit, struck };
}

const lineOf = ({ act }: Trap) => `${act}${act === 'status' ? ' --expect paper' : ''} --json`;

function rulesIn(out: string): readonly string[] {
  if (!out.startsWith('{')) return [];
  const { findings, error } = JSON.parse(out);
  return [error?.rule ?? '', ...findings.map(({ rule }: { rule: string }) => rule)];
}

/** The manager starts the worker; the gate is killed, or left alone until it has refused. */
async function startGated(host: TradingHost, killAfter?: number): Promise<Walked> {
  await host.machine.run('systemctl', ['start', '--no-block', unit]);
  const kill = `sleep ${killAfter ?? 0}; pkill -KILL -f '[p]ine-env.cjs gate'`;
  const killed = killAfter !== undefined && (await host.machine.run('sh', ['-c', kill])).code === 0;
  const property = async (name: string) =>
    (await host.machine.must('systemctl', ['show', '-P', name, unit])).trim();
  await until('the gate to refuse', async () =>
    (await property('ActiveState')) === 'failed' ? true : undefined,
  ).catch(() => undefined);
  return { code: Number(await property('ExecMainStatus')), rules: [], killed };
}
