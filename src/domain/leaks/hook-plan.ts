import { fail } from '../../errors.ts';
import { frameworkOfHook, type HookFramework } from './hook-framework.ts';
import { type HookName, isOurHook, keptName } from './hook-text.ts';

/** What stands in a hook's place; `text` is one character a byte. */
export type Standing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file' | 'link'; readonly text: string }
  | { readonly kind: 'other' };

/** A hook's place and the place of what was there before it. */
export interface HookSeen {
  readonly hook: HookName;
  readonly place: Standing;
  readonly kept: Standing;
}

/** What becomes of a hook. `chain`: what stands there is kept beside ours first. */
export type HookStep = 'write' | 'chain' | 'renew' | 'leave' | 'remove' | 'restore';

/** What installing does to this hook; throws `refused` where somebody else's hook would be lost. */
export function stepToInstall(seen: HookSeen, ours: string): HookStep {
  const { place, kept, hook } = seen;
  if (place.kind === 'nothing') return 'write';
  if (place.kind === 'other') return inTheWay(hook);
  if (isOurHook(place.text)) return place.text === ours ? 'leave' : 'renew';
  const framework = frameworkOfHook(place.text);
  if (framework !== undefined) return ofFramework(framework, hook);
  // An install that was cut short kept a copy already.
  const isCopy = kept.kind === place.kind && kept.text === place.text;
  return kept.kind === 'nothing' || isCopy ? 'chain' : keptAlready(hook);
}

/** What removing does to this hook: what is not ours stays. */
export function stepToRemove({ place, kept }: HookSeen): HookStep {
  const isOurs = place.kind === 'file' && isOurHook(place.text);
  if (kept.kind !== 'nothing') return isOurs || place.kind === 'nothing' ? 'restore' : 'leave';
  return isOurs ? 'remove' : 'leave';
}

/** Hooks that a framework looks after are not ours to touch. */
export function ofFramework({ name, remedy }: HookFramework, where: string): never {
  return fail({
    kind: 'refused',
    rule: 'hooks-of-framework',
    message: `${name} looks after the hooks here (${where}); nothing was changed`,
    remedy,
    where,
  });
}

function inTheWay(hook: HookName): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'hook-not-a-file',
    message: `what stands in the place of ${hook} is no file`,
    remedy: 'look at it: ls -la in the directory that git rev-parse --git-path hooks names',
    where: hook,
  });
}

function keptAlready(hook: HookName): never {
  return fail({
    kind: 'refused',
    rule: 'hook-kept-already',
    message: `${hook} is not ours, and ${keptName(hook)} holds another hook already; nothing was changed`,
    remedy: `join the two into one, and remove ${keptName(hook)}`,
    where: hook,
  });
}
