import { run } from '../../src/cli.ts';
import type { ProcessFacts } from '../../src/domain/running/process-facts.ts';
import type { UnitFacts } from '../../src/domain/units/unit-facts.ts';
import { unitMatches } from '../../src/domain/units/unit-pattern.ts';
import { PineError } from '../../src/errors.ts';
import type { Host, Processes, UnitControl } from '../../src/ports.ts';

/** A table of exactly these processes. */
export function tableOf(all: readonly ProcessFacts[], canLook = true): Processes {
  return {
    canLook,
    isElsewhere: () => false,
    all: () => all.map(({ environment: _unread, ...glance }) => glance),
    environment: async ({ pid }) =>
      all.find((one) => one.pid === pid)?.environment ?? { kind: 'closed', why: 'gone' },
    own: () => ({ kind: 'read', variables: new Map() }),
  };
}

/** A service manager that has these units, and changes none. */
export function managerOf(units: readonly UnitFacts[]): UnitControl {
  const nothing = async () => undefined;
  return {
    isHere: true,
    find: async (patterns) =>
      units.filter(({ unit }) => patterns.some((one) => unitMatches(one, unit))),
    show: async (names) => units.filter(({ unit }) => names.includes(unit)),
    jobs: async () => [],
    cancel: nothing,
    stop: nothing,
    start: nothing,
    restart: nothing,
  };
}

/** A service manager that gives no answer. */
export function muteManager(): UnitControl {
  const mute = async () => {
    throw new PineError({
      kind: 'provider',
      rule: 'manager-silent',
      message: 'systemd gave no answer within 5 seconds',
      remedy: 'look: systemctl list-units',
    });
  };
  return { ...managerOf([]), find: mute, show: mute, jobs: mute };
}

/** What a command line prints for people, its lines; with the code it leaves with. */
export async function say(
  line: string,
  root: string,
  host: Host,
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const manner = { mayColour: async () => false, version: 'test' };
  const { code, out, err } = await run([...line.split(' '), '--root', root], () => host, manner);
  return { code, lines: `${out}${err}`.trimEnd().split('\n') };
}
