import type { Registry } from '../registry.ts';
import { credentialsOf, type HeldKey, type HeldKeys, heldBy } from '../running/held-keys.ts';
import { type LinksRead, linksRead } from '../running/links-read.ts';
import { type WorkerView, workerView } from '../worker/worker-view.ts';
import type { GateFacts } from './gate-facts.ts';
import { type LinkedNow, linkedNow } from './linked-now.ts';

/** What is judged: the facts, and what follows from them for every doubt alike. */
export interface Subject extends GateFacts {
  readonly read: LinksRead;
  readonly linked: LinkedNow;
  /** What the worker makes of its environment and its config. */
  readonly sees: WorkerView;
  /** Whose keys the worker would have. */
  readonly held: Omit<HeldKeys, 'unclear'>;
  /** The environments whose keys only its config gives it. */
  readonly byConfig: readonly string[];
  readonly credentials: readonly HeldKey[];
}

/** The subject of these facts; without a registry nothing is anybody's. */
export function subjectOf(facts: GateFacts): Subject {
  const { world, variables, config } = facts;
  const registry = world.registry.kind === 'good' ? world.registry.registry : nobodys;
  const tree = config?.read.kind === 'read' ? config.read.value : undefined;
  const revealed = new Map([...variables].map(([key, value]) => [key, value.reveal()]));
  const sees = workerView(revealed, tree);
  const read = linksRead(world, variables);
  const own = credentialsOf(registry, variables, []);
  const byConfig = credentialsOf(registry, new Map(), sees.filter(isNot(own)));
  const credentials = [...own, ...byConfig];
  return {
    ...facts,
    read,
    linked: linkedNow(world, read.links),
    sees,
    held: heldBy(credentials),
    byConfig: heldBy(byConfig).environments.filter(
      (name) => !heldBy(own).environments.includes(name),
    ),
    credentials,
  };
}

/** A config that hands on what the environment has says nothing of its own. */
function isNot(own: readonly HeldKey[]) {
  const known = new Set(own.map(({ value }) => value.reveal()));
  return ({ value }: WorkerView[number]) => value !== undefined && !known.has(value.reveal());
}

const nobodys: Registry = { keys: new Map() };
