import { envPath, within } from '../layout.ts';
import { check } from './check.ts';

export const editorLeftover = check(
  'editor-leftover',
  'error',
  'no editor left a copy of the keys behind',
  (view) =>
    view.world.leftovers
      .filter(({ keys }) => keys.length > 0)
      .map(({ name, keys }) => ({
        where: envPath(name),
        message: `a copy that an editor, sed or cp left names ${keys.slice(0, 3).join(', ')}`,
        remedy: `look, then delete it: shred -u ${within(view.world.root.path, envPath(name))}`,
      })),
);
