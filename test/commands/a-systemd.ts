import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemd as model } from '../../src/domain/loaders/systemd.ts';
import type { ProcessFacts } from '../../src/domain/running/process-facts.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { UnitFacts } from '../../src/domain/units/unit-facts.ts';
import { unitMatches } from '../../src/domain/units/unit-pattern.ts';
import { PineError } from '../../src/errors.ts';
import type { Processes, UnitControl } from '../../src/ports.ts';
import { linkAt } from './a-root.ts';

/**
 * What a unit does when it is started. loops: it dies and is started again, over and over. dies: it
 * is up, and after a while it is not. refuses: its start fails. drifts: it runs with another value.
 */
export type Habit = 'healthy' | 'loops' | 'dies' | 'refuses' | 'drifts' | 'ignores';

/** A service manager that lives in a test: it reads what is linked whenever it starts a unit. */
export interface ASystemd {
  readonly unitControl: UnitControl;
  readonly processes: Processes;
  /** Every call that changes something, in order: `stop pine-worker@a.service`. */
  readonly did: readonly string[];
  /** Starts a unit as something else than pine-env would, on what is linked now. */
  boot(unit: string): void;
  /** The webhook that a unit runs with; undefined when it does not run. */
  webhookOf(unit: string): string | undefined;
}

/** What a test decides. */
export interface SystemdPlan {
  readonly units: readonly string[];
  readonly habit?: (unit: string) => Habit;
  /** Runs before each call that changes something; may throw, may change the disk. */
  readonly before?: (call: string) => void | Promise<void>;
  readonly silent?: boolean;
  readonly jobs?: string[];
}

interface State {
  active: string;
  sub: string;
  result: string;
  pid: number;
  restarts: number;
  invocation: string;
  looks: number;
  environment: ReadonlyMap<string, Secret> | undefined;
}

/** A service manager over a root; its units read the plain link. */
export function aSystemd(root: string, plan: SystemdPlan): ASystemd {
  const did: string[] = [];
  const states = new Map<string, State>(plan.units.map((unit) => [unit, stopped()]));
  let serial = 1000;
  const habitOf = plan.habit ?? (() => 'healthy');
  const stateOf = (unit: string) => states.get(unit) ?? stopped();

  const begin = (unit: string) => {
    const state = stateOf(unit);
    const environment = linked(root);
    if (environment === undefined || habitOf(unit) === 'refuses') {
      Object.assign(state, { active: 'failed', sub: 'failed', result: 'resources', pid: 0 });
      return;
    }
    Object.assign(state, {
      ...{ active: 'active', sub: 'running', result: 'success', looks: 0 },
      pid: ++serial,
      invocation: `${serial}`.padStart(32, '0'),
      environment: habitOf(unit) === 'drifts' ? drifted(environment) : environment,
    });
  };
  const live = (unit: string) => {
    const state = stateOf(unit);
    if (state.active !== 'active') return;
    state.looks += 1;
    if (habitOf(unit) === 'dies' && state.looks > 2)
      Object.assign(state, dead, { result: 'exit-code' });
    if (habitOf(unit) === 'loops' && state.looks > 1) {
      begin(unit);
      Object.assign(state, { looks: 1, restarts: state.restarts + 1 });
    }
  };
  const factsOf = (unit: string): UnitFacts => {
    live(unit);
    const { active, sub, result, pid, restarts, invocation } = stateOf(unit);
    const load = states.has(unit) ? 'loaded' : 'not-found';
    const place = { fragment: `/etc/systemd/system/${unit}`, dropIns: [] };
    const own = { unit, load, active, sub, result, invocation, restarts };
    return { ...own, ...place, enabled: true, mainPid: pid, restartDelay: 100 };
  };
  const change = async (verb: string, units: readonly string[], each: (unit: string) => void) => {
    const call = `${verb} ${units.join(' ')}`;
    await plan.before?.(call);
    mustSpeak(plan);
    did.push(call);
    for (const unit of units) each(unit);
    const failed = units.find((unit) => verb !== 'stop' && stateOf(unit).active === 'failed');
    if (failed !== undefined) throw refusal(failed);
  };
  const stop = (unit: string) => void Object.assign(stateOf(unit), dead, { result: 'success' });

  return {
    did,
    boot: begin,
    webhookOf: (unit) => stateOf(unit).environment?.get('TRADERSPOST_WEBHOOK_URL')?.reveal(),
    unitControl: {
      isHere: true,
      find: async (patterns) => {
        mustSpeak(plan);
        const fits = (unit: string) => patterns.some((pattern) => unitMatches(pattern, unit));
        return plan.units.filter(fits).map(factsOf);
      },
      show: async (units) => {
        mustSpeak(plan);
        return units.map(factsOf);
      },
      jobs: async () => (plan.jobs ?? []).map((unit, at) => ({ id: at + 1, unit, type: 'start' })),
      cancel: async (jobs) =>
        change(
          'cancel',
          jobs.map(({ unit }) => unit),
          () => undefined,
        ),
      stop: async (units) => change('stop', units, stop),
      start: async (units) =>
        change('start', units, (unit) => {
          if (habitOf(unit) !== 'ignores') begin(unit);
        }),
      restart: async (units) =>
        change('restart', units, (unit) => {
          if (habitOf(unit) === 'ignores') return;
          stop(unit);
          begin(unit);
        }),
    },
    processes: processesOf(states),
  };
}

function processesOf(states: ReadonlyMap<string, State>): Processes {
  return {
    canLook: true,
    isElsewhere: () => false,
    all: () =>
      [...states].flatMap(([unit, { pid, environment }]) =>
        environment === undefined ? [] : [glance(unit, pid)],
      ),
    environment: async ({ unit }) => {
      const variables = states.get(unit ?? '')?.environment;
      return variables === undefined
        ? { kind: 'closed', why: 'gone' }
        : { kind: 'read', variables };
    },
    own: () => ({ kind: 'read', variables: new Map() }),
  };
}

function glance(unit: string, pid: number): Omit<ProcessFacts, 'environment'> {
  return {
    ...{ pid, uid: 0, startedAt: Date.UTC(2026, 10, 24, 3) + pid, startTicks: `${pid}`, unit },
    ...{ program: 'python3', command: [Secret.of('python3'), Secret.of('live_worker.py')] },
  };
}

const dead = { active: 'inactive', sub: 'dead', pid: 0, environment: undefined };

function stopped(): State {
  return { ...dead, result: 'success', restarts: 0, invocation: '', looks: 0 };
}

/** What systemd would read now behind the link; undefined when nothing is there. */
function linked(root: string): ReadonlyMap<string, Secret> | undefined {
  const path = join(root, linkAt());
  if (!existsSync(path)) return undefined;
  const reading = model.read(readFileSync(path));
  if (reading.kind === 'refused') return undefined;
  return new Map(reading.assignments.map(({ key, value }) => [key, value]));
}

function drifted(environment: ReadonlyMap<string, Secret>): ReadonlyMap<string, Secret> {
  return new Map([...environment, ['POLICY_KILLSWITCH', Secret.of('true')]]);
}

function mustSpeak({ silent }: SystemdPlan): void {
  if (silent !== true) return;
  throw new PineError({
    kind: 'provider',
    rule: 'manager-silent',
    message: 'systemd gave no answer within 5 seconds',
    remedy: 'look: systemctl list-units',
  });
}

function refusal(unit: string): PineError {
  return new PineError({
    kind: 'provider',
    rule: 'manager-refused',
    message: `systemd could not start ${unit}`,
    remedy: `see why: systemctl status ${unit}`,
  });
}
