import { activeProfiles } from '../env-link.ts';
import type { Finding } from '../finding.ts';
import { listed } from '../listed.ts';
import { isGlob } from '../units/glob.ts';
import type { UnitFacts } from '../units/unit-facts.ts';
import { unitMatches, unmatched } from '../units/unit-pattern.ts';
import { patternsOf, type World } from '../world.ts';
import type { ProcessVerdict } from './judge-process.ts';
import type { RunningVerdict, UnitVerdict } from './judge-units.ts';

/** What speaks against what runs, the loudest first; `linked` is the tier of what the links lead to. */
export function runningFindings(
  world: World,
  verdict: RunningVerdict,
  linked: 'safe' | 'live' | null,
): readonly Finding[] {
  const { workers, others, units } = verdict;
  return [
    ...workers.flatMap((worker) => workerFindings(world, worker, linked)),
    ...others.map((other) => otherFinding(other, linked)),
    ...units.flatMap((unit) => unitFindings(unit)),
    ...managerFindings(world),
    ...blindFindings(world),
  ];
}

function workerFindings(
  world: World,
  worker: ProcessVerdict,
  linked: 'safe' | 'live' | null,
): readonly Finding[] {
  if (worker.state === 'mixed') return [finding('process-mixed', worker, mixedWords(worker))];
  if (worker.tier === 'live' && linked !== 'live') {
    return [finding('process-live', worker, liveWords(worker))];
  }
  if (worker.state === 'unproven') {
    return [finding('process-unproven', worker, `unproven: ${worker.why ?? ''}`)];
  }
  if (worker.state !== 'stale') return [];
  return linked === 'live' && worker.tier !== 'live'
    ? [finding('process-armed', worker, armedWords(worker))]
    : [staleFinding(world, worker, linked)];
}

/**
 * A start reads what is linked, whatever it is; so the remedy is our own switch to a safe profile, which
 * looks at the file first, and anywhere else what ends the worker.
 */
function staleFinding(
  world: World,
  worker: ProcessVerdict,
  linked: 'safe' | 'live' | null,
): Finding {
  const { unit } = worker;
  const told = finding('process-stale', worker, staleWords(worker));
  const own = (patterns: readonly string[]) =>
    patterns.some((pattern) => unit !== null && unitMatches(pattern, unit));
  const profile = activeProfiles(world).find(({ tier, units }) => tier === 'safe' && own(units));
  if (linked !== 'safe' || profile === undefined) return told;
  const remedy = `restart it on what is linked: pine-env use ${profile.name} --restart`;
  return { ...told, remedy };
}

function mixedWords({ environments }: ProcessVerdict): string {
  return `MIXED: it holds keys of ${listed(environments)} at once; treat it as live`;
}

function liveWords({ environments }: ProcessVerdict): string {
  return `STALE-LIVE: it still runs with the keys of ${listed(environments)}: real money`;
}

function armedWords({ instead }: ProcessVerdict): string {
  const as = instead === null ? 'other keys' : instead;
  return `ARMED: it runs with ${as}, and live is linked: when it starts again, for whatever reason, it trades with real money`;
}

function staleWords({ instead, differs }: ProcessVerdict): string {
  const as = instead === null ? '' : `, as ${instead} has it`;
  return `stale: it was started with another ${listed(differs)} than what is linked now${as}`;
}

function finding(rule: string, worker: ProcessVerdict, message: string): Finding {
  return {
    rule,
    severity: 'error',
    where: whereOf(worker),
    message,
    remedy: remedyFor(rule, worker),
  };
}

/** As reports name a process. */
function whereOf({ unit, pid, program }: ProcessVerdict): string {
  return `${unit ?? program} pid ${pid}`;
}

/** What ends a wrong process is never a start: that would read what is linked, whatever it is. */
function remedyFor(rule: string, { unit, pid }: ProcessVerdict): string {
  if (unit === null) return `end it: sudo kill ${pid}`;
  if (rule === 'process-unproven') return `look as root; to end it: sudo systemctl stop ${unit}`;
  return `end it now: sudo systemctl stop ${unit}`;
}

/** Somebody's shell is worth a look; what a unit runs trades, and under a link that is not live it is the lie. */
function otherFinding(other: ProcessVerdict, linked: 'safe' | 'live' | null): Finding {
  const isUnits = other.unit?.endsWith('.service') ?? false;
  const message = `it is no worker that a profile names, and it holds keys of ${listed(other.environments)}`;
  const look = `see what it is: ps -o pid,user,lstart,comm -p ${other.pid}`;
  const isError = isUnits && linked !== 'live';
  return {
    rule: 'live-keys-elsewhere',
    severity: isError ? 'error' : 'warning',
    where: whereOf(other),
    message,
    remedy: isError ? `end it: sudo systemctl stop ${other.unit}` : look,
  };
}

function unitFindings({ unit, state, processes, active, sub }: UnitVerdict): readonly Finding[] {
  if (state === 'unproven' && processes.length === 0) return [unseen(unit)];
  if (active !== 'failed' && sub !== 'auto-restart') return [];
  const again =
    'it keeps failing and is started again and again, each time with what is linked then';
  return [
    {
      rule: 'unit-failed',
      severity: 'warning',
      where: unit,
      message: active === 'failed' ? 'it has failed and does not trade' : again,
      remedy: `see why: systemctl status ${unit}`,
    },
  ];
}

function unseen(unit: string): Finding {
  return {
    rule: 'process-unproven',
    severity: 'error',
    where: unit,
    message: 'unproven: it runs, and none of its processes can be seen',
    remedy: `look as root; to end it: sudo systemctl stop ${unit}`,
  };
}

function managerFindings(world: World): readonly Finding[] {
  const manager = world.running?.manager;
  if (manager === undefined || manager.kind === 'absent') return [];
  if (manager.kind === 'silent') {
    const { message, remedy } = manager.error;
    return [
      {
        rule: 'manager-silent',
        severity: 'error',
        where: 'systemd',
        message: `${message}: what it would start is unproven`,
        remedy,
      },
    ];
  }
  const changed = manager.units.filter(({ needsReload }) => needsReload === true);
  const names = manager.units.filter(({ load }) => load !== 'not-found').map(({ unit }) => unit);
  const missing = unmatched(patternsOf(world), names).map((pattern) => ({
    rule: 'unit-missing',
    severity: 'warning' as const,
    where: pattern,
    message: `no ${isGlob(pattern) ? 'unit, loaded or configured, matches this pattern' : 'such unit is there'}`,
    remedy: 'correct units: in the profile; see which there are: systemctl list-unit-files',
  }));
  return [...changed.map(notReloaded), ...missing];
}

/** A crash is followed by a start of the unit as it was loaded, whatever its files say by now. */
function notReloaded({ unit }: UnitFacts): Finding {
  return {
    rule: 'unit-not-reloaded',
    severity: 'error',
    where: unit,
    message: 'unproven: its files were changed, and the next start goes by what they said before',
    remedy: 'have systemd read them: sudo systemctl daemon-reload',
  };
}

/** Where there is a service manager there are workers, and not to see them is not to know. */
function blindFindings({ running }: World): readonly Finding[] {
  if (running === undefined || running.canLook || running.manager.kind === 'absent') return [];
  return [
    {
      rule: 'not-examined',
      severity: 'error',
      where: 'processes',
      message: 'unproven: this account cannot see the processes of this host',
      remedy: 'look as root: sudo pine-env status',
    },
  ];
}
