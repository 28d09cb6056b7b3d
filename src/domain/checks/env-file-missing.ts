import { envPath } from '../layout.ts';
import { check } from './check.ts';

export const envFileMissing = check('env-file-missing', 'error', 'the env file is there', (view) =>
  view.files
    .filter((file) => file.kind === 'absent')
    .map(({ file }) => ({
      where: envPath(file),
      message: `the env file of ${view.profile.name} is missing`,
      remedy: `make it from its example: install -m 0600 ${view.world.root.path}/${envPath('pine-trader.env.example')} ${view.world.root.path}/${envPath(file)}`,
    })),
);
