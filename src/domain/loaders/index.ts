import type { LoaderName } from '../names.ts';
import { bash } from './bash.ts';
import { compose } from './compose.ts';
import { docker } from './docker.ts';
import { dotenv } from './dotenv.ts';
import type { Loader } from './loader.ts';
import { node } from './node.ts';
import { pythonDotenv } from './python-dotenv.ts';
import { sh } from './sh.ts';
import { systemd } from './systemd.ts';
import { xargs } from './xargs.ts';

/** What is said of a loader for a rule that one of its readings names. */
export function ruleWords(name: LoaderName, rule: string): string {
  return loaders[name].rules[rule] ?? 'has a model that fails on this file; please report it';
}

/** The models, by loader name; a name without its model does not compile. */
export const loaders: { readonly [Name in LoaderName]: Loader } = {
  systemd,
  bash,
  sh,
  dotenv,
  'python-dotenv': pythonDotenv,
  docker,
  compose,
  xargs,
  node,
};
