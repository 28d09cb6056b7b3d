import { shownPath } from '../layout.ts';
import type { View } from './check.ts';

/** A unit's file, and its line, as findings name it: relative where it lies in the root. */
export function shownPlace({ world }: View, place: string): string {
  return shownPath(world.root.path, place);
}
