import type { LeakSources, PieceReader, ScanSource } from '../../ports.ts';
import { readLogs, readPaths } from './asked-paths.ts';
import { callersRepository } from './callers-repository.ts';
import type { CallersEnvironment } from './git-run.ts';
import { readHistory } from './history.ts';
import { readJournal } from './journal.ts';
import { readEnvironment } from './own-environment.ts';
import { placesOf } from './places.ts';
import { repositoryAround, repositoryHere } from './repository-of.ts';
import { readShellHistory } from './shell-history.ts';
import { readSince } from './since.ts';
import { readStaged } from './staged.ts';
import { readStandardInput } from './stdin.ts';

/**
 * Everything that can be scanned on this machine. The caller's environment says which index `git commit`
 * has prepared when it calls us as a hook, whose repositories a person trusts, and where a shell keeps its history.
 */
export function leakSources(environment: CallersEnvironment, directory: string): LeakSources {
  return {
    read: (source, reader) => readerOf(source, environment, directory)(reader),
    places: async (repository, objects) =>
      placesOf(await repositoryHere(repository, environment), objects),
    repositoryOf: async (path) => {
      const callers = await callersRepository(environment, directory, path);
      return (callers ?? (await repositoryAround(path, environment)))?.top;
    },
  };
}

function readerOf(
  source: ScanSource,
  environment: CallersEnvironment,
  directory: string,
): (reader: PieceReader) => Promise<void> {
  const here = (path: string) => repositoryHere(path, environment);
  switch (source.kind) {
    case 'paths':
      return (reader) => readPaths(source.paths, environment, reader);
    case 'staged':
      return async (reader) =>
        readStaged(
          (await callersRepository(environment, directory, source.repository)) ??
            (await here(source.repository)),
          reader,
        );
    case 'history':
      return async (reader) => readHistory(await here(source.repository), environment, reader);
    case 'since':
      return async (reader) => readSince(await here(source.repository), source, reader);
    case 'stdin':
      return (reader) => readStandardInput(reader);
    case 'logs':
      return (reader) => readLogs(source.paths, reader);
    case 'journal':
      return (reader) => readJournal(source.unit, reader);
    case 'shell-history':
      return (reader) => readShellHistory(source.homes, environment, reader);
    case 'environment':
      return (reader) => readEnvironment(source.pid, reader);
  }
}
