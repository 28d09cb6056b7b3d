import { envPath, within } from '../layout.ts';
import { check } from './check.ts';

export const envFileNotRegular = check(
  'env-file-not-regular',
  'error',
  'the env file is a regular file',
  (view) =>
    view.files.flatMap((file) =>
      file.kind === 'opened' && file.facts.kind !== 'file'
        ? [
            {
              where: envPath(file.file),
              message: `the env file is a ${file.facts.kind}, not a regular file`,
              remedy: `look at it: ls -l ${within(view.world.root.path, envPath(file.file))}`,
            },
          ]
        : [],
    ),
);
