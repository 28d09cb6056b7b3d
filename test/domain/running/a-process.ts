import type { EnvironmentRead, ProcessFacts } from '../../../src/domain/running/process-facts.ts';
import type { ProcessConfig, Running } from '../../../src/domain/running/running.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { UnitFacts } from '../../../src/domain/units/unit-facts.ts';
import type { World } from '../../../src/domain/world.ts';
import { aWorld, fileFacts, type Setup } from '../a-world.ts';
import { readingOf } from '../worker/a-config.ts';

export const unit = 'pine-worker@a.service';
export const startedAt = Date.UTC(2026, 9, 2, 3);

/** The lines of an env file as a process has them. */
export function variablesOf(text: string): ReadonlyMap<string, Secret> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), Secret.of(line.slice(at + 1))];
    }),
  );
}

/** A worker of the unit with the environment of this text, or one that cannot be read. */
export function aProcess(
  environment: string | EnvironmentRead,
  change: Partial<ProcessFacts> = {},
): ProcessFacts {
  const read =
    typeof environment === 'string'
      ? { kind: 'read' as const, variables: variablesOf(environment) }
      : environment;
  return {
    ...{ pid: 4711, uid: 990, startedAt, startTicks: '1', unit, program: 'python3' },
    ...{ command: ['python3', 'live_worker.py'].map(Secret.of), environment: read },
    ...change,
  };
}

/** The same, started by hand. */
export function byHand(text: string, change: Partial<ProcessFacts> = {}): ProcessFacts {
  const { unit: _none, ...process } = aProcess(text, { pid: 4712, ...change });
  return process;
}

/** A unit that runs. */
export function aUnit(change: Partial<UnitFacts> = {}): UnitFacts {
  return {
    ...{ unit, load: 'loaded', active: 'active', sub: 'running', result: 'success' },
    ...{ enabled: true, mainPid: 4711, restarts: 0, invocation: 'a'.repeat(32) },
    ...{ restartDelay: 100, fragment: `/etc/systemd/system/${unit}`, dropIns: [] },
    ...change,
  };
}

/** A World in which these processes run. */
export function whereRun(
  processes: readonly ProcessFacts[],
  setup: Setup = {},
  change: Partial<Running> = {},
): World {
  const manager = { kind: 'answered', units: [aUnit()] } as const;
  const running = { manager, canLook: true, processes, configs: new Map(), ...change };
  return aWorld({ running, ...setup });
}

/** The config of the worker, older than the worker unless something else is said. */
export function withConfig(text: string, change: Partial<ProcessConfig> = {}): Partial<Running> {
  const facts = fileFacts({ changedAt: startedAt - 1000 });
  const read = readingOf(text);
  const config = { where: 'runtime/config.yml', namedBy: 'process', read, facts } as const;
  return { configs: new Map([[4711, { ...config, ...change }]]) };
}
