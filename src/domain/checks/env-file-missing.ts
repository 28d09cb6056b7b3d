import { envPath, within } from '../layout.ts';
import { octal } from '../octal.ts';
import { check, type View } from './check.ts';

export const envFileMissing = check('env-file-missing', 'error', 'the env file is there', (view) =>
  view.files
    .filter((file) => file.kind === 'absent')
    .map(({ file }) => ({
      where: envPath(file),
      message: `the env file of ${view.profile.name} is missing`,
      remedy: `make it from its example: ${install(view, file)}`,
    })),
);

/** The file is born as the checks want it; on a server it is the service account's. */
function install({ world, owner, profile }: View, file: string): string {
  const root = world.root.path;
  const own = owner.uid === world.account.uid && owner.gid === world.account.gid;
  const whose = own ? '' : ` -o ${owner.uid} -g ${owner.gid}`;
  const example = within(root, envPath('pine-trader.env.example'));
  return `install -m ${octal(profile.mode)}${whose} ${example} ${within(root, envPath(file))}`;
}
