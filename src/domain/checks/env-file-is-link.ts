import { envPath, within } from '../layout.ts';
import { check } from './check.ts';

export const envFileIsLink = check(
  'env-file-is-link',
  'error',
  'the env file is no symlink',
  (view) =>
    view.files.flatMap((file) =>
      file.kind === 'closed' && file.facts?.kind === 'link'
        ? [
            {
              where: envPath(file.file),
              message: 'the env file is a symlink; what it names can change unseen',
              remedy: `put the real file in its place: ls -l ${within(view.world.root.path, envPath(file.file))}`,
            },
          ]
        : [],
    ),
);
