import { envPath } from '../layout.ts';
import { check } from './check.ts';

export const envFileUnreadable = check(
  'env-file-unreadable',
  'error',
  'the env file can be read',
  (view) =>
    view.files.flatMap((file) =>
      file.kind === 'closed' && file.facts?.kind !== 'link'
        ? [
            {
              where: envPath(file.file),
              message: `the env file cannot be read (${file.error.errno ?? file.error.rule})`,
              remedy: `run it as root or as the file's owner: sudo pine-env check ${view.profile.name}`,
            },
          ]
        : [],
    ),
);
