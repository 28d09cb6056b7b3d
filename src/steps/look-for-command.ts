import type { Check, View } from '../domain/checks/check.ts';
import { commandChecks, judge } from '../domain/checks/index.ts';
import { whyNotLive } from '../domain/refusals.ts';
import type { Secret } from '../domain/secret.ts';
import type { Root } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { viewOrFail } from './look.ts';
import { observeAll } from './observe.ts';
import { profileValues } from './profile-values.ts';

/** A profile that nothing speaks against giving to a command, and its values. */
export interface Readied {
  readonly view: View;
  readonly values: ReadonlyMap<string, Secret>;
}

/** What a command's keys come from: a profile of a root, or one env file by itself. */
export interface Keyring {
  /** How a person is told of it: `root /opt/pine`. */
  readonly where: string;
  /** Whose journal hears of it; absent where there is no root. */
  readonly root?: Root;
  /** Looks anew each time; in any tier one error finding refuses. */
  look(): Promise<Readied>;
}

/** The keys of a profile. */
export function profileKeyring(host: Host, root: Root, name: string): Keyring {
  return {
    root,
    where: `root ${root.path}`,
    look: async () => readied(host, viewOrFail(await observeAll(host, root), name), commandChecks),
  };
}

/** A profile against which none of these checks speaks, with its values. */
export async function readied(host: Host, view: View, checks: readonly Check[]): Promise<Readied> {
  const why = whyNotLive(judge(checks, view));
  if (why !== undefined) throw new PineError(why);
  const values = await profileValues(host, view);
  for (const [key, value] of values) if (/\p{Surrogate}/u.test(value.reveal())) notText(key);
  return { view, values };
}

/** Node starts programs with text only, and a byte that is none would come out as another one. */
function notText(key: string): never {
  return fail({
    kind: 'refused',
    rule: 'value-not-utf8',
    message: `${key} holds a byte that is not UTF-8, so it cannot be handed on as it is`,
    remedy: `see where: pine-env explain ${key}`,
  });
}
