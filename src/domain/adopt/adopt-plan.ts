import type { View } from '../checks/check.ts';
import type { LinkMove } from '../journal-entry.ts';
import type { World } from '../world.ts';
import { refuseOtherKeys, refuseOtherLinks, refuseUnsafe, refuseUse } from './adopt-refusals.ts';
import { type Adopted, adoptedAs } from './adopted.ts';
import { asAdopted } from './as-adopted.ts';
import type { PlainFile } from './plain-file.ts';
import { refuseDifferent, refusePlain } from './plain-file-refusals.ts';

/** What an adoption would change, decided before anything is changed. */
export interface AdoptPlan {
  /** The profile as it will be. */
  readonly view: View;
  readonly adopted: readonly Adopted[];
  /** For the journal: there was no link before. */
  readonly moves: readonly LinkMove[];
}

/**
 * The plan that makes these plain files the env files of a profile. Throws where that would be a lie or take
 * the file from whoever reads it: keys of somebody else, another file in its place, an unsafe one.
 */
export function planAdoption(world: World, name: string, plain: readonly PlainFile[]): AdoptPlan {
  const view = asAdopted(world, name, plain);
  for (const file of plain) refusePlain(view, file);
  refuseOtherKeys(view, plain);
  const adopted = view.profile.links.flatMap(({ link, file }) => {
    const found = plain.find((one) => one.link === link);
    return found === undefined ? [] : [adoptedAs(world, file, found)];
  });
  refuseDifferent(world, adopted);
  refuseOtherLinks(world, view, adopted);
  refuseUnsafe(view);
  refuseUse(view);
  const moves = adopted.map(({ link, file }) => ({ link, from: null, to: file }));
  return { view, adopted, moves };
}
