import type { LoaderName } from '../names.ts';
import { compose } from './compose.ts';
import { docker } from './docker.ts';
import { dotenv } from './dotenv.ts';
import type { Loader } from './loader.ts';
import { node } from './node.ts';
import { pythonDotenv } from './python-dotenv.ts';
import { systemd } from './systemd.ts';
import { xargs } from './xargs.ts';

/** The loaders that have a model so far; a name added here does not compile without its model. */
type Modelled = 'systemd' | 'dotenv' | 'python-dotenv' | 'docker' | 'compose' | 'xargs' | 'node';

/** TEMPORARY until every model is there. */
export const models: Readonly<Record<LoaderName, Loader>> = new Proxy(
  {},
  { get: (_, name) => loaders[name as Modelled] ?? loaders.systemd },
) as Readonly<Record<LoaderName, Loader>>;

/** The models, by loader name. */
export const loaders: { readonly [Name in Modelled & LoaderName]: Loader } = {
  systemd,
  dotenv,
  'python-dotenv': pythonDotenv,
  node,
  docker,
  compose,
  xargs,
};
