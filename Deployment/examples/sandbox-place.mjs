// Where the quickstart's sandbox lies, and whether what lies there may be taken away.
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** `init --demo` begins every env file with this. */
const marker = '# Made up by pine-env init --demo: no key in here opens anything.';

const configMarker = '# Made up by pine-env init --demo.';

/**
 * The first place that is ours and below directories that nobody else may write: `.sandbox` in the
 * checkout, the user's state directory, the home itself. When there is none, `.sandbox` and why.
 */
export function placeForSandbox(checkout) {
  const inCheckout = join(checkout, '.sandbox');
  const path = [inCheckout, ...placesAtHome()].find((one) => objection(one) === undefined);
  if (path !== undefined) return { path, isSafe: true };
  return { path: inCheckout, isSafe: false, why: objection(inCheckout) };
}

/** Only where a home is: an account without one gets none from us. */
function placesAtHome() {
  const home = homedir();
  const state = process.env.XDG_STATE_HOME ?? '';
  const inHome = isAbsolute(home) && existsSync(home);
  return [
    ...(isAbsolute(state) ? [join(state, 'pine-env', 'sandbox')] : []),
    ...(inHome && !isAbsolute(state) ? [join(home, '.local/state/pine-env/sandbox')] : []),
    ...(inHome ? [join(home, '.pine-env-sandbox')] : []),
  ];
}

/** What speaks against a place by the program's own rule `directory-writable`; undefined when nothing does. */
function objection(path) {
  let parent = dirname(path);
  while (!existsSync(parent)) parent = dirname(parent);
  try {
    accessSync(parent, constants.W_OK | constants.X_OK);
    return strangersMayWrite(realpathSync(parent));
  } catch {
    return `${parent} cannot be written`;
  }
}

function strangersMayWrite(directory) {
  const { uid, mode } = lstatSync(directory);
  if (uid !== 0 && uid !== process.getuid?.())
    return `${directory} belongs to a stranger (uid ${uid})`;
  if ((mode & 0o022) !== 0) return `others may write ${directory}`;
  return directory === '/' ? undefined : strangersMayWrite(dirname(directory));
}

/** Removes a sandbox of an earlier run: 'absent', 'cleared', or 'in the way' when it may be something else. */
export function clearAway(path) {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return 'absent';
  try {
    if (!facts.isDirectory() || facts.uid !== process.getuid?.() || !isDemo(path))
      return 'in the way';
  } catch {
    return 'in the way';
  }
  rmSync(path, { recursive: true });
  return 'cleared';
}

/** Nothing but what `init --demo` makes: in doubt it is somebody's work. */
function isDemo(root) {
  const allowed = new Set(['profiles', 'Deployment', 'runtime']);
  if (readdirSync(root).some((name) => !allowed.has(name))) return false;
  if (!isDemoRuntime(join(root, 'runtime'))) return false;
  const env = join(root, 'Deployment', 'env');
  const names = readdirSync(env).filter(
    (name) => name !== '.gitignore' && !name.endsWith('.env.example'),
  );
  return (
    names.some((name) => isMadeUp(join(env, name))) && names.every((name) => isDemoEntry(env, name))
  );
}

/** Sandboxes of earlier versions had no runtime config. */
function isDemoRuntime(runtime) {
  if (!existsSync(runtime)) return true;
  const text = () => readFileSync(join(runtime, 'config.yml'), 'utf8');
  return readdirSync(runtime).join() === 'config.yml' && text().startsWith(configMarker);
}

function isDemoEntry(env, name) {
  const path = join(env, name);
  return lstatSync(path).isSymbolicLink() ? !readlinkSync(path).includes('/') : isMadeUp(path);
}

function isMadeUp(path) {
  return lstatSync(path).isFile() && readFileSync(path, 'utf8').startsWith(`${marker}\n`);
}
