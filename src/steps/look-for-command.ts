import type { View } from '../domain/checks/check.ts';
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

/** Looks at a profile whose keys a command is to get; in any tier one error finding refuses. */
export async function lookForCommand(host: Host, root: Root, name: string): Promise<Readied> {
  const view = viewOrFail(await observeAll(host, root), name);
  const why = whyNotLive(judge(commandChecks, view));
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
