import type { View } from './checks/check.ts';
import { handsOn } from './config-facts.ts';
import type { SeenSetting } from './worker/worker-view.ts';
import { seenBy, startsOf } from './worker-starts.ts';

/** Where the worker takes a setting from, as `explain` shows it. */
export interface WorkerRow {
  readonly setting: string;
  /** One source, or several when the loaders start workers that differ. */
  readonly from: readonly string[];
  /** The flag as the worker takes it; null for a setting that is none, or when the loaders differ. */
  readonly flag: boolean | null;
}

/** What the profile's worker does for one of its settings; null for a key it does not look for. */
export function workerRow(view: View, key: string): WorkerRow | null {
  const seen = startsOf(view).flatMap((start) => seenBy(start, key) ?? []);
  const [first] = seen;
  if (first === undefined) return null;
  const flags = [...new Set(seen.map(({ flag }) => flag?.value ?? null))];
  return {
    setting: first.setting,
    from: [...new Set(seen.map((one) => sourceOf(view, one)))],
    flag: flags.length === 1 ? (flags[0] ?? null) : null,
  };
}

/** In words: the env file, a place in the runtime config, or nothing. */
export function sourceOf(view: View, seen: SeenSetting): string {
  const { from, key } = seen;
  const config = view.world.configs.get(view.profile.name)?.where ?? '';
  switch (from.kind) {
    case 'config': {
      const place = `${config}:${from.line} ${from.path}`;
      return handsOn({ where: place, seen, from }) ? `the env file, through ${place}` : place;
    }
    case 'environment':
      return from.key === key ? 'the env file' : `the env file, as ${from.key}`;
    case 'nowhere':
      return 'nowhere';
    case 'unclear':
      return `${config} ${from.path}, which is unclear`;
  }
}
