import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from '../../faults/program.ts';
import { seePrompt } from '../../faults/terminal.ts';
import { secretsOf, type Told, type TradingHost } from '../../systemd/trading-host.ts';
import { until } from '../../systemd/until.ts';
import { type Trap, unit } from './a-trap.ts';

/** What came of one trap, killed after so many seconds or not at all. */
export interface Sprung {
  readonly hit: boolean;
  readonly outcome: string;
  readonly bad: readonly string[];
  readonly seconds: number;
  readonly said: readonly string[];
}

/** Whose keys the processes of the machine hold, by their bytes; shares no code with the program. */
export function keysRunning(host: TradingHost): readonly ('paper' | 'live')[] {
  const [paper = '', , live = ''] = webhooks(host);
  const proc = host.machine.outside('/proc');
  const environments = readdirSync(proc)
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => textAt(join(proc, pid, 'environ')));
  return [
    ...(environments.some((text) => text.includes(paper)) ? (['paper'] as const) : []),
    ...(environments.some((text) => text.includes(live)) ? (['live'] as const) : []),
  ];
}

/** The webhook of paper first, that of live third. */
function webhooks(host: TradingHost): readonly string[] {
  const all = secretsOf(host.root).map((value) => value.replace(/^"|"$/g, ''));
  const hook = (from: number) =>
    all.slice(from, from + 2).find((one) => one.startsWith('http')) ?? 'none';
  return [hook(0), '', hook(2)];
}

function linked(host: TradingHost): string {
  try {
    return readlinkSync(join(host.root, 'Deployment/env/pine-trader.env'));
  } catch {
    return 'nothing';
  }
}

/** Sets the trap, walks into it, and looks at what the next commands make of the host. */
export async function spring(host: TradingHost, trap: Trap, killAfter?: number): Promise<Sprung> {
  const said: string[] = [];
  const keep = (told: Told) => {
    said.push(told.out, told.err);
    return told;
  };
  const pine = async (line: string) => keep(await host.pineEnv(`${line} --json`));
  await host.reset();
  await trap.prepare(host);
  const byHand = linked(host).includes('live');
  const begun = performance.now();
  const walked = await walk(host, trap, killAfter, said);
  const seconds = (performance.now() - begun) / 1000;
  const bad: string[] = [];
  const say = (wrong: boolean, words: string) => {
    if (wrong) bad.push(words);
  };
  const untold = killAfter === undefined && !trap.told.includes(walked.code);
  say(untold, `exit ${walked.code}, and ${trap.told} would tell it`);
  const named = trap.rules?.some((rule) => walked.rules.includes(rule)) ?? true;
  say(killAfter === undefined && !named, `it names ${walked.rules}`);
  const consent = existsSync(join(host.root, 'Deployment/state/consent'));
  say(
    linked(host).includes('live') && !consent && !byHand && trap.act !== 'start',
    'live is linked, and nobody said yes',
  );
  say(trap.act === 'start' && keysRunning(host).includes('live'), 'live runs behind a gate');
  const status = await pine('status --expect paper');
  const isLive = keysRunning(host).includes('live') || linked(host) !== 'pine-trader.paper.env';
  say(status.code === 0 && isLive, 'status says paper, and it is not');
  say(![0, 1].includes(status.code), `status exits ${status.code}`);
  const use = await pine('use paper');
  say(use.code === 0 && keysRunning(host).includes('live'), 'use paper says 0, and live runs');
  say(
    existsSync(join(host.root, 'Deployment/env/pine-trader.paper.env')) &&
      linked(host) !== 'pine-trader.paper.env',
    'use paper did not link paper',
  );
  await trap.mend?.(host);
  const repaired = await pine('use paper --restart');
  const runs = keysRunning(host);
  say(
    repaired.code !== 0 && !isUnstarted(trap, repaired),
    `use paper --restart exits ${repaired.code} ${repaired.rules}`,
  );
  say(runs.includes('live'), 'live still runs after use paper --restart');
  const last = await pine('status --expect paper');
  say(
    last.code !== 0 && !isUnstarted(trap, repaired),
    `in the end status exits ${last.code} ${last.rules}`,
  );
  const outcome =
    killAfter === undefined
      ? `exit ${walked.code}`
      : walked.killed
        ? `killed, then status ${status.code}, use paper ${use.code}`
        : `over before the kill: exit ${walked.code}`;
  return { hit: killAfter === undefined || walked.killed, outcome, bad, seconds, said };
}

/** A template of which no instance is loaded any more is no unit to start. */
function isUnstarted(trap: Trap, told: Told): boolean {
  return trap.act === 'start' && told.rules.includes('unit-missing');
}

interface Walked {
  readonly code: number;
  readonly rules: readonly string[];
  readonly killed: boolean;
}

async function walk(
  host: TradingHost,
  trap: Trap,
  killAfter: number | undefined,
  said: string[],
): Promise<Walked> {
  if (trap.act === 'start') return startGated(host, killAfter);
  if (trap.act === 'use live --restart') {
    const played = await host.agreeing(trap.act, [
      seePrompt,
      ['type', '{phrase}\r'],
      ...(killAfter === undefined
        ? []
        : ([
            ['pause', killAfter],
            ['run', `pkill -KILL -f '[p]ine-env.cjs use' || true`],
          ] as const)),
    ]);
    said.push(played.shown);
    const rules = [...played.shown.matchAll(/\(([a-z-]+)\):/g)].map(([, rule]) => rule ?? '');
    return { code: played.exit ?? -1, rules, killed: played.signal === 9 };
  }
  const words = `${trap.act}${trap.act === 'status' ? ' --expect paper' : ''} --json`;
  const command = commandOf([...words.split(' '), '--root', host.root]);
  const [file = '', ...rest] =
    killAfter === undefined ? command : ['timeout', '--signal=KILL', `${killAfter}`, ...command];
  const ran = await host.machine.run(file, rest);
  said.push(ran.out, ran.err);
  return { code: ran.code, rules: rulesIn(ran.out), killed: ran.code === 137 };
}

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

function textAt(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
