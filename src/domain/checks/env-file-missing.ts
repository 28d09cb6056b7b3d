import { linkState, standing } from '../env-link.ts';
import { envPath, within } from '../layout.ts';
import { octal } from '../octal.ts';
import { check, type View } from './check.ts';

const about = 'the env file is there';

/** Whoever links or edits the file needs it. */
export const envFileMissing = check('env-file-missing', 'error', about, missing);

/** As long as nothing is linked, a profile with a source needs no file: its values come from there. */
export const envFileAwaited = check('env-file-missing', 'error', about, (view) => {
  const { world, profile } = view;
  const linked = profile.links.some(({ link, file }) => standing(world, link) === file);
  if (profile.source === undefined || linked) return missing(view);
  return missing(view).map((one) => ({ ...one, severity: 'info' }));
});

function missing(view: View) {
  const { name } = view.profile;
  return view.files
    .filter((file) => file.kind === 'absent')
    .map(({ file }) => {
      const isPlain = plainInstead(view, file);
      const plain = isPlain ? ', and a plain file stands where its link should be' : '';
      return {
        where: envPath(file),
        message: `the env file of ${name} is missing${plain}`,
        remedy: isPlain
          ? 'make that the env file, no byte is lost, then switch: pine-env adopt'
          : makeIt(view, file),
      };
    });
}

/** A file made anew beside it would stand in the way of the one that holds the keys. */
function plainInstead({ world, profile }: View, file: string): boolean {
  return profile.links.some((pair) => {
    const state = linkState(world, pair.link);
    return pair.file === file && state.kind === 'not-a-link' && state.what === 'file';
  });
}

function makeIt(view: View, file: string): string {
  const { name, source } = view.profile;
  return source === undefined
    ? `make it from its example: ${install(view, file)}`
    : `write it from its source: pine-env pull ${name}`;
}

/** The file is born as the checks want it; on a server it is the service account's. */
function install({ world, owner, profile }: View, file: string): string {
  const root = world.root.path;
  const own = owner.uid === world.account.uid && owner.gid === world.account.gid;
  const whose = own ? '' : ` -o ${owner.uid} -g ${owner.gid}`;
  const example = within(root, envPath('pine-trader.env.example'));
  return `install -m ${octal(profile.mode)}${whose} ${example} ${within(root, envPath(file))}`;
}
