import type { ProcessVerdict } from '../domain/running/judge-process.ts';
import type { UnitVerdict } from '../domain/running/judge-units.ts';
import type { StatusReport } from '../domain/status-report.ts';
import type { Paint } from '../render/paint.ts';
import { plain, table } from '../render/speech.ts';

/** One row for each unit and for each worker that no unit started: whose keys it has, and how that stands. */
export function runningLines({ units, processes }: StatusReport, paint: Paint): readonly string[] {
  const byHand = processes.filter(({ unit }) => unit === null);
  return table([
    ...units.map((unit) => unitRow(unit, processes, paint)),
    ...byHand.map((worker) => [
      `${plain(worker.program)} (no unit)`,
      whose(worker, paint),
      `${word(worker.state, paint)}  ${started(worker)}`,
    ]),
  ]);
}

function unitRow(
  { unit, state, active, sub, processes }: UnitVerdict,
  all: readonly ProcessVerdict[],
  paint: Paint,
): readonly string[] {
  const own = all.filter(({ pid }) => processes.includes(pid));
  const [loudest = own[0]] = own.filter((one) => one.state === state);
  if (loudest === undefined) return [plain(unit), ...unseen(state, active, sub, paint)];
  return [plain(unit), whose(loudest, paint), `${word(state, paint)}  ${started(loudest)}`];
}

/** A unit that runs and whose processes nobody sees is not one that does not run. */
function unseen(
  state: UnitVerdict['state'],
  active: string | null,
  sub: string | null,
  paint: Paint,
): readonly string[] {
  return state === 'not-running'
    ? ['-', notRunning(active, sub)]
    : ['?', `${word(state, paint)}  it runs, and cannot be seen`];
}

function notRunning(active: string | null, sub: string | null): string {
  if (active === 'failed') return 'failed';
  return sub === 'auto-restart' ? 'failing, and started again' : 'not running';
}

function whose({ environments, tier }: ProcessVerdict, paint: Paint): string {
  const names = environments.map(plain).join('+');
  if (names === '') return '?';
  return tier === 'live' ? paint.live(names.toUpperCase()) : paint.safe(names);
}

function word(state: UnitVerdict['state'], paint: Paint): string {
  if (state === 'matches') return state;
  return paint.error(state === 'mixed' ? 'MIXED' : state);
}

function started({ pid, since }: ProcessVerdict): string {
  return `pid ${pid} since ${since.replace(/\.\d+Z$/, 'Z')}`;
}

/** What the host does, in the lines before the verdict; the louder it is, the more it says. */
export function stateLines(report: StatusReport, paint: Paint): readonly string[] {
  const { state, examined, processes } = report;
  if (!examined) return ['what runs cannot be examined here', ...nextStart(report)];
  if (state === 'mixed' && processes.some((one) => one.state === 'mixed')) {
    return [paint.error('MIXED: a worker holds keys of two environments')];
  }
  if (state === 'stale-live')
    return [paint.error('STALE-LIVE: a worker still trades with REAL MONEY')];
  const live = processes.filter(({ tier }) => tier === 'live');
  if (state === 'live') return [paint.live(`REAL MONEY: ${count(live)} with live keys`)];
  if (state === 'unproven') {
    return [paint.error(doubt(report, live)), ...(live.length > 0 ? [] : nextStart(report))];
  }
  return [running(processes), ...nextStart(report)];
}

function doubt({ tier }: StatusReport, live: readonly ProcessVerdict[]): string {
  if (live.length > 0) return `UNPROVEN: REAL MONEY with ${count(live)}, and more cannot be told`;
  return tier === 'live'
    ? 'UNPROVEN: a worker may trade with REAL MONEY already'
    : 'UNPROVEN: nobody can say with whose keys a worker runs';
}

function nextStart({ tier }: StatusReport): readonly string[] {
  return tier === 'live' ? ['ARMED: REAL MONEY at the next start of the worker'] : [];
}

function running(processes: readonly ProcessVerdict[]): string {
  const otherwise = processes.filter(({ state }) => state !== 'matches').length;
  if (processes.length === 0) return 'no worker runs';
  return otherwise === 0
    ? `${count(processes)}, as linked`
    : `${count(processes)}, ${otherwise} of them not as linked`;
}

function count({ length }: readonly unknown[]): string {
  return length === 1 ? '1 worker process runs' : `${length} worker processes run`;
}
