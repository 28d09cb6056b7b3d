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
  if (loudest === undefined) return [plain(unit), '-', notRunning(active, sub)];
  return [plain(unit), whose(loudest, paint), `${word(state, paint)}  ${started(loudest)}`];
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
  if (state === 'live') return [paint.live(`REAL MONEY: ${count(processes)} with live keys`)];
  return [running(processes), ...nextStart(report)];
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
