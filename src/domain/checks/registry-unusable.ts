import { layout } from '../layout.ts';
import { check } from './check.ts';

export const registryUnusable = check(
  'registry-unusable',
  'error',
  'the registry can be read',
  ({ world }) => {
    if (world.registry.kind === 'good') return [];
    if (world.registry.kind === 'bad') {
      const { message, remedy, where } = world.registry.error;
      return [{ where: where ?? layout.registry, message, remedy }];
    }
    return [
      {
        where: layout.registry,
        message: 'there is no registry, so no key can be shown to belong anywhere',
        remedy: 'make an empty one: pine-env init',
      },
    ];
  },
);
